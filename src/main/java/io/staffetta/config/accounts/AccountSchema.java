package io.staffetta.config.accounts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.staffetta.account.Limits;
import io.staffetta.account.Price;
import io.staffetta.account.QuietHours;
import io.staffetta.account.UnknownOutcome;
import io.staffetta.message.UnsupportedCharacters;
import io.staffetta.provider.ProviderDescriptor;
import io.staffetta.provider.ProviderDescriptor.AccountField;
import io.staffetta.provider.table.ProviderDescriptors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The part of the JSON Schema that describes one account: which fields there are depends on provider and API. */
final class AccountSchema {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private AccountSchema() {}

    /** An account: of a known provider, and for that provider as its wire is. */
    static ObjectNode account(ProviderDescriptors descriptors) {
        List<String> providers = descriptors.all().stream()
                .map(ProviderDescriptor::provider)
                .distinct()
                .toList();
        ObjectNode schema = JSON.objectNode().put("type", "object");
        schema.set("required", SchemaNodes.strings(List.of(CommonField.PROVIDER.key())));
        schema.putObject("properties")
                .set(CommonField.PROVIDER.key(), described(oneOf(providers), CommonField.PROVIDER));
        ArrayNode cases = schema.putArray("allOf");
        for (String provider : providers) {
            List<ProviderDescriptor> wires = descriptors.ofProvider(provider);
            if (wires.size() > 1) {
                cases.add(when(
                        is(CommonField.PROVIDER, provider), JSON.objectNode().set("properties", api(wires))));
            }
            wires.forEach(wire -> cases.add(when(condition(wire, wires.size() > 1), SchemaNodes.ref(wire.wire()))));
        }
        return schema;
    }

    private static ObjectNode api(List<ProviderDescriptor> wires) {
        List<String> apis = wires.stream().map(ProviderDescriptor::api).toList();
        return JSON.objectNode().set(CommonField.API.key(), described(oneOf(apis), CommonField.API));
    }

    private static ObjectNode condition(ProviderDescriptor wire, boolean severalApis) {
        ObjectNode condition = is(CommonField.PROVIDER, wire.provider());
        if (severalApis) {
            condition
                    .withObjectProperty("properties")
                    .set(CommonField.API.key(), JSON.objectNode().put("const", wire.api()));
            if (!wire.defaultApi()) {
                condition.withArrayProperty("required").add(CommonField.API.key());
            }
        }
        return condition;
    }

    private static ObjectNode is(CommonField field, String value) {
        ObjectNode condition = JSON.objectNode();
        condition.putObject("properties").set(field.key(), JSON.objectNode().put("const", value));
        condition.putArray("required").add(field.key());
        return condition;
    }

    private static ObjectNode when(ObjectNode condition, ObjectNode consequence) {
        return JSON.objectNode().<ObjectNode>set("if", condition).set("then", consequence);
    }

    /** An account of one wire, with all fields that it may have. */
    static ObjectNode wire(ProviderDescriptor wire, ProviderDescriptors descriptors) {
        List<String> required = new ArrayList<>(List.of(CommonField.PROVIDER.key(), CommonField.DESCRIPTION.key()));
        ObjectNode properties = JSON.objectNode();
        properties.putObject(CommonField.PROVIDER.key());
        if (descriptors.ofProvider(wire.provider()).size() > 1) {
            properties.putObject(CommonField.API.key());
        }
        properties.set(CommonField.DESCRIPTION.key(), described(SchemaNodes.ref("text"), CommonField.DESCRIPTION));
        ObjectNode flag = JSON.objectNode().put("type", "boolean");
        properties.set(CommonField.ENABLED.key(), described(SchemaNodes.orPlaceholder(flag), CommonField.ENABLED));
        for (AccountField field : wire.fields()) {
            properties.set(field.name(), field(field, wire));
            if (field.required() && field.defaultValue().isEmpty()) {
                required.add(field.name());
            }
        }
        common(properties);
        return SchemaNodes.object(properties, required).put("title", wire.title());
    }

    private static ObjectNode field(AccountField field, ProviderDescriptor wire) {
        boolean url = field.name().equals(wire.urlField())
                || field.name().equals(wire.report().urlField());
        ObjectNode schema =
                url ? url() : field.values().isEmpty() ? SchemaNodes.ref("text") : SchemaNodes.choice(field.values());
        if (!field.defaultValue().isEmpty()) {
            schema.put("default", field.defaultValue());
        }
        return field.description().isEmpty() ? schema : schema.put("description", field.description());
    }

    private static void common(ObjectNode properties) {
        ObjectNode limits = JSON.objectNode();
        limits.set(
                CommonFields.PER_SECOND,
                number("number", 0, CommonFields.MAX_PER_SECOND)
                        .put("description", "Messages submitted in a second; 0, the default, for no limit."));
        limits.set(
                CommonFields.CONCURRENCY,
                number("integer", 1, CommonFields.MAX_CONCURRENCY)
                        .put("description", "Submissions under way at once.")
                        .put("default", Limits.DEFAULT_CONCURRENCY));
        properties.set(CommonField.LIMITS.key(), described(SchemaNodes.object(limits, List.of()), CommonField.LIMITS));
        ObjectNode duration = JSON.objectNode().put("type", "string").put("pattern", "^P");
        properties.set(
                CommonField.VALIDITY.key(), described(SchemaNodes.orPlaceholder(duration), CommonField.VALIDITY));
        properties.set(
                CommonField.FAILOVER.key(),
                SchemaNodes.oneOrMore(SchemaNodes.ref("text"), CommonField.FAILOVER.description()));
        properties.set(CommonField.URL.key(), described(url(), CommonField.URL));
        properties.set(CommonField.QUIET_HOURS.key(), described(quietHours(), CommonField.QUIET_HOURS));
        properties.set(CommonField.PRICE.key(), described(price(), CommonField.PRICE));
        properties.set(CommonField.PACKAGE.key(), described(bought(), CommonField.PACKAGE));
        List<String> policies = Stream.of(UnsupportedCharacters.values())
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
        properties.set(
                CommonField.UNSUPPORTED_CHARACTERS.key(),
                described(SchemaNodes.choice(policies), CommonField.UNSUPPORTED_CHARACTERS));
        List<String> outcomes =
                Stream.of(UnknownOutcome.values()).map(UnknownOutcome::label).toList();
        properties.set(
                CommonField.UNKNOWN_OUTCOME.key(),
                described(SchemaNodes.choice(outcomes), CommonField.UNKNOWN_OUTCOME));
    }

    private static ObjectNode quietHours() {
        ObjectNode hours = JSON.objectNode();
        hours.set(CommonFields.FROM, time("When they begin, such as \"22:00\"."));
        hours.set(CommonFields.TO, time("When they end; before 'from' if they go over midnight."));
        hours.set(
                CommonFields.ZONE,
                SchemaNodes.ref("text")
                        .put("description", "Zone whose clocks count. Default: " + QuietHours.DEFAULT_ZONE + "."));
        return SchemaNodes.object(hours, List.of(CommonFields.FROM, CommonFields.TO));
    }

    private static ObjectNode price() {
        ObjectNode price = JSON.objectNode();
        ObjectNode amount = JSON.objectNode();
        amount.putArray("anyOf")
                .add(JSON.objectNode().put("type", "number").put("minimum", 0))
                .add(JSON.objectNode().put("type", "string").put("pattern", "^" + CostFields.AMOUNT + "$"));
        price.set(
                CostFields.SEGMENT,
                SchemaNodes.orPlaceholder(amount).put("description", "Price of one segment, such as 0.045."));
        ObjectNode currency = JSON.objectNode().put("type", "string").put("pattern", "^" + CostFields.CODE + "$");
        price.set(
                CostFields.CURRENCY,
                SchemaNodes.orPlaceholder(currency)
                        .put("description", "Its currency. Default: " + Price.DEFAULT_CURRENCY + "."));
        return SchemaNodes.object(price, List.of(CostFields.SEGMENT));
    }

    private static ObjectNode bought() {
        ObjectNode bought = JSON.objectNode();
        bought.set(
                CostFields.SEGMENTS,
                number("integer", 1, CostFields.MOST_SEGMENTS).put("description", "How many were bought."));
        ObjectNode day = JSON.objectNode().put("type", "string").put("pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
        bought.set(
                CostFields.FROM,
                SchemaNodes.orPlaceholder(day)
                        .put("description", "First day whose segments count against them, such as 2026-11-01."));
        return SchemaNodes.object(bought, List.of(CostFields.SEGMENTS, CostFields.FROM));
    }

    private static ObjectNode time(String description) {
        ObjectNode time = JSON.objectNode().put("type", "string").put("pattern", "^([01][0-9]|2[0-3]):[0-5][0-9]$");
        return SchemaNodes.orPlaceholder(time).put("description", description);
    }

    private static ObjectNode number(String type, int min, int max) {
        return SchemaNodes.orPlaceholder(
                JSON.objectNode().put("type", type).put("minimum", min).put("maximum", max));
    }

    private static ObjectNode url() {
        ObjectNode address = JSON.objectNode().put("type", "string").put("pattern", "^[Hh][Tt][Tt][Pp][Ss]?://[^@]+$");
        return SchemaNodes.orPlaceholder(address);
    }

    private static ObjectNode oneOf(List<String> values) {
        return JSON.objectNode().set("enum", SchemaNodes.strings(values));
    }

    private static ObjectNode described(ObjectNode schema, CommonField field) {
        return schema.put("description", field.description());
    }
}

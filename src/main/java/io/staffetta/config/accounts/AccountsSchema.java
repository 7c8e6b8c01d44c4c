package io.staffetta.config.accounts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.staffetta.account.RoutingRule;
import io.staffetta.message.Priority;
import io.staffetta.provider.ProviderDescriptor;
import io.staffetta.provider.table.ProviderDescriptors;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * The JSON Schema of {@code accounts.yaml}, from which editors complete and check it. It says what {@link AccountsFile}
 * says, but for what needs more than one place of the file, such as whether an account exists.
 */
public final class AccountsSchema {

    /** The dialect that the schema is written in. */
    public static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private AccountsSchema() {}

    /** The schema for the providers that there are. */
    public static ObjectNode of(ProviderDescriptors descriptors) {
        ObjectNode schema = JSON.objectNode()
                .put("$schema", DIALECT)
                .put("title", "Accounts of Staffetta")
                .put("description", "Values may be or hold {{env:NAME}}, {{file:PATH}} and {{sandbox}}, in quotes.")
                .put("type", "object");
        schema.set("required", strings(List.of(AccountsParser.DEFAULT, AccountsParser.ACCOUNTS)));
        ObjectNode properties = schema.putObject("properties");
        properties.set(
                AccountsParser.DEFAULT,
                ref("text").put("description", "Id of the account for messages that name none and match no rule."));
        properties
                .putObject(AccountsParser.ACCOUNTS)
                .put("description", "The accounts, each under its id: 1 to 40 of a-z, 0-9 and -.")
                .put("type", "object")
                .put("minProperties", 1)
                .<ObjectNode>set(
                        "propertyNames", JSON.objectNode().put("pattern", "^" + AccountsParser.ID.pattern() + "$"))
                .set("additionalProperties", ref("account"));
        properties
                .putObject(AccountsParser.RULES)
                .put("description", "Which account sends what; the first rule whose conditions all apply decides.")
                .<ObjectNode>set("type", strings(List.of("array", "null")))
                .set("items", ref("rule"));
        schema.put("additionalProperties", false);
        ObjectNode definitions = schema.putObject("$defs");
        definitions.set("account", AccountSchema.account(descriptors));
        for (ProviderDescriptor wire : descriptors.all()) {
            definitions.set(wire.wire(), AccountSchema.wire(wire, descriptors));
        }
        definitions.set("rule", rule());
        values(definitions);
        return schema;
    }

    private static ObjectNode rule() {
        ObjectNode conditions = JSON.objectNode();
        conditions.set(
                RuleParser.RECIPIENT_PREFIX, oneOrMore(ref("prefix"), "Beginning of the number, such as \"+39\"."));
        conditions.set(RuleParser.SENDER, oneOrMore(ref("text"), "Sender name that the message asks for."));
        conditions.set(
                RuleParser.SOURCE, oneOrMore(choice(RoutingRule.SOURCES), "Channel that the message came in by."));
        conditions.set(
                RuleParser.PRIORITY,
                oneOrMore(
                        choice(Stream.of(Priority.values()).map(Priority::label).toList()),
                        "Priority of the message."));
        ObjectNode parts = JSON.objectNode();
        ObjectNode when = object(conditions, List.of())
                .put("description", "The conditions; all that are given must apply.")
                .put("minProperties", 1);
        parts.set(RuleParser.WHEN, when);
        parts.set(RuleParser.ACCOUNT, ref("text").put("description", "Id of the account for such messages."));
        return object(parts, List.of(RuleParser.WHEN, RuleParser.ACCOUNT));
    }

    /** Kinds of value. Most are text, and YAML takes text such as 0123 for a number unless it is quoted. */
    private static void values(ObjectNode definitions) {
        definitions.putObject("text").put("minLength", 1).set("type", strings(List.of("string", "number", "boolean")));
        definitions.putObject("placeholder").put("type", "string").put("pattern", "\\{\\{[^{}]+\\}\\}");
        ObjectNode plus = JSON.objectNode().put("type", "string").put("pattern", "^\\+[0-9]{1,15}$");
        definitions.putObject("prefix").putArray("anyOf").add(plus).add(ref("placeholder"));
    }

    /** An object with these properties and no others. */
    static ObjectNode object(ObjectNode properties, Collection<String> required) {
        ObjectNode object = JSON.objectNode().put("type", "object");
        if (!required.isEmpty()) {
            object.set("required", strings(required));
        }
        object.set("properties", properties);
        return object.put("additionalProperties", false);
    }

    /** One of these texts, or a placeholder. */
    static ObjectNode choice(List<String> values) {
        return orPlaceholder(JSON.objectNode().set("enum", strings(values)));
    }

    /** What a schema allows, or a placeholder. */
    static ObjectNode orPlaceholder(ObjectNode schema) {
        ObjectNode choice = JSON.objectNode();
        choice.putArray("anyOf").add(schema).add(ref("placeholder"));
        return choice;
    }

    /** One value, or a list of them. */
    static ObjectNode oneOrMore(ObjectNode value, String description) {
        ObjectNode schema = JSON.objectNode().put("description", description);
        ObjectNode list = JSON.objectNode().put("type", "array").set("items", value);
        schema.putArray("anyOf").add(value).add(list);
        return schema;
    }

    /** A reference to one of the definitions. */
    static ObjectNode ref(String definition) {
        return JSON.objectNode().put("$ref", "#/$defs/" + definition);
    }

    /** An array of texts. */
    static ArrayNode strings(Collection<String> texts) {
        ArrayNode array = JSON.arrayNode();
        texts.forEach(array::add);
        return array;
    }
}

package io.staffetta.config.accounts;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.staffetta.account.RoutingRule;
import io.staffetta.message.Priority;
import io.staffetta.provider.ProviderDescriptor;
import io.staffetta.provider.table.ProviderDescriptors;
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
        schema.set("required", SchemaNodes.strings(List.of(AccountsParser.DEFAULT, AccountsParser.ACCOUNTS)));
        ObjectNode properties = schema.putObject("properties");
        properties.set(
                AccountsParser.DEFAULT,
                SchemaNodes.ref("text")
                        .put("description", "Id of the account for messages that name none and match no rule."));
        properties
                .putObject(AccountsParser.ACCOUNTS)
                .put("description", "The accounts, each under its id: 1 to 40 of a-z, 0-9 and -.")
                .put("type", "object")
                .put("minProperties", 1)
                .<ObjectNode>set(
                        "propertyNames", JSON.objectNode().put("pattern", "^" + AccountsParser.ID.pattern() + "$"))
                .set("additionalProperties", SchemaNodes.ref("account"));
        properties
                .putObject(AccountsParser.RULES)
                .put("description", "Which account sends what; the first rule whose conditions all apply decides.")
                .<ObjectNode>set("type", SchemaNodes.strings(List.of("array", "null")))
                .set("items", SchemaNodes.ref("rule"));
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
                RuleParser.RECIPIENT_PREFIX,
                SchemaNodes.oneOrMore(SchemaNodes.ref("prefix"), "Beginning of the number, such as \"+39\"."));
        conditions.set(
                RuleParser.SENDER,
                SchemaNodes.oneOrMore(SchemaNodes.ref("text"), "Sender name that the message asks for."));
        conditions.set(
                RuleParser.SOURCE,
                SchemaNodes.oneOrMore(SchemaNodes.choice(RoutingRule.SOURCES), "Channel that the message came in by."));
        conditions.set(
                RuleParser.PRIORITY,
                SchemaNodes.oneOrMore(
                        SchemaNodes.choice(Stream.of(Priority.values())
                                .map(Priority::label)
                                .toList()),
                        "Priority of the message."));
        ObjectNode parts = JSON.objectNode();
        ObjectNode when = SchemaNodes.object(conditions, List.of())
                .put("description", "The conditions; all that are given must apply.")
                .put("minProperties", 1);
        parts.set(RuleParser.WHEN, when);
        parts.set(
                RuleParser.ACCOUNT, SchemaNodes.ref("text").put("description", "Id of the account for such messages."));
        return SchemaNodes.object(parts, List.of(RuleParser.WHEN, RuleParser.ACCOUNT));
    }

    /** Kinds of value. Most are text, and YAML takes text such as 0123 for a number unless it is quoted. */
    private static void values(ObjectNode definitions) {
        definitions
                .putObject("text")
                .put("minLength", 1)
                .set("type", SchemaNodes.strings(List.of("string", "number", "boolean")));
        definitions.putObject("placeholder").put("type", "string").put("pattern", "\\{\\{[^{}]+\\}\\}");
        ObjectNode plus = JSON.objectNode().put("type", "string").put("pattern", "^\\+[0-9]{1,15}$");
        definitions.putObject("prefix").putArray("anyOf").add(plus).add(SchemaNodes.ref("placeholder"));
    }
}

package io.staffetta.cli.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.gateway.GatewayApi;
import io.staffetta.cli.gateway.ListCommand;
import io.staffetta.cli.terminal.Table;
import io.staffetta.cli.terminal.Times;
import java.util.List;
import java.util.StringJoiner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code staffetta tokens list}: the applications, and when they called last. */
@Command(
        name = "list",
        description = "Lists the applications: the rights and limits of each, and its last call.",
        footer = {"", "Example:", "  staffetta tokens list --revoked"})
final class TokensListCommand extends ListCommand {

    @Option(names = "--revoked", description = "Also those that are revoked.")
    private boolean revoked;

    @Override
    protected JsonNode ask(GatewayApi gateway) {
        return gateway.access().tokens(revoked);
    }

    @Override
    protected List<String> lines(JsonNode tokens) {
        Table table = new Table("NAME", "ROLE", "KIND", "STATE", "TODAY", "PER DAY", "LAST USED", "TOKEN", "MAY USE");
        tokens.path("tokens")
                .forEach(token -> table.row(
                        token.path("name").asText(),
                        token.path("role").asText(),
                        token.path("kind").asText(),
                        state(token),
                        token.path("today").asText(),
                        token.path("perDay").asText(),
                        Times.of(token.path("lastUsedAt")),
                        token.path("prefix").asText() + "...",
                        mayUse(token)));
        return table.lines();
    }

    private static String state(JsonNode token) {
        if (token.has("revokedAt")) {
            return "revoked";
        }
        return token.path("enabled").asBoolean() ? "enabled" : "disabled";
    }

    private static String mayUse(JsonNode token) {
        StringJoiner names = new StringJoiner(" ");
        token.path("accounts").forEach(account -> names.add(account.asText()));
        token.path("senders").forEach(sender -> names.add("'" + sender.asText() + "'"));
        return names.length() == 0 ? "all" : names.toString();
    }
}

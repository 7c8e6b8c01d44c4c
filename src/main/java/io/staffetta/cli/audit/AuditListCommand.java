package io.staffetta.cli.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.gateway.GatewayApi;
import io.staffetta.cli.gateway.ListCommand;
import io.staffetta.cli.terminal.Table;
import io.staffetta.cli.terminal.Times;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code staffetta audit list}: the newest entries. */
@Command(
        name = "list",
        description = "Lists what operators and administrators did, the newest first.",
        footer = {"", "Examples:", "  staffetta audit list --since 1d", "  staffetta audit list --who crm --json"})
final class AuditListCommand extends ListCommand {

    private static final int MOST = 1000;

    @Mixin
    private AuditFilterOptions filter;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "Most entries, 1 to 1000. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Override
    protected JsonNode ask(GatewayApi gateway) {
        Map<String, String> parameters = filter.parameters();
        parameters.put("limit", Integer.toString(Math.max(1, Math.min(MOST, limit))));
        return gateway.access().audit(parameters);
    }

    @Override
    protected List<String> lines(JsonNode found) {
        Table table = new Table("NO", "WHEN", "WHO", "FROM", "ACTION", "SUBJECT", "DETAILS", "WHY");
        found.path("entries")
                .forEach(entry -> table.row(
                        entry.path("number").asText(),
                        Times.of(entry.path("at")),
                        entry.path("who").asText(),
                        entry.path("from").asText(),
                        entry.path("action").asText(),
                        entry.path("subject").asText(),
                        details(entry.path("details")),
                        entry.path("why").asText()));
        return table.lines();
    }

    private static String details(JsonNode details) {
        StringJoiner words = new StringJoiner(" ");
        details.properties()
                .forEach(one -> words.add(one.getKey() + "=" + one.getValue().asText()));
        return words.toString();
    }
}

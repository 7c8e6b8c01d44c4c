package io.staffetta.cli.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.JsonOption;
import io.staffetta.cli.terminal.Table;
import io.staffetta.cli.terminal.Times;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code staffetta audit list}: the newest entries. */
@Command(
        name = "list",
        description = "Lists what operators and administrators did, the newest first.",
        footer = {"", "Examples:", "  staffetta audit list --since 1d", "  staffetta audit list --who crm --json"})
final class AuditListCommand implements Callable<Integer> {

    private static final int MOST = 1000;

    @Mixin
    private GatewayOptions options;

    @Mixin
    private AuditFilterOptions filter;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "Most entries, 1 to 1000. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Mixin
    private JsonOption output;

    @Override
    public Integer call() {
        Map<String, String> parameters = filter.parameters();
        parameters.put("limit", Integer.toString(Math.max(1, Math.min(MOST, limit))));
        JsonNode found = options.gateway().access().audit(parameters);
        output.print(found, () -> lines(found));
        return ExitCode.OK;
    }

    private static List<String> lines(JsonNode found) {
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

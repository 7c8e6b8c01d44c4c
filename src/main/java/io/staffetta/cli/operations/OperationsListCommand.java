package io.staffetta.cli.operations;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.gateway.GatewayApi;
import io.staffetta.cli.gateway.ListCommand;
import io.staffetta.cli.terminal.Table;
import io.staffetta.cli.terminal.Times;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code staffetta operations list}: the newest operations. */
@Command(
        name = "list",
        description = "Lists the newest operations: what, by whom, with how many messages, and how far it is.",
        footer = {"", "Examples:", "  staffetta operations list", "  staffetta operations list --limit 10 --json"})
final class OperationsListCommand extends ListCommand {

    private static final int LONGEST_WHY = 40;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "At most so many, up to 1000. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Override
    protected JsonNode ask(GatewayApi gateway) {
        return gateway.operations()
                .list(Map.of("limit", Integer.toString(limit)))
                .path("operations");
    }

    @Override
    protected List<String> lines(JsonNode found) {
        if (found.isEmpty()) {
            return List.of("No operations");
        }
        Table table = new Table("ID", "ORDERED", "KIND", "STATE", "DONE", "LEFT", "SKIPPED", "BY", "WHY");
        found.forEach(one -> table.row(
                one.path("id").asText(),
                Times.of(one.path("createdAt")),
                one.path("kind").asText(),
                one.path("dryRun").asBoolean() ? "dry run" : one.path("state").asText(),
                one.path("done").asText(),
                one.path("left").asText(),
                one.path("skipped").asText(),
                one.path("who").asText(),
                Table.cut(one.path("why").asText(), LONGEST_WHY)));
        return table.lines();
    }
}

package io.staffetta.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.gateway.GatewayApi;
import io.staffetta.cli.gateway.ListCommand;
import io.staffetta.cli.terminal.Table;
import io.staffetta.cli.terminal.Times;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code staffetta nodes list}: the gateways, and which of them is silent. */
@Command(
        name = "list",
        description = {
            "Lists the gateways that use the ledger, or did so within a day, the newest first.",
            "ALIVE: it says so every 2 s. STOPPED: it was stopped. SILENT: it has not said anything for 10 s or more; it"
                    + " died, or cannot reach the ledger."
        },
        footer = {"", "Example:", "  staffetta nodes list --json"})
final class NodesListCommand extends ListCommand {

    @Override
    protected JsonNode ask(GatewayApi gateway) {
        return gateway.sending().nodes();
    }

    @Override
    protected List<String> lines(JsonNode nodes) {
        Table table = new Table("NAME", "STATE", "STARTED", "LAST SEEN", "ID");
        nodes.forEach(node -> table.row(
                node.path("name").asText(),
                node.path("state").asText() + (node.path("answering").asBoolean() ? " (answers)" : ""),
                Times.of(node.path("startedAt")),
                Times.of(node.path("seenAt")),
                node.path("id").asText()));
        return table.lines();
    }
}

package io.staffetta.cli.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.gateway.GatewayApi;
import io.staffetta.cli.gateway.ListCommand;
import io.staffetta.cli.terminal.Table;
import io.staffetta.cli.terminal.Times;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code staffetta alerts list}: the alerts, and who is told of them. */
@Command(
        name = "list",
        description = {
            "Lists the alerts that are active, or ended within a day, the newest first; and their receivers.",
            "TOLD: how often it was sent. It is repeated after staffetta.alerts.repeat-after."
        },
        footer = {"", "Example:", "  staffetta alerts list --json"})
final class AlertsListCommand extends ListCommand {

    @Override
    protected JsonNode ask(GatewayApi gateway) {
        return gateway.sending().alerts();
    }

    @Override
    protected List<String> lines(JsonNode found) {
        List<String> lines = new ArrayList<>();
        if (found.path("alerts").isEmpty()) {
            lines.add("No alerts");
        } else {
            Table table = new Table("STATE", "SINCE", "ENDED", "TOLD", "ALERT");
            found.path("alerts")
                    .forEach(alert -> table.row(
                            alert.path("state").asText(),
                            Times.of(alert.path("since")),
                            Times.of(alert.path("endedAt")),
                            alert.path("times").asText(),
                            alert.path("words").asText()));
            lines.addAll(table.lines());
        }
        lines.add("");
        lines.addAll(receivers(found.path("receivers")).lines());
        return lines;
    }

    private static Table receivers(JsonNode receivers) {
        Table table = new Table("RECEIVER", "TO", "LAST TOLD", "LAST FAILED", "FAILURE");
        if (receivers.isEmpty()) {
            table.row("none", "-", "-", "-", "set staffetta.alerts.webhook.url, .mail.to or .sms.to");
        }
        receivers.forEach(receiver -> table.row(
                receiver.path("name").asText(),
                receiver.path("to").asText(),
                Times.of(receiver.path("lastToldAt")),
                Times.of(receiver.path("failedAt")),
                receiver.path("failure").asText("-")));
        return table;
    }
}

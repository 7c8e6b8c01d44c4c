package io.staffetta.cli.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.gateway.GatewayApi;
import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.JsonOption;
import io.staffetta.cli.terminal.Table;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code staffetta alerts test}: tells all receivers that this is a test. */
@Command(
        name = "test",
        description = {
            "Sends a test to all receivers of alerts, and shows the results.",
            "An SMS counts as told when it is on its account's queue; 'messages list --source alert' shows its outcome."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all were told", "1:one was not, or there is none"},
        footer = {"", "Example:", "  staffetta alerts test"})
final class AlertsTestCommand implements Callable<Integer> {

    @Mixin
    private GatewayOptions options;

    @Mixin
    private JsonOption output;

    @Override
    public Integer call() {
        JsonNode tested =
                new GatewayApi(options.home(), options.settings()).sending().testAlerts();
        output.print(tested, () -> lines(tested));
        return StreamSupport.stream(tested.path("receivers").spliterator(), false)
                        .allMatch(one -> one.path("told").asBoolean())
                ? ExitCode.OK
                : ExitCode.FAILED;
    }

    private static List<String> lines(JsonNode tested) {
        Table table = new Table("RECEIVER", "TO", "TOLD", "FAILURE");
        tested.path("receivers")
                .forEach(one -> table.row(
                        one.path("name").asText(),
                        one.path("to").asText(),
                        one.path("told").asBoolean() ? "yes" : "no",
                        one.path("failure").asText("-")));
        return table.lines();
    }
}

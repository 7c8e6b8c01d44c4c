package io.staffetta.cli.operations;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.gateway.GatewayOperations;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.JsonLine;
import io.staffetta.cli.terminal.Table;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** Tells what became of the messages of an operation, or would. */
final class OperationReport {

    private static final int MOST_NAMED = 20;

    private static final Map<String, String> LEFT = Map.ofEntries(
            Map.entry("EXPIRED", "left, deadline passed; --valid-for gives another"),
            Map.entry("PERHAPS_SENT", "left, the provider may have sent it; --reason UNKNOWN redrives it"),
            Map.entry("NOT_UNKNOWN", "left, its outcome is known"),
            Map.entry("NOT_OURS", "left, it was not the gateway that put it there; it can be discarded"),
            Map.entry("NOT_WAITING", "left, it does not wait, or is being sent"),
            Map.entry("ALREADY_THERE", "left, it is with this account already"),
            Map.entry("NOT_CARRIED", "left, the account cannot carry it"),
            Map.entry("SCHEDULED", "left, its sender wants it sent later"),
            Map.entry("GONE", "not there any more"),
            Map.entry("CANCELLED", "left, the operation was cancelled before"));

    private final GatewayOperations gateway;
    private final PrintWriter out;
    private final PrintWriter err;
    private final String deed;
    private final boolean json;

    OperationReport(GatewayOperations gateway, CommandSpec spec, String deed, boolean json) {
        this.gateway = gateway;
        out = spec.commandLine().getOut();
        err = spec.commandLine().getErr();
        this.deed = deed;
        this.json = json;
    }

    /**
     * Prints it.
     *
     * @return the exit code
     */
    int print(JsonNode operation) {
        String id = operation.path("id").asText();
        boolean dryRun = operation.path("dryRun").asBoolean();
        JsonNode outcomes = operation.path("outcomes");
        if (json) {
            out.println(JsonLine.write(gateway.find(id, Map.of("limit", "1000")).orElse(operation)));
        } else {
            if (operation.path("asked").has("ids") && !dryRun) {
                named(id, "DONE").forEach(item -> out.println(item.path("id").asText() + " " + deed));
            }
            out.println(
                    dryRun
                            ? "Would be " + deed + ": " + operation.path("left").asLong()
                            : operation.path("done").asLong() + " " + deed);
            outcomes.properties().forEach(outcome -> left(id, outcome.getKey(), outcome.getValue()));
            out.println("Operation " + id + (dryRun ? ": nothing was done" : ""));
        }
        if (outcomes.has("NOT_FOUND")) {
            named(id, "NOT_FOUND")
                    .forEach(item -> err.println(
                            "No message to act on " + item.path("id").asText()));
        }
        out.flush();
        return outcomes.has("NOT_FOUND") || outcomes.has("GONE") ? ExitCode.NOT_FOUND : ExitCode.OK;
    }

    private void left(String id, String outcome, JsonNode count) {
        String why = LEFT.get(outcome);
        if (why == null) {
            return;
        }
        out.println(count.asLong() + " " + why + ":");
        named(id, outcome)
                .forEach(item -> out.println("  " + Table.clean(item.path("id").asText())));
        if (count.asLong() > MOST_NAMED) {
            out.println("  and " + (count.asLong() - MOST_NAMED) + " more");
        }
    }

    private JsonNode named(String id, String outcome) {
        return gateway.find(id, Map.of("outcome", outcome, "limit", Integer.toString(MOST_NAMED)))
                .map(found -> found.path("items"))
                .orElseThrow(() -> new IllegalStateException("No operation " + id));
    }
}

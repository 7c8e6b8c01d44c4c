package io.staffetta.cli.operations;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.gateway.GatewayOperations;
import io.staffetta.cli.terminal.Confirmation;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.JsonLine;
import io.staffetta.cli.terminal.RateConverter;
import io.staffetta.cli.terminal.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Options of all commands that order an operation, and what they have in common. */
public final class OperationOptions {

    @Option(
            names = "--rate",
            paramLabel = "N/s",
            converter = RateConverter.class,
            description = "At most so many in a second. Default: no limit.")
    private Integer rate;

    @Option(names = "--yes", description = "Does not ask before it acts on all.")
    private boolean yes;

    @Option(names = "--dry-run", description = "Only shows which messages it would be done with.")
    private boolean dryRun;

    @Option(names = "--no-wait", description = "Does not wait for the end: 'operations watch' follows it.")
    private boolean noWait;

    /**
     * Orders an operation, follows it, and tells what became of it. One that acts on all is a dry run first, whose very set it acts on
     * when the answer is yes.
     *
     * @param wanted fields, as the gateway's HTTP API has them
     * @param all whether it acts on all that a filter leaves
     * @param deed what is done, such as {@code redriven}
     * @return the exit code
     */
    public int run(
            GatewayOperations gateway,
            CommandSpec spec,
            Map<String, Object> wanted,
            boolean all,
            String deed,
            boolean json)
            throws IOException {
        OperationReport report = new OperationReport(gateway, spec, deed, json);
        Map<String, Object> fields = new LinkedHashMap<>(wanted);
        if (rate != null) {
            fields.put("rate", rate + "/s");
        }
        boolean planned = dryRun || all;
        if (planned) {
            fields.put("dryRun", true);
        }
        JsonNode operation = gateway.order(fields);
        if (dryRun) {
            return report.print(operation);
        }
        if (planned) {
            Optional<Integer> refused = refused(spec, wanted.get("kind").toString(), operation);
            if (refused.isPresent()) {
                return refused.get();
            }
            operation = gateway.order(Map.of("plan", operation.path("id").asText()));
        }
        if (noWait) {
            spec.commandLine()
                    .getOut()
                    .println(
                            json
                                    ? JsonLine.write(operation)
                                    : operation.path("id").asText());
            return ExitCode.OK;
        }
        JsonNode ended = new OperationWatch(gateway, spec.commandLine().getErr(), deed)
                .follow(operation.path("id").asText());
        int code = report.print(ended);
        return code == ExitCode.OK && !all && ended.path("skipped").asLong() > 0 ? ExitCode.FAILED : code;
    }

    /** Asks before something is done with all of them. One who cannot be asked must have said yes already. */
    private Optional<Integer> refused(CommandSpec spec, String kind, JsonNode planned) throws IOException {
        long letters = planned.path("left").asLong();
        if (yes || letters == 0) {
            return Optional.empty();
        }
        PrintWriter err = spec.commandLine().getErr();
        String one = kind.matches("redrive|discard|settle") ? " dead letter" : " message";
        String what = letters + one + (letters == 1 ? "" : "s");
        if (!Terminal.canAnswer()) {
            err.println("This would " + kind + " " + what + ". There is no terminal to ask on: add --yes to do it");
            return Optional.of(ExitCode.USAGE);
        }
        String question = kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1) + " " + what + "?";
        if (Confirmation.given(err, question)) {
            return Optional.empty();
        }
        err.println("Nothing was done: answer y, or add --yes");
        return Optional.of(ExitCode.FAILED);
    }
}

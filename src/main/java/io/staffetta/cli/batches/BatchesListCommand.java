package io.staffetta.cli.batches;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.JsonOption;
import io.staffetta.cli.terminal.LimitOption;
import io.staffetta.ledger.batch.BatchState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code staffetta batches list}: the newest batches, or some of them. */
@Command(
        name = "list",
        description =
                "Lists batches, the newest first: how far each has come, how fast it goes, and when all its rows will be"
                        + " taken.",
        footer = {
            "",
            "Examples:",
            "  staffetta batches list --unfinished",
            "  staffetta batches list --folder crm --state FAILED --limit 1000 --json"
        })
final class BatchesListCommand implements Callable<Integer> {

    @Mixin
    private GatewayOptions options;

    @Mixin
    private JsonOption output;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "Only those that stand there: ${COMPLETION-CANDIDATES}.")
    private BatchState state;

    @Option(names = "--folder", paramLabel = "NAME", description = "Only those of this batch folder.")
    private String folder;

    @Option(names = "--unfinished", description = "Only those that are not finished.")
    private boolean unfinished;

    @Mixin
    private LimitOption limit;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (folder != null && folder.isBlank()) {
            throw new ParameterException(spec.commandLine(), "--folder is empty");
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("state", state == null ? null : state.name());
        parameters.put("folder", folder);
        parameters.put("unfinished", unfinished ? "true" : null);
        limit.put(parameters);
        JsonNode found = options.gateway().batches().list(parameters);
        JsonNode batches = found.path("batches");
        output.print(batches, () -> batches.isEmpty() ? List.of("No batches") : BatchesTable.lines(batches));
        if (found.hasNonNull("next")) {
            spec.commandLine()
                    .getErr()
                    .println("The newest " + batches.size()
                            + ", and there may be more: a higher --limit or a narrower choice shows what you want");
        }
        return ExitCode.OK;
    }
}

package io.staffetta.cli.batches;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.gateway.GatewayApi;
import io.staffetta.cli.gateway.ListCommand;
import io.staffetta.cli.terminal.LimitOption;
import io.staffetta.ledger.batch.BatchState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
final class BatchesListCommand extends ListCommand {

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "Only those in this state: ${COMPLETION-CANDIDATES}.")
    private BatchState state;

    @Option(names = "--folder", paramLabel = "NAME", description = "Only those of this batch folder.")
    private String folder;

    @Option(names = "--unfinished", description = "Only those that are not finished.")
    private boolean unfinished;

    @Mixin
    private LimitOption limit;

    @Override
    protected JsonNode ask(GatewayApi gateway) {
        if (folder != null && folder.isBlank()) {
            throw wrong("--folder is empty");
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("state", state == null ? null : state.name());
        parameters.put("folder", folder);
        parameters.put("unfinished", unfinished ? "true" : null);
        limit.put(parameters);
        return gateway.batches().list(parameters);
    }

    @Override
    protected JsonNode listed(JsonNode answer) {
        return answer.path("batches");
    }

    @Override
    protected List<String> lines(JsonNode batches) {
        return batches.isEmpty() ? List.of("No batches") : BatchesTable.lines(batches);
    }

    @Override
    protected Optional<String> more(String next) {
        return Optional.of("a higher --limit or a narrower choice shows what you want");
    }
}

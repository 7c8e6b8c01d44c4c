package io.staffetta.cli.batches;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.gateway.GatewayApi;
import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.JsonOption;
import io.staffetta.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code staffetta batches watch}: batches while they go on. */
@Command(
        name = "watch",
        description = {
            "Watches a batch, or all unfinished ones, until it is finished: on a terminal"
                    + " as a bar, else in a line every 10 s and with each change. Rows, then messages, how many in a second"
                    + " over the last half minute, and the time left at that rate.",
            "Without an ID those that are paused, or wait for more than a day, are not waited for.",
            "Exit code 0 if all messages were accepted, 5 if rows were rejected, messages are dead or cancelled, or a file"
                    + " could not be read, 4 if there is nothing to watch. Ending the command does not end the batch."
        },
        footer = {
            "",
            "Examples:",
            "  staffetta batches watch",
            "  staffetta batches watch 01JDC5Z8K3V4M0W6Y1B2C3D4E5 --json"
        })
final class BatchesWatchCommand implements Callable<Integer> {

    @Mixin
    private GatewayOptions options;

    @Mixin
    private JsonOption output;

    @Parameters(
            paramLabel = "ID",
            arity = "0..1",
            description = "The batch. Default: all that are running, and new ones.")
    private String id;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        GatewayApi gateway = options.gateway();
        PrintWriter out = spec.commandLine().getOut();
        BatchScreen screen = Terminal.isThere() && !output.json()
                ? new BarScreen(out)
                : new LineScreen(out, spec.commandLine().getErr(), output.json());
        Collection<JsonNode> batches = new BatchWatch(
                        source(gateway), this::isSeen, screen, System::nanoTime, () -> TimeUnit.SECONDS.sleep(1))
                .run();
        List<JsonNode> ended = batches.stream().filter(BatchesView::isFinished).toList();
        if (batches.isEmpty()) {
            if (id != null) {
                return BatchChoice.notFound(id, spec);
            }
            say("No batch has anything left to do: batches list shows those that ended");
        } else if (ended.size() < batches.size()) {
            say("What is left does not go on by itself, or not within a day: "
                    + BatchOrder.standing(
                            batches.stream().filter(BatchOrder::isAtRest).toList())
                    + ". batches list --unfinished shows it");
        }
        if (ended.isEmpty()) {
            return ExitCode.NOT_FOUND;
        }
        return ended.stream().allMatch(BatchesView::isWell) ? ExitCode.OK : ExitCode.NOT_ACCEPTED;
    }

    private boolean isSeen(JsonNode batch) {
        return BatchesView.isFinished(batch) || (id == null && BatchOrder.isAtRest(batch));
    }

    private void say(String what) {
        spec.commandLine().getErr().println(what);
    }

    private Supplier<Collection<JsonNode>> source(GatewayApi gateway) {
        if (id == null) {
            return new UnfinishedBatches(gateway);
        }
        String one = BatchChoice.id(id, spec);
        return () ->
                gateway.batches().find(one).<Collection<JsonNode>>map(List::of).orElse(List.of());
    }
}

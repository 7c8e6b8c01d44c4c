package io.staffetta.cli.dead;

import io.staffetta.cli.gateway.Broker;
import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.Json;
import io.staffetta.cli.terminal.JsonOption;
import io.staffetta.cli.terminal.Table;
import io.staffetta.cli.terminal.Times;
import io.staffetta.deadletter.StoredDeadLetter;
import io.staffetta.message.DeliveryHeaders;
import io.staffetta.message.PhoneNumbers;
import jakarta.jms.JMSException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code staffetta dead list}: what is there, without numbers and texts. */
@Command(
        name = "list",
        description =
                "Lists dead letters, the one that has been waiting longest first. Numbers are masked; texts are not"
                        + " shown.",
        footer = {
            "",
            "Examples:",
            "  staffetta dead list",
            "  staffetta dead list --phase CRASH --node node2",
            "  staffetta dead list --reason EXHAUSTED --account reception --limit 0 --json"
        })
final class DeadListCommand implements Callable<Integer> {

    private static final int DETAIL_LENGTH = 70;

    @Mixin
    private GatewayOptions options;

    @Mixin
    private DeadFilterOptions which;

    @Mixin
    private JsonOption output;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "At most so many; 0 for all. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws JMSException {
        List<StoredDeadLetter> shown = new ArrayList<>();
        AtomicInteger all = new AtomicInteger();
        try (Broker.OpenDeadLetters letters = options.openDeadLetters()) {
            letters.queue().browse(which.filter(List.of()), letter -> {
                if (all.getAndIncrement() < limit || limit <= 0) {
                    shown.add(letter.withoutBody());
                }
            });
        }
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            out.println(Json.write(shown.stream().map(DeadLetterView::masked).toList()));
        } else {
            print(shown, out);
        }
        if (all.get() > shown.size()) {
            spec.commandLine()
                    .getErr()
                    .println("The first " + shown.size() + " of " + all + ": --limit 0 shows all of them");
        }
        return ExitCode.OK;
    }

    private static void print(List<StoredDeadLetter> letters, PrintWriter out) {
        if (letters.isEmpty()) {
            out.println("No dead letters");
            return;
        }
        Table table = new Table("ID", "DEAD SINCE", "REASON", "PHASE", "NODE", "ACCOUNT", "TO", "ATTEMPTS", "DETAIL");
        letters.forEach(letter -> table.row(
                letter.id(),
                Times.of(letter.property(DeliveryHeaders.DEAD_SINCE)),
                letter.reason(),
                letter.property(DeliveryHeaders.PHASE),
                letter.property(DeliveryHeaders.NODE),
                letter.account(),
                PhoneNumbers.mask(letter.recipient()),
                letter.property(DeliveryHeaders.ATTEMPTS),
                Table.cut(letter.property(DeliveryHeaders.DETAIL), DETAIL_LENGTH)));
        table.lines().forEach(out::println);
    }
}

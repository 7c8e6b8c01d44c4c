package io.staffetta.cli.dead;

import io.staffetta.cli.gateway.Broker;
import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.terminal.DurationConverter;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.JsonOption;
import io.staffetta.cli.terminal.RateConverter;
import io.staffetta.deadletter.Author;
import io.staffetta.deadletter.DeadLetterFilter;
import io.staffetta.deadletter.Redrive;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code staffetta dead redrive}: sends dead letters again. */
@Command(
        name = "redrive",
        description = {
            "Sends dead letters again, with their ids, their texts and their deadlines.",
            "Those whose deadline has passed stay, unless --valid-for gives another. With --all those of reason UNKNOWN"
                    + " stay, unless --reason UNKNOWN or --phase asks for them: the provider may have sent them."
        },
        footer = {
            "",
            "Examples:",
            "  staffetta dead redrive 01JDC5Z8K3V4M0W6Y1B2C3D4E5",
            "  staffetta dead redrive --all --account reception --to-account batch --dry-run",
            "  staffetta dead redrive --all --phase REQUEST --node node2 --dry-run",
            "  staffetta dead redrive --all --reason EXPIRED --valid-for 2h --rate 5/s --yes"
        })
final class DeadRedriveCommand implements Callable<Integer> {

    @Mixin
    private GatewayOptions options;

    @Mixin
    private DeadChoice choice;

    @Mixin
    private DeadFilterOptions which;

    @Mixin
    private JsonOption output;

    @Option(
            names = "--to-account",
            paramLabel = "ID",
            description = "Account to send them with. Default: the one that the sender asked for, else the rules.")
    private String toAccount = "";

    @Option(
            names = "--rate",
            paramLabel = "N/s",
            converter = RateConverter.class,
            description = "At most so many in a second. Default: no limit.")
    private Integer rate;

    @Option(
            names = "--valid-for",
            converter = DurationConverter.class,
            paramLabel = "DURATION",
            description = "A new deadline, so long from now, such as 2h or PT2H. Default: the deadline they have.")
    private Duration validFor;

    @Option(
            names = "--why",
            paramLabel = "TEXT",
            description = "Why, for those who look for the message or its batch later.")
    private String why = "";

    @Option(names = "--yes", description = "Does not ask before it sends all.")
    private boolean yes;

    @Option(names = "--dry-run", description = "Only says what would be done.")
    private boolean dryRun;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws JMSException, IOException {
        choice.check(spec);
        // Before anything moves: with an account that cannot send, all would only die again, of a lesser reason.
        Optional<String> objection =
                toAccount.isEmpty() ? Optional.empty() : options.gateway().objection(toAccount);
        if (objection.isPresent()) {
            spec.commandLine().getErr().println(objection.get());
            return ExitCode.NOT_FOUND;
        }
        RemovalReport report = new RemovalReport(spec.commandLine(), output.json(), "redriven");
        Redrive.Terms terms = new Redrive.Terms(toAccount, validFor, rate == null ? 0 : rate);
        DeadLetterFilter filter = which.filter(choice.ids());
        try (Broker.OpenDeadLetters letters = options.openDeadLetters()) {
            Redrive redrive = new Redrive(letters.queue(), terms, Author.ofProcess(why), Clock.systemUTC());
            if (dryRun) {
                return report.print(redrive.preview(filter), true);
            }
            Optional<Integer> refused = choice.refused(
                    spec, yes, "redrive", () -> redrive.preview(filter).done().size());
            return refused.isPresent()
                    ? refused.get()
                    : report.run((each, watch) -> redrive.run(filter, each, watch), !choice.all());
        }
    }
}

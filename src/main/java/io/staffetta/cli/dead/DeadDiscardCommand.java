package io.staffetta.cli.dead;

import io.staffetta.cli.gateway.Broker;
import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.terminal.JsonOption;
import io.staffetta.deadletter.Author;
import io.staffetta.deadletter.DeadLetterFilter;
import io.staffetta.deadletter.Discard;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code staffetta dead discard}: gives dead letters up. */
@Command(
        name = "discard",
        description = "Removes dead letters for good. Each is told on sms.outcome as DISCARDED, with your reason.",
        footer = {
            "",
            "Examples:",
            "  staffetta dead discard 01JDC5Z8K3V4M0W6Y1B2C3D4E5 --why 'wrong number, caller told'",
            "  staffetta dead discard --all --reason MALFORMED --why 'test of the new PBX' --yes"
        })
final class DeadDiscardCommand implements Callable<Integer> {

    @Mixin
    private GatewayOptions options;

    @Mixin
    private DeadChoice choice;

    @Mixin
    private DeadFilterOptions which;

    @Mixin
    private JsonOption output;

    @Option(
            names = "--why",
            required = true,
            paramLabel = "TEXT",
            description = "Why, for those who look for the message later.")
    private String why;

    @Option(names = "--yes", description = "Does not ask before it discards all.")
    private boolean yes;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws JMSException, IOException {
        choice.check(spec);
        if (why.isBlank()) {
            throw new ParameterException(spec.commandLine(), "--why is empty: say why they are discarded");
        }
        RemovalReport report = new RemovalReport(spec.commandLine(), output.json(), "discarded");
        DeadLetterFilter filter = which.filter(choice.ids());
        try (Broker.OpenDeadLetters letters = options.openDeadLetters()) {
            Discard discard = new Discard(letters.queue(), Author.ofProcess(why), Clock.systemUTC());
            Optional<Integer> refused = choice.refused(
                    spec, yes, "discard", () -> discard.preview(filter).done().size());
            return refused.isPresent()
                    ? refused.get()
                    : report.run((each, watch) -> discard.run(filter, each, watch), !choice.all());
        }
    }
}

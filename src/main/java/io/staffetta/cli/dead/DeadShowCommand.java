package io.staffetta.cli.dead;

import io.staffetta.cli.gateway.Broker;
import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.Json;
import io.staffetta.cli.terminal.JsonOption;
import io.staffetta.cli.terminal.Table;
import io.staffetta.deadletter.StoredDeadLetter;
import jakarta.jms.JMSException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code staffetta dead show}: one dead letter. */
@Command(
        name = "show",
        description = "Shows all that is known of one dead letter.",
        footer = {
            "",
            "Examples:",
            "  staffetta dead show 01JDC5Z8K3V4M0W6Y1B2C3D4E5",
            "  staffetta dead show 01JDC5Z8K3V4M0W6Y1B2C3D4E5 --reveal --json"
        })
final class DeadShowCommand implements Callable<Integer> {

    @Mixin
    private GatewayOptions options;

    @Mixin
    private JsonOption output;

    @Parameters(paramLabel = "ID", description = "Its id, as 'dead list' shows it.")
    private String id;

    @Option(names = "--reveal", description = "Shows its number and its body as well.")
    private boolean reveal;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws JMSException {
        Optional<StoredDeadLetter> letter;
        try (Broker.OpenDeadLetters letters = options.openDeadLetters()) {
            letter = letters.queue().find(id);
        }
        if (letter.isEmpty()) {
            spec.commandLine().getErr().println("No dead letter " + Table.clean(id));
            return ExitCode.NOT_FOUND;
        }
        Map<String, Object> view = reveal ? DeadLetterView.revealed(letter.get()) : DeadLetterView.masked(letter.get());
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            out.println(Json.write(view));
        } else {
            DeadLetterView.lines(view).forEach(out::println);
        }
        return ExitCode.OK;
    }
}

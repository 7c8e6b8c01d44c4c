package io.staffetta.cli.accounts;

import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.messages.MessageCheck;
import io.staffetta.cli.messages.NewMessage;
import io.staffetta.cli.messages.Sending;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.JsonOption;
import io.staffetta.cli.terminal.SecondsConverter;
import io.staffetta.delivery.EventOutcome;
import io.staffetta.delivery.OutcomeEvent;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code staffetta accounts test}: a real message with one account. */
@Command(
        name = "test",
        description =
                "Sends a fixed test text with one account, and waits for the outcome. The provider may charge for it.",
        footer = {"", "Example:", "  staffetta accounts test reception --to +393330000001"})
final class AccountsTestCommand implements Callable<Integer> {

    /** What the recipient reads. */
    static final String TEXT = "Staffetta: messaggio di prova / test message";

    @Mixin
    private GatewayOptions options;

    @Mixin
    private JsonOption output;

    @Parameters(paramLabel = "ID", description = "Account to send with.")
    private String account;

    @Option(names = "--to", required = true, paramLabel = "NUMBER", description = "Recipient.")
    private String to;

    @Option(
            names = "--wait",
            converter = SecondsConverter.class,
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long to wait for the outcome: seconds, or such as 2m. Default: ${DEFAULT-VALUE}.")
    private int wait;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws JMSException {
        List<NewMessage> messages =
                List.of(NewMessage.of(to, TEXT, Map.of("account", account, "priority", "high", "validFor", "PT10M")));
        new MessageCheck(options.settings(), Clock.systemUTC())
                .problem(messages)
                .ifPresent(problem -> {
                    throw new ParameterException(spec.commandLine(), problem);
                });
        Optional<String> objection = options.gateway().accounts().objection(account);
        if (objection.isPresent()) {
            spec.commandLine().getErr().println(objection.get());
            return ExitCode.NOT_FOUND;
        }
        try (Connection connection = options.connect()) {
            Map<String, OutcomeEvent> outcomes = new Sending(
                            connection, spec.commandLine().getOut(), output.json())
                    .sendAndWait(messages, Duration.ofSeconds(Math.max(1, wait)));
            boolean unknownAccount =
                    outcomes.values().stream().anyMatch(event -> event.outcome() == EventOutcome.UNKNOWN_ACCOUNT);
            return unknownAccount ? ExitCode.NOT_FOUND : Sending.exitCode(messages, outcomes);
        }
    }
}

package io.staffetta.cli.messages;

import io.staffetta.cli.gateway.GatewayApi;
import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.terminal.DurationText;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.JsonOption;
import io.staffetta.cli.terminal.SecondsConverter;
import io.staffetta.config.Settings;
import io.staffetta.delivery.OutcomeEvent;
import io.staffetta.message.BodyText;
import io.staffetta.message.InvalidMessageException;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code staffetta send}: puts messages on the gateway's queue. */
@Command(
        name = "send",
        description = "Sends a message through the running gateway, over its queue sms.outbound.",
        footer = {
            "",
            "Examples:",
            "  staffetta send --to +393330000001 --text 'Ciao'",
            "  staffetta send --to '333 0000001' --text 'Fire in hall 2' --priority high --valid-for 10m --wait",
            "  uptime | staffetta send --to +393330000001 --account reception --text - --wait=10 --json"
        })
public final class SendCommand implements Callable<Integer> {

    /** How long to look whether a message with a reference is a repeat. */
    private static final Duration LOOK = Duration.ofSeconds(3);

    @Mixin
    private GatewayOptions options;

    @Mixin
    private JsonOption output;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "NUMBER",
            description = "Recipient. Repeat it for several; each gets a message of its own.")
    private List<String> to;

    @Option(
            names = "--text",
            required = true,
            paramLabel = "TEXT",
            description = "What the recipient reads. '-' reads it from the standard input.")
    private String text;

    @Option(
            names = "--account",
            paramLabel = "ID",
            description = "Account to send with. Default: the rules, else the default account.")
    private String account;

    @Option(names = "--sender", paramLabel = "NAME", description = "Sender name. Default: the account's.")
    private String sender;

    @Option(names = "--priority", paramLabel = "P", description = "high, normal (the default) or bulk.")
    private String priority;

    @Option(
            names = "--reference",
            paramLabel = "REF",
            description =
                    "Your own id for the message; outcomes carry it. Only with one --to. The same message with the"
                            + " same reference is not sent again: what became of the first one is told.")
    private String reference;

    @Option(
            names = "--tag",
            paramLabel = "WORD",
            description = "One word to find such messages by, and to count them by, such as a campaign.")
    private String tag;

    @Option(
            names = "--valid-for",
            paramLabel = "DURATION",
            description = "How long it may wait to be sent, such as 10m or PT10M. Default: the account's validity.")
    private String validFor;

    @Option(
            names = "--send-at",
            paramLabel = "INSTANT",
            description =
                    "Not before: such as 2026-12-24T18:00:00+01:00, 2026-12-24T18:00 as clocks here show it, or 2h from now.")
    private String sendAt;

    @Option(names = "--pinned", description = "Only the account that is chosen now may send it, even if it fails.")
    private boolean pinned;

    @Option(
            names = "--wait",
            converter = SecondsConverter.class,
            arity = "0..1",
            fallbackValue = "60",
            paramLabel = "SECONDS",
            description =
                    "Waits for the outcome, 60 s unless given, and prints it. Exit code 0 if the provider accepted"
                            + " the message, 5 otherwise.")
    private Integer wait;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws JMSException, IOException {
        List<NewMessage> messages = messages();
        Settings settings = options.settings();
        new MessageCheck(settings, Clock.systemUTC()).problem(messages).ifPresent(problem -> {
            throw wrong(problem);
        });
        Optional<String> objection = Optional.ofNullable(account)
                .flatMap(id -> options.gateway().accounts().objection(id));
        if (objection.isPresent()) {
            spec.commandLine().getErr().println(objection.get());
            return ExitCode.NOT_FOUND;
        }
        try (Connection connection = options.connect()) {
            Sending sending = new Sending(connection, spec.commandLine().getOut(), output.json());
            if (wait == null && reference != null) {
                GatewayApi api = new GatewayApi(options.home(), settings);
                return sending.sendAndLook(messages.get(0), api::isTaken, LOOK);
            }
            if (wait == null) {
                sending.send(messages);
                return ExitCode.OK;
            }
            return sendAndWait(sending, messages);
        }
    }

    /** Of what has no outcome it is told why, where that is known. */
    private int sendAndWait(Sending sending, List<NewMessage> messages) throws JMSException {
        GatewayApi api = options.gateway();
        Optional<String> hint = Optional.ofNullable(account).flatMap(api.accounts()::waiting);
        hint.ifPresent(spec.commandLine().getErr()::println);
        Map<String, OutcomeEvent> outcomes = sending.sendAndWait(messages, Duration.ofSeconds(wait));
        if (hint.isEmpty()) {
            sending.untold().stream()
                    .flatMap(id -> accountOf(api, id).stream())
                    .distinct()
                    .flatMap(id -> api.accounts().waiting(id).stream())
                    .forEach(spec.commandLine().getErr()::println);
        }
        return Sending.exitCode(messages, outcomes);
    }

    private static Optional<String> accountOf(GatewayApi api, String messageId) {
        try {
            return api.message(messageId, false)
                    .map(found -> found.path(0).path("account").asText())
                    .filter(id -> !id.isEmpty());
        } catch (IllegalStateException e) {
            return Optional.empty();
        }
    }

    private List<NewMessage> messages() throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("account", account);
        fields.put("sender", sender);
        fields.put("priority", priority);
        fields.put("reference", reference);
        fields.put("validFor", validFor == null ? null : DurationText.iso(validFor));
        fields.put("sendAt", sendAt == null ? null : moment(sendAt));
        fields.put("pinned", pinned ? "true" : null);
        fields.put("tag", tag);
        refuseEmpty(fields);
        String body = text.equals("-") ? standardInput() : text;
        if (body.isBlank()) {
            throw wrong("The text is empty");
        }
        return to.stream().map(number -> NewMessage.of(number, body, fields)).toList();
    }

    /** When that is, as the gateway reads it; what is no moment stays as it is, for the gateway to say so. */
    private static String moment(String given) {
        return DurationText.duration(given)
                .map(later -> Instant.now().plus(later))
                .or(() -> DurationText.instant(given))
                .map(Instant::toString)
                .orElse(given);
    }

    private void refuseEmpty(Map<String, String> fields) {
        fields.forEach((name, value) -> {
            if (value != null && value.isBlank()) {
                throw wrong("The " + name + " is empty: leave the option out, or give it a value");
            }
        });
        if (to.stream().anyMatch(String::isBlank)) {
            throw wrong("A recipient is empty");
        }
        if (reference != null && to.size() > 1) {
            throw wrong("A reference names one message, but there are " + to.size() + " recipients");
        }
        if (wait != null && wait < 1) {
            throw wrong("--wait must be 1 second or more");
        }
    }

    private String standardInput() throws IOException {
        try {
            return BodyText.of(System.in.readAllBytes()).replaceFirst("\\R\\z", "");
        } catch (InvalidMessageException e) {
            throw wrong("The text on the standard input " + e.rule());
        }
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }
}

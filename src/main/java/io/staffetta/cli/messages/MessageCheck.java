package io.staffetta.cli.messages;

import io.staffetta.config.Settings;
import io.staffetta.gateway.settings.MessageSettings;
import io.staffetta.message.InvalidMessageException;
import io.staffetta.message.MessageReader;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads messages as the gateway will, so that what could only become a dead letter is never sent. */
public final class MessageCheck {

    private final MessageReader reader;
    private final Clock clock;

    public MessageCheck(Settings settings, Clock clock) {
        this.reader = new MessageReader(MessageSettings.of(settings).numbers(), clock);
        this.clock = clock;
    }

    /** What is wrong with the first message that cannot be sent, by the option to change; empty if all can be. */
    public Optional<String> problem(List<NewMessage> messages) {
        for (int i = 0; i < messages.size(); i++) {
            try {
                reader.read(messages.get(i).json(), Map.of("JMSTimestamp", clock.millis()), "jms", "");
            } catch (InvalidMessageException e) {
                String which = e.field().equals("to") && messages.size() > 1
                        ? ", number " + (i + 1) + " of " + messages.size() + ","
                        : "";
                return Optional.of(option(e.field()) + which + " " + e.rule());
            }
        }
        return Optional.empty();
    }

    private static String option(String field) {
        return field.isEmpty()
                ? "The message"
                : "--" + field.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}

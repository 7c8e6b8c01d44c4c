package io.staffetta.cli;

import io.staffetta.delivery.OutcomeEvent;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sends messages, and tells on the terminal what became of them. */
final class Sending {

    private static final String ACCEPTED = "ACCEPTED";

    private final Connection connection;
    private final PrintWriter out;
    private final boolean json;

    /**
     * @param out where to tell it
     * @param json whether to tell it to a machine, all at once
     */
    Sending(Connection connection, PrintWriter out, boolean json) {
        this.connection = connection;
        this.out = out;
        this.json = json;
    }

    /** Sends, and does not wait. */
    void send(List<NewMessage> messages) throws JMSException {
        Map<String, String> ids = new OutboundQueue(connection).send(messages);
        if (json) {
            out.println(Json.write(messages.stream()
                    .map(message -> Map.of("id", ids.get(message.id()), "outcome", "QUEUED", "final", false))
                    .toList()));
            return;
        }
        messages.forEach(message -> out.println(ids.get(message.id()) + " queued"));
    }

    /**
     * Sends and waits for the outcomes.
     *
     * @return the final outcomes by the ids that the messages have here; those that did not come in time are missing
     */
    Map<String, OutcomeEvent> sendAndWait(List<NewMessage> messages, Duration patience) throws JMSException {
        Map<String, OutcomeEvent> outcomes = new LinkedHashMap<>();
        Map<String, String> ids = new OutboundQueue(connection).sendAndWait(messages, patience, (id, event) -> {
            outcomes.put(id, event);
            if (!json) {
                out.println(Table.clean(words(event)));
                out.flush();
            }
        });
        if (json) {
            out.println(Json.write(messages.stream()
                    .map(message -> outcomes.containsKey(message.id())
                            ? outcomes.get(message.id())
                            : Map.of("id", ids.get(message.id()), "outcome", "NO_OUTCOME", "final", false))
                    .toList()));
        } else {
            messages.stream()
                    .filter(message -> !outcomes.containsKey(message.id()))
                    .forEach(message -> out.println(ids.get(message.id()) + " no outcome within " + patience.toSeconds()
                            + " s; the gateway goes on trying"));
        }
        return outcomes;
    }

    /** The exit code that goes with outcomes. */
    static int exitCode(List<NewMessage> messages, Map<String, OutcomeEvent> outcomes) {
        boolean allAccepted = messages.stream()
                .map(message -> outcomes.get(message.id()))
                .allMatch(event -> event != null && event.outcome().equals(ACCEPTED));
        return allAccepted ? ExitCode.OK : ExitCode.NOT_ACCEPTED;
    }

    /** A final outcome in words. */
    static String words(OutcomeEvent event) {
        String attempts = event.attempts() == 1 ? "1 attempt" : event.attempts() + " attempts";
        if (event.outcome().equals(ACCEPTED)) {
            String providerId = event.providerMessageId() == null ? "" : ", its id there " + event.providerMessageId();
            return event.id() + " accepted by account " + event.account() + providerId + ", after " + attempts + ", "
                    + event.segments() + " SMS";
        }
        String account = event.account() == null ? "" : ", account " + event.account();
        return event.id() + " " + event.outcome() + account + ", after " + attempts + ": " + event.detail()
                + "; it is in the dead letter queue";
    }
}

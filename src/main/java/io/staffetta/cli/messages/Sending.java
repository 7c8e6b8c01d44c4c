package io.staffetta.cli.messages;

import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.JsonLine;
import io.staffetta.cli.terminal.Table;
import io.staffetta.delivery.EventOutcome;
import io.staffetta.delivery.OutcomeEvent;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Sends messages, and tells on the terminal what became of them. */
public final class Sending {

    private final Connection connection;
    private final PrintWriter out;
    private final boolean json;
    private List<String> untold = List.of();

    /**
     * @param out where to tell it
     * @param json whether to tell it to a machine, all at once
     */
    public Sending(Connection connection, PrintWriter out, boolean json) {
        this.connection = connection;
        this.out = out;
        this.json = json;
    }

    /** Sends, and does not wait. */
    void send(List<NewMessage> messages) throws JMSException {
        Map<String, String> ids = new OutboundQueue(connection).send(messages);
        if (json) {
            out.println(JsonLine.write(messages.stream()
                    .map(message -> queued(ids.get(message.id())))
                    .toList()));
            return;
        }
        messages.forEach(message -> out.println(ids.get(message.id()) + " queued"));
    }

    /**
     * Sends a message with a reference, and tells at once what became of the first one if it is a repeat.
     *
     * @param isTaken whether the gateway has taken a message, by the id that it gives it
     * @param patience how long to look whether it is
     * @return the exit code that goes with it
     */
    int sendAndLook(NewMessage message, Predicate<String> isTaken, Duration patience) throws JMSException {
        OutboundQueue.Looked looked = new OutboundQueue(connection).sendAndLook(message, isTaken, patience);
        Optional<OutcomeEvent> told = looked.told();
        if (json) {
            out.println(JsonLine.write(List.of(told.<Object>map(event -> event).orElseGet(() -> queued(looked.id())))));
        } else {
            out.println(told.map(event -> Table.clean(words(event))).orElse(looked.id() + " queued"));
        }
        boolean isWell =
                told.map(event -> event.duplicate() || event.outcome().isSent()).orElse(true);
        return isWell ? ExitCode.OK : ExitCode.NOT_ACCEPTED;
    }

    private static Map<String, Object> queued(String id) {
        return Map.of("id", id, "outcome", "QUEUED", "final", false);
    }

    /**
     * Sends and waits for the outcomes.
     *
     * @return what is told of each message, or of the first one with its reference, by the id that it has here; what did not come
     *     in time is missing
     */
    public Map<String, OutcomeEvent> sendAndWait(List<NewMessage> messages, Duration patience) throws JMSException {
        Map<String, OutcomeEvent> outcomes = new LinkedHashMap<>();
        Map<String, String> ids = new OutboundQueue(connection).sendAndWait(messages, patience, (id, event) -> {
            outcomes.put(id, event);
            if (!json) {
                out.println(Table.clean(words(event)));
                out.flush();
            }
        });
        untold = messages.stream()
                .filter(message -> !outcomes.containsKey(message.id()))
                .map(message -> ids.get(message.id()))
                .toList();
        if (json) {
            out.println(JsonLine.write(messages.stream()
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

    /** Ids of the messages of which no outcome came in time, as the gateway knows them. */
    List<String> untold() {
        return untold;
    }

    /** The exit code that goes with outcomes. */
    public static int exitCode(List<NewMessage> messages, Map<String, OutcomeEvent> outcomes) {
        boolean allAccepted = messages.stream()
                .map(message -> outcomes.get(message.id()))
                .allMatch(event -> event != null && event.outcome().isSent());
        return allAccepted ? ExitCode.OK : ExitCode.NOT_ACCEPTED;
    }

    /** A final outcome in words. */
    static String words(OutcomeEvent event) {
        if (event.duplicate() && event.reference() != null) {
            return event.id() + " came before with the same reference, and is " + event.outcome()
                    + (event.account() == null ? "" : ", account " + event.account()) + ": nothing was sent now";
        }
        String attempts = event.attempts() == 1 ? "1 attempt" : event.attempts() + " attempts";
        if (event.outcome() == EventOutcome.ACCEPTED) {
            String providerId = event.providerMessageId() == null ? "" : ", its id there " + event.providerMessageId();
            return event.id() + " accepted by account " + event.account() + providerId + ", after " + attempts + ", "
                    + event.segments() + " SMS" + (event.detail() == null ? "" : ": " + event.detail());
        }
        String account = event.account() == null ? "" : ", account " + event.account();
        return event.id() + " " + event.outcome() + account + ", after " + attempts + ": " + event.detail()
                + "; it is in the dead letter queue";
    }
}

package io.staffetta.intake;

import io.staffetta.access.Source;
import io.staffetta.deadletter.DeadLetter;
import io.staffetta.ledger.history.MessageRecord;
import io.staffetta.message.InvalidMessageException;
import io.staffetta.message.MessageHeaders;
import io.staffetta.message.ReferenceConflictException;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.component.jms.JmsMessage;

/**
 * Takes in the messages that were received in one JMS transaction, within that transaction. What is not to be sent is
 * left to the route.
 *
 * <p>Thread-safe.
 */
public final class JmsIntake {

    private static final String SOURCE = "jms";

    private final Intake intake;
    private final OutboundRouter router;
    private final Function<Session, Queues> queues;
    private final ObjIntConsumer<Source> quotas;

    /**
     * @param router makes dead letters
     * @param queues the queues in the transaction of a session
     */
    public JmsIntake(Intake intake, OutboundRouter router, Function<Session, Queues> queues) {
        this(intake, router, queues, (source, messages) -> {});
    }

    /**
     * The same, where some applications may hand in so much only.
     *
     * @param quotas counts messages, and throws {@link InvalidMessageException} if there are too many
     */
    public JmsIntake(
            Intake intake, OutboundRouter router, Function<Session, Queues> queues, ObjIntConsumer<Source> quotas) {
        this.quotas = quotas;
        this.intake = intake;
        this.router = router;
        this.queues = queues;
    }

    /**
     * Names why a message is not put on the queue of an account.
     *
     * @param came the message as it came
     * @param first the messages that came before with its reference; empty if that is not why
     * @param dead what becomes of a message that no account can take; {@code null} if that is not why
     * @param failure why it cannot be read, or entered; {@code null} if that is not why
     */
    private record NotQueued(Exchange came, List<MessageRecord> first, DeadLetter dead, RuntimeException failure) {}

    private record Arrival(Exchange came, IntakeRequest request) {}

    /**
     * Takes messages in.
     *
     * @param messages an exchange for each; one that has failed cannot be read
     * @return what of them is not on the queue of an account
     * @throws RuntimeException if the transaction must be rolled back
     */
    public List<?> take(@Body List<Exchange> messages) {
        List<NotQueued> left = new ArrayList<>();
        List<Arrival> arrivals = new ArrayList<>(messages.size());
        for (Exchange came : messages) {
            try {
                arrivals.add(new Arrival(came, IntakeRequest.ofSender(read(came))));
            } catch (InvalidMessageException e) {
                left.add(new NotQueued(came, List.of(), null, e));
            }
        }
        Queues all = queues.apply(session(messages));
        try {
            accept(arrivals, all);
            accept(withoutConflicts(arrivals), all);
        } finally {
            all.close();
        }
        arrivals.forEach(arrival -> left.addAll(notQueued(arrival)));
        return left;
    }

    private Incoming read(Exchange came) {
        InvalidMessageException failure = came.getException(InvalidMessageException.class);
        if (failure != null) {
            throw failure;
        }
        Source source = source(came.getMessage().getHeaders());
        Incoming incoming =
                intake.read(came.getMessage().getBody(), came.getMessage().getHeaders(), source.toString());
        quotas.accept(source, incoming.messages().size());
        return incoming;
    }

    /** Its application is believed of the embedded broker alone: see {@link io.staffetta.delivery.SenderHeaders}. */
    private static Source source(Map<String, Object> headers) {
        Object sentBy = headers.get(MessageHeaders.SENT_BY);
        return Source.of(sentBy == null ? SOURCE : SOURCE + ":" + sentBy);
    }

    private static Session session(List<Exchange> messages) {
        return messages.get(0).getMessage() instanceof JmsMessage message ? message.getJmsSession() : null;
    }

    private void accept(List<Arrival> arrivals, Queues all) {
        if (!arrivals.isEmpty()) {
            intake.accept(arrivals.stream().map(Arrival::request).toList(), all);
        }
    }

    /** Entered as dead, so that the ledger knows whom they were for. In place of those that were refused; these alone. */
    private List<Arrival> withoutConflicts(List<Arrival> arrivals) {
        List<Arrival> dead = new ArrayList<>();
        for (int i = 0; i < arrivals.size(); i++) {
            IntakeRequest request = arrivals.get(i).request();
            if (failure(request) instanceof ReferenceConflictException conflict) {
                List<RoutedMessage> routed = request.routed().get(0).stream()
                        .map(message -> message.isDead() ? message : router.dead(message, conflict))
                        .toList();
                Arrival again = new Arrival(arrivals.get(i).came(), IntakeRequest.ofRouted(routed, "", true));
                arrivals.set(i, again);
                dead.add(again);
            }
        }
        return dead;
    }

    private static RuntimeException failure(IntakeRequest request) {
        return request.failure() instanceof RefusedElementException refused ? refused.failure() : request.failure();
    }

    private static List<NotQueued> notQueued(Arrival arrival) {
        RuntimeException failure = failure(arrival.request());
        if (failure instanceof InvalidMessageException) {
            return List.of(new NotQueued(arrival.came(), List.of(), null, failure));
        }
        if (failure != null) {
            throw failure;
        }
        RecordedMessages receipt = arrival.request().receipts().get(0);
        if (receipt.isDuplicate()) {
            return List.of(new NotQueued(arrival.came(), receipt.first(), null, null));
        }
        return receipt.routed().stream()
                .filter(RoutedMessage::isDead)
                .map(message -> new NotQueued(arrival.came(), List.of(), message.deadLetter(), null))
                .toList();
    }

    /**
     * Makes what is not queued the message of an exchange. Variables {@code replyTo} and {@code correlation} say how its sender is
     * answered; {@code first} has what came before, or {@code deadLetter} what becomes of it, or neither if it failed.
     */
    public void load(Exchange exchange, @Body Object notQueued) {
        NotQueued one = (NotQueued) notQueued;
        Map<String, Object> headers = one.came().getMessage().getHeaders();
        exchange.setVariable("replyTo", headers.get("JMSReplyTo"));
        exchange.setVariable("correlation", headers.getOrDefault("JMSCorrelationID", headers.get("JMSMessageID")));
        exchange.setVariable("first", one.first());
        exchange.setVariable("deadLetter", one.dead());
        exchange.getMessage().setBody(one.came().getMessage().getBody());
        exchange.getMessage().setHeaders(new HashMap<>(headers));
        if (headers.get(MessageHeaders.SENT_BY) != null) {
            // What became of it is told to its application.
            exchange.getMessage()
                    .setHeader(MessageHeaders.SOURCE, source(headers).toString());
        }
        if (one.failure() != null) {
            exchange.setProperty(Exchange.EXCEPTION_CAUGHT, one.failure());
        }
    }
}

package io.staffetta.delivery;

import io.staffetta.account.Account;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.io.IOException;
import java.util.function.Supplier;
import org.apache.activemq.ActiveMQSession;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.jms.JmsEndpoint;

/**
 * Tries one message of a parked account, while its route is stopped and its other messages stay on their queue.
 *
 * <p>Thread-safe.
 */
public final class AccountProbe {

    private static final long RECEIVE_MILLIS = 1000;
    /** Messages that end without an attempt, such as expired ones, are passed over up to this number. */
    private static final int MOST_MESSAGES = 100;

    private final Supplier<CamelContext> camel;
    private final ConnectionFactory connections;

    public AccountProbe(Supplier<CamelContext> camel, ConnectionFactory connections) {
        this.camel = camel;
        this.connections = connections;
    }

    /** Takes the first message of the account's queues through one attempt. */
    public AccountLine.Probe tryOne(Account account) {
        for (String queue : AccountQueues.both(account.id())) {
            AccountLine.Probe result = tryOne(account, queue);
            if (result != AccountLine.Probe.NO_MESSAGE) {
                return result;
            }
        }
        return AccountLine.Probe.NO_MESSAGE;
    }

    private AccountLine.Probe tryOne(Account account, String queue) {
        try (Connection connection = connections.createConnection();
                Session session = connection.createSession(false, ActiveMQSession.INDIVIDUAL_ACKNOWLEDGE);
                MessageConsumer consumer =
                        session.createConsumer(session.createQueue(queue + "?consumer.prefetchSize=1"));
                ProducerTemplate producer = camel.get().createProducerTemplate()) {
            connection.start();
            for (int tried = 0; tried < MOST_MESSAGES; tried++) {
                Message message = consumer.receive(RECEIVE_MILLIS);
                if (message == null) {
                    return AccountLine.Probe.NO_MESSAGE;
                }
                String outcome = attempt(producer, account, queue, message, session);
                switch (outcome) {
                    case "ACCEPTED", "REFUSED" -> {
                        return AccountLine.Probe.USABLE;
                    }
                    case "EXPIRED", "MALFORMED", "" -> {
                        // Nothing was tried: the next one may tell.
                    }
                    default -> {
                        return AccountLine.Probe.NOT_USABLE;
                    }
                }
            }
            return AccountLine.Probe.NOT_USABLE;
        } catch (JMSException | IOException e) {
            throw new IllegalStateException("the queue " + queue + " cannot be read", e);
        }
    }

    /** The outcome of one attempt; empty if none was made. */
    private String attempt(ProducerTemplate producer, Account account, String queue, Message message, Session session) {
        JmsEndpoint endpoint = camel.get().getEndpoint("jms:queue:" + queue, JmsEndpoint.class);
        Exchange exchange = endpoint.createExchange(message, session);
        exchange.setVariable("accountId", account.id());
        producer.send("direct:attempt", exchange);
        OutcomeEvent event = exchange.getVariable("event", OutcomeEvent.class);
        return event == null ? "" : event.outcome();
    }
}

package io.staffetta.routes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.component.jms.JmsConstants;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/** Stands in for the JMS component: keeps what is sent to a queue or topic, and delivers what a test wants delivered. */
final class Queues extends DefaultComponent {

    /** What the present thread sends in a transaction. */
    private static final ThreadLocal<List<Runnable>> TRANSACTION = new ThreadLocal<>();

    private final Map<String, Processor> consumers = new ConcurrentHashMap<>();
    private final Map<String, List<Message>> sent = new ConcurrentHashMap<>();
    private final List<Integer> transactions = new CopyOnWriteArrayList<>();
    private volatile boolean commitsFail;
    private volatile String held = "";
    private volatile CountDownLatch gate = new CountDownLatch(1);
    private volatile boolean holding;
    private final Set<String> broken = ConcurrentHashMap.newKeySet();

    /** A message on a queue. */
    Exchange message(String queue, Object body, Map<String, Object> headers) {
        Exchange exchange = getCamelContext().getEndpoint("jms:" + queue).createExchange();
        exchange.getMessage().setBody(body);
        headers.forEach(exchange.getMessage()::setHeader);
        return exchange;
    }

    /** Hands messages together to the route that consumes a queue. */
    Exchange deliver(String queue, List<Exchange> messages) throws Exception {
        Exchange exchange = getCamelContext().getEndpoint("jms:" + queue).createExchange();
        exchange.getMessage().setBody(messages);
        consumers.get(queue).process(exchange);
        return exchange;
    }

    /** Hands a message to the route that consumes a queue. */
    Exchange deliver(String queue, Object body, Map<String, Object> headers) throws Exception {
        return deliver(queue, List.of(message(queue, body, headers)));
    }

    /** Puts a message on a destination, as the gateway does without a route. */
    void put(String destination, Object body, Map<String, Object> headers) {
        if (broken.contains(destination)) {
            throw new IllegalStateException("the broker is away");
        }
        Exchange exchange = getCamelContext().getEndpoint("jms:" + destination).createExchange();
        exchange.getMessage().setBody(body);
        exchange.getMessage().setHeaders(headers);
        keep(destination, exchange.getMessage());
    }

    /** What was sent to a destination, such as {@code queue:sms.outbound}. */
    List<Message> sentTo(String destination) {
        return sent.getOrDefault(destination, List.of());
    }

    /** The one message that was sent to a destination. */
    Message onlyOneSentTo(String destination) {
        if (sentTo(destination).size() != 1) {
            throw new AssertionError(sentTo(destination).size() + " messages were sent to " + destination
                    + ", others to " + sent.keySet());
        }
        return sentTo(destination).get(0);
    }

    /** Makes every send to a destination fail. */
    void breakDown(String destination) {
        broken.add(destination);
    }

    /** Does something that sends: all of it comes to the queues when it is done, or, if it fails, nothing. */
    void transaction(Runnable work) {
        List<Runnable> sends = new ArrayList<>();
        TRANSACTION.set(sends);
        try {
            work.run();
        } finally {
            TRANSACTION.remove();
        }
        sends.forEach(Runnable::run);
        transactions.add(sends.size());
        if (commitsFail) {
            throw new IllegalStateException("the connection was lost");
        }
    }

    /** How many messages each transaction brought to the queues. */
    List<Integer> transactions() {
        return List.copyOf(transactions);
    }

    /** Has transactions fail that are to be committed, after what they did has come to the queues. */
    void failCommits() {
        commitsFail = true;
    }

    /** Has sends to a destination wait until {@link #letGo()}. */
    void hold(String destination) {
        held = destination;
        gate = new CountDownLatch(1);
    }

    /** Whether a send waits. */
    boolean isHolding() {
        return holding;
    }

    /** Undoes {@link #hold}. */
    void letGo() {
        held = "";
        gate.countDown();
    }

    /** Makes every send of a message with an id fail. */
    void breakDownFor(String messageId) {
        broken.add(messageId);
    }

    /** Forgets all, and sends fail no more. */
    void reset() {
        sent.clear();
        broken.clear();
        transactions.clear();
        commitsFail = false;
        letGo();
    }

    private void send(String address, Exchange exchange) throws IOException {
        // As the JMS component has it: toD sends to one endpoint, and names the destination in a header.
        Object dynamic = exchange.getMessage().removeHeader(JmsConstants.JMS_DESTINATION_NAME);
        String destination = dynamic == null ? address : "queue:" + dynamic;
        if (broken.contains(destination)) {
            throw new IOException("the broker is away");
        }
        if (broken.contains(String.valueOf(exchange.getMessage().getHeader("messageId")))) {
            throw new IOException("the message is too large");
        }
        awaitGate(destination);
        Message message = exchange.copy().getMessage();
        List<Runnable> sends = TRANSACTION.get();
        if (sends == null) {
            keep(destination, message);
        } else {
            sends.add(() -> keep(destination, message));
        }
    }

    private void awaitGate(String destination) {
        if (destination.equals(held)) {
            holding = true;
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                holding = false;
            }
        }
    }

    private void keep(String destination, Message message) {
        sent.computeIfAbsent(destination, any -> new CopyOnWriteArrayList<>()).add(message);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        parameters.clear();
        return new DefaultEndpoint(uri, this) {
            @Override
            public Producer createProducer() {
                return new DefaultProducer(this) {
                    @Override
                    public void process(Exchange exchange) throws IOException {
                        send(remaining, exchange);
                    }
                };
            }

            @Override
            public Consumer createConsumer(Processor processor) {
                consumers.put(remaining, processor);
                return new DefaultConsumer(this, processor);
            }
        };
    }
}

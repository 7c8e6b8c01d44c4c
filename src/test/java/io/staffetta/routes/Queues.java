package io.staffetta.routes;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
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

    private final Map<String, Processor> consumers = new ConcurrentHashMap<>();
    private final Map<String, List<Message>> sent = new ConcurrentHashMap<>();
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
        sent.computeIfAbsent(destination, any -> new CopyOnWriteArrayList<>()).add(exchange.getMessage());
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

    /** Forgets all, and sends fail no more. */
    void reset() {
        sent.clear();
        broken.clear();
    }

    private void send(String address, Exchange exchange) throws IOException {
        // As the JMS component has it: toD sends to one endpoint, and names the destination in a header.
        Object dynamic = exchange.getMessage().removeHeader(JmsConstants.JMS_DESTINATION_NAME);
        String destination = dynamic == null ? address : "queue:" + dynamic;
        if (broken.contains(destination)) {
            throw new IOException("the broker is away");
        }
        sent.computeIfAbsent(destination, any -> new CopyOnWriteArrayList<>())
                .add(exchange.copy().getMessage());
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

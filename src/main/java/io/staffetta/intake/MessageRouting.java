package io.staffetta.intake;

import io.staffetta.message.InvalidMessageException;
import io.staffetta.message.MessageReader;
import io.staffetta.message.SmsMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads and routes messages, without taking them in.
 *
 * <p>Thread-safe.
 */
public final class MessageRouting {

    private final MessageReader reader;
    private final Consumer<Routing> router;

    /**
     * @param router the route {@code outbound-router}, or its steps
     */
    public MessageRouting(MessageReader reader, Consumer<Routing> router) {
        this.reader = reader;
        this.router = router;
    }

    /**
     * Reads what came in.
     *
     * @param body text or bytes
     * @param headers what came with it, see {@link MessageReader#read}
     * @param source the Channel Adapter, such as {@code jms}
     * @throws InvalidMessageException if it cannot be read
     */
    public Incoming read(Object body, Map<String, Object> headers, String source) {
        Object jmsId = headers.get("JMSMessageID");
        return new Incoming(reader.read(body, headers, source, jmsId == null ? "" : jmsId.toString()), body, headers);
    }

    /**
     * Routes what was read.
     *
     * @return one entry for each recipient; those that no account can take are dead
     * @throws InvalidMessageException if a property of it is not as the gateway sets it
     */
    public List<RoutedMessage> route(Incoming incoming) {
        List<RoutedMessage> routed = new ArrayList<>(incoming.messages().size());
        for (SmsMessage message : incoming.messages()) {
            Routing routing = new Routing(message, incoming.body(), incoming.headers());
            router.accept(routing);
            routed.add(routing.routed);
        }
        return routed;
    }
}

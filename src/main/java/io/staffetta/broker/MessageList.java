package io.staffetta.broker;

import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import java.util.List;
import org.apache.activemq.command.ActiveMQMessage;
import org.apache.camel.Exchange;

/** Messages that were received together in one transaction, on their way through what hands over one message. */
public final class MessageList extends ActiveMQMessage {

    private final Message first;
    private final MessageConsumer consumer;
    private List<Exchange> exchanges = List.of();

    public MessageList(Message first, MessageConsumer consumer) {
        this.first = first;
        this.consumer = consumer;
    }

    public Message first() {
        return first;
    }

    /** Gives the others of the transaction. */
    public MessageConsumer consumer() {
        return consumer;
    }

    /** The body of the one exchange that brings them: an exchange for each. */
    List<Exchange> exchanges() {
        return exchanges;
    }

    public void setExchanges(List<Exchange> exchanges) {
        this.exchanges = exchanges;
    }
}

package io.staffetta.broker;

import jakarta.jms.Message;
import java.util.List;
import org.apache.activemq.command.ActiveMQMessage;
import org.apache.camel.Exchange;

/** Messages that were received together in one transaction, on their way through what hands over one message. */
final class MessageList extends ActiveMQMessage {

    private final List<Message> messages;
    private List<Exchange> exchanges = List.of();

    MessageList(List<Message> messages) {
        this.messages = messages;
    }

    List<Message> messages() {
        return messages;
    }

    /** The body of the one exchange that brings them: an exchange for each. */
    List<Exchange> exchanges() {
        return exchanges;
    }

    void setExchanges(List<Exchange> exchanges) {
        this.exchanges = exchanges;
    }
}

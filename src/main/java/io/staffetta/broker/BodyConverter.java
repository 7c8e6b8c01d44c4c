package io.staffetta.broker;

import io.staffetta.message.BodyText;
import io.staffetta.message.ForeignBody;
import io.staffetta.message.InvalidMessageException;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.activemq.command.ActiveMQMessage;
import org.apache.activemq.util.ByteSequence;
import org.springframework.jms.support.converter.MessageConverter;

/**
 * Carries bodies between JMS and the routes exactly as they are: text as {@link String}, bytes as {@code byte[]}. Anything
 * else, serialised objects above all, is not looked into: its raw bytes are carried as {@link ForeignBody}. So are those of a
 * text that is none, or that is compressed and would take more than ActiveMQ's client lets it.
 *
 * <p>Thread-safe.
 */
public final class BodyConverter implements MessageConverter {

    @Override
    public Object fromMessage(Message message) {
        if (message instanceof MessageList list) {
            return list.exchanges();
        }
        try {
            return read(message);
        } catch (JMSException | RuntimeException e) {
            // Thrown here it would send the message round for ever. ActiveMQ's client refuses what would inflate
            // without bounds.
            return undecoded(message);
        }
    }

    /**
     * The body of a message that ActiveMQ's client cannot read. The client knows no characters of four bytes in UTF-8, such as
     * emoji, which others than its kind write into the bytes of a text as the standard has it.
     */
    private static Object undecoded(Message message) {
        byte[] content = content(message);
        if (!(message instanceof TextMessage) || !isWholeText(message, content)) {
            return new ForeignBody("unreadable " + kind(message), content);
        }
        byte[] text = Arrays.copyOfRange(content, Integer.BYTES, content.length);
        try {
            return BodyText.of(text);
        } catch (InvalidMessageException e) {
            return ForeignBody.undecodable("unreadable " + kind(message), content);
        }
    }

    private static Object read(Message message) throws JMSException {
        if (message instanceof TextMessage text) {
            return text.getText() == null ? "" : text.getText();
        }
        if (message instanceof BytesMessage bytes) {
            byte[] content = new byte[Math.toIntExact(bytes.getBodyLength())];
            bytes.reset();
            bytes.readBytes(content);
            return content;
        }
        return new ForeignBody(kind(message), content(message));
    }

    /** Whether the bytes are as many as their first four say, and not compressed. */
    private static boolean isWholeText(Message message, byte[] content) {
        return message instanceof ActiveMQMessage activeMq
                && !activeMq.isCompressed()
                && content.length >= Integer.BYTES
                && ByteBuffer.wrap(content).getInt() == content.length - Integer.BYTES;
    }

    @Override
    public Message toMessage(Object body, Session session) throws JMSException {
        if (body instanceof String text) {
            return session.createTextMessage(text);
        }
        BytesMessage message = session.createBytesMessage();
        message.writeBytes(body instanceof ForeignBody foreign ? foreign.content() : (byte[]) body);
        return message;
    }

    private static String kind(Message message) {
        return message.getClass().getSimpleName().replace("ActiveMQ", "");
    }

    private static byte[] content(Message message) {
        ByteSequence content = message instanceof ActiveMQMessage activeMq ? activeMq.getContent() : null;
        if (content == null) {
            return new byte[0];
        }
        byte[] bytes = new byte[content.getLength()];
        System.arraycopy(content.getData(), content.getOffset(), bytes, 0, bytes.length);
        return bytes;
    }
}

package io.staffetta.crash;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What lies on queues at the end of a run. Reading takes it off. */
final class DeadLetters {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long EMPTY_MILLIS = 1500;

    private DeadLetters() {}

    /** Texts of all dead letters, each with the reasons of its dead letters: one reason, unless it lies there twice. */
    static Map<String, List<String>> takeAll(Connection connection) throws JMSException {
        Map<String, List<String>> letters = new HashMap<>();
        for (Message message : drain(connection, "sms.dead-letter")) {
            letters.computeIfAbsent(text(message), text -> new ArrayList<>()).add(message.getStringProperty("reason"));
        }
        return letters;
    }

    /** How many messages are on a queue. */
    static int count(Connection connection, String queue) throws JMSException {
        return drain(connection, queue).size();
    }

    private static List<Message> drain(Connection connection, String queue) throws JMSException {
        List<Message> messages = new ArrayList<>();
        try (Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
            for (Message message = consumer.receive(EMPTY_MILLIS);
                    message != null;
                    message = consumer.receive(EMPTY_MILLIS)) {
                messages.add(message);
            }
        }
        return messages;
    }

    private static String text(Message message) throws JMSException {
        String body = message.getBody(String.class);
        try {
            return body.startsWith("{") ? JSON.readTree(body).path("text").asText() : body;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A dead letter whose body is no JSON", e);
        }
    }
}

package io.staffetta.it.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.List;

/** What a sender's login may do on a broker, and what not. */
public final class SenderRightsOf {

    private SenderRightsOf() {}

    /**
     * Tries both, with a gateway on the broker.
     *
     * @param senders connects as a sender
     * @param mayHaveAnswers whether a sender may have a temporary queue for answers
     */
    public static void check(ConnectionFactory senders, boolean mayHaveAnswers) throws JMSException {
        try (Connection connection = senders.createConnection()) {
            connection.start();
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            var outcomes = session.createConsumer(session.createTopic("sms.outcome"));
            TextMessage message = session.createTextMessage("Ciao");
            message.setStringProperty("to", "+393330000001");
            Queue answers = mayHaveAnswers ? session.createTemporaryQueue() : null;
            message.setJMSReplyTo(answers);
            session.createProducer(session.createQueue("sms.outbound")).send(message);

            if (mayHaveAnswers) {
                Message answer = session.createConsumer(answers).receive(RunningGateway.LIMIT.toMillis());
                assertThat(answer).as("answer").isNotNull();
                assertThat(answer.getBody(String.class)).contains("\"outcome\":\"ACCEPTED\"");
            }
            assertThat(outcomes.receive(RunningGateway.LIMIT.toMillis()))
                    .as("outcome")
                    .isNotNull();

            for (String queue : List.of(
                    "sms.account.messagenet",
                    "sms.dead-letter",
                    "sms.redrive",
                    "sms.intervention",
                    "sms.outbound,sms.dead-letter",
                    "sms.outbuond",
                    "other")) {
                assertThatThrownBy(() -> send(session, queue)).as(queue).isInstanceOf(JMSException.class);
            }
            for (String queue : List.of("sms.outbound", "sms.>", "sms.dead-letter")) {
                assertThatThrownBy(() -> session.createConsumer(session.createQueue(queue)))
                        .as(queue)
                        .isInstanceOf(JMSException.class);
            }
        }
    }

    private static void send(Session session, String queue) throws JMSException {
        try (MessageProducer producer = session.createProducer(session.createQueue(queue))) {
            producer.send(session.createTextMessage("forged"));
        }
    }
}

package io.staffetta.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.thread.RightOfWay;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which queue of the embedded broker takes what is put on sms.outbound. */
class UrgentFirstIT {

    private static final String USUAL = "sms.outbound";
    private static final String URGENT = "sms.outbound.urgent";

    private final AtomicLong nanos = new AtomicLong();
    private final RightOfWay way = new RightOfWay(nanos::get);
    private final TestBroker broker = new TestBroker(way);
    private Connection connection;
    private Session session;
    private MessageProducer producer;

    @BeforeEach
    void connect() throws JMSException {
        connection = broker.factory().createConnection();
        connection.start();
        session = connection.createSession(true, Session.SESSION_TRANSACTED);
        producer = session.createProducer(session.createQueue(USUAL));
    }

    @AfterEach
    void close() throws JMSException {
        connection.close();
        broker.close();
    }

    private static String json(String priority) {
        return "{\"to\": \"+393330000001\", \"text\": \"perché\", \"priority\": \"" + priority + "\"}";
    }

    private Message plain(String priority) throws JMSException {
        Message message = session.createTextMessage("perché");
        message.setStringProperty("to", "+393330000001");
        message.setStringProperty("priority", priority);
        return message;
    }

    private Message bytes(String body) throws JMSException {
        BytesMessage message = session.createBytesMessage();
        message.writeBytes(body.getBytes(StandardCharsets.UTF_8));
        return message;
    }

    private void send(Message message) throws JMSException {
        producer.send(message);
        session.commit();
    }

    private int waiting(String queue) throws JMSException {
        try (QueueBrowser browser = session.createBrowser(session.createQueue(queue))) {
            Enumeration<?> messages = browser.getEnumeration();
            return Collections.list(messages).size();
        }
    }

    /** The next message of a queue, taken off it; fails if there is none, or if there is one elsewhere. */
    private Message only(String queue) throws JMSException {
        assertThat(waiting(queue)).isEqualTo(1);
        assertThat(waiting(queue.equals(USUAL) ? URGENT : USUAL)).isZero();
        try (MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
            Message message = consumer.receive(10_000);
            session.commit();
            return message;
        }
    }

    @ParameterizedTest
    @CsvSource({"high,sms.outbound.urgent,8", "normal,sms.outbound,4", "bulk,sms.outbound,1"})
    void putsMessagesWhereTheirPriorityBelongsHoweverTheySayIt(String priority, String queue, int jmsPriority)
            throws JMSException {
        for (Message message :
                new Message[] {session.createTextMessage(json(priority)), bytes(json(priority)), plain(priority)}) {
            send(message);

            assertThat(only(queue).getJMSPriority()).isEqualTo(jmsPriority);
        }
    }

    @ParameterizedTest
    @CsvSource({"9,sms.outbound.urgent", "7,sms.outbound.urgent", "6,sms.outbound", "0,sms.outbound"})
    void goesByTheJmsPriorityOfAMessageThatSaysNoOther(int jmsPriority, String queue) throws JMSException {
        producer.setPriority(jmsPriority);
        send(session.createTextMessage("{\"to\": \"+393330000001\", \"text\": \"Ciao\"}"));

        assertThat(only(queue).getJMSPriority()).isEqualTo(jmsPriority);
    }

    @Test
    void believesTheFieldAboveTheJmsPriority() throws JMSException {
        producer.setPriority(9);
        send(plain("bulk"));

        assertThat(only(USUAL).getJMSPriority()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no JSON", "{\"priority\": \"high\", \"priority\": \"high\"}", "{\"priority\": 8}"})
    void leavesWhatCannotBeReadWhereItIs(String body) throws JMSException {
        send(session.createTextMessage(body));
        assertThat(only(USUAL).getBody(String.class)).isEqualTo(body);

        send(session.createObjectMessage("high"));
        try (MessageConsumer consumer = session.createConsumer(session.createQueue(USUAL))) {
            assertThat(consumer.receive(10_000)).isNotNull();
            session.commit();
        }
    }

    @Test
    void changesNothingElseOfAnUrgentMessageAndKeepsItOnDisk() throws Exception {
        Message message = plain("high");
        message.setJMSCorrelationID("call-7");
        message.setJMSReplyTo(session.createQueue("answers"));
        send(message);
        connection.close();
        broker.restart();
        connect();

        Message urgent = only(URGENT);

        assertThat(urgent.getBody(String.class)).isEqualTo("perché");
        assertThat(urgent.getStringProperty("to")).isEqualTo("+393330000001");
        assertThat(urgent.getJMSCorrelationID()).isEqualTo("call-7");
        assertThat(urgent.getJMSReplyTo()).isEqualTo(session.createQueue("answers"));
        assertThat(urgent.getJMSMessageID()).isEqualTo(message.getJMSMessageID());
        assertThat(urgent.getJMSTimestamp()).isEqualTo(message.getJMSTimestamp());
    }

    @Test
    void takesOthersFromTheirSendersWhenTheUrgentMessageHasGoneToItsProvider() throws Exception {
        try (Session alone = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                MessageProducer urgent = alone.createProducer(alone.createQueue(USUAL))) {
            urgent.send(plain("high"));
        }
        assertThat(way.isWanted()).isTrue();

        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> {
            try {
                send(plain("normal"));
            } catch (JMSException e) {
                throw new CompletionException(e);
            }
        });
        assertThatThrownBy(() -> other.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        way.gone();
        nanos.addAndGet(Duration.ofMillis(3).toNanos());

        other.get(30, TimeUnit.SECONDS);
        assertThat(waiting(USUAL)).isEqualTo(1);
    }

    @Test
    void holdsSendersOfOthersToAPaceForAWhile() throws JMSException {
        way.came();
        way.gone();
        nanos.addAndGet(Duration.ofMillis(3).toNanos());

        long begin = System.nanoTime();
        for (int i = 0; i < 60; i++) {
            producer.send(plain("normal"));
        }
        session.commit();

        assertThat(waiting(USUAL)).isEqualTo(60);
        // By a clock that stands still the second is not over, and each is 1/8000 s later than the one before.
        assertThat(Duration.ofNanos(way.pause())).isGreaterThan(Duration.ofMillis(6));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(200));
    }

    @Test
    void goesOnWithATransactionThatHasAnUrgentMessageInIt() throws JMSException {
        producer.send(plain("high"));
        send(plain("normal"));

        assertThat(way.isWanted()).isFalse();
        assertThat(waiting(USUAL)).isEqualTo(1);
    }

    @Test
    void putsAllOfATransactionOnBothQueuesOrNothing() throws JMSException {
        producer.send(plain("high"));
        producer.send(plain("bulk"));
        session.rollback();
        assertThat(waiting(USUAL)).isZero();
        assertThat(waiting(URGENT)).isZero();

        producer.send(plain("bulk"));
        producer.send(plain("high"));
        producer.send(plain("bulk"));
        session.commit();
        assertThat(waiting(USUAL)).isEqualTo(2);
        assertThat(waiting(URGENT)).isEqualTo(1);
    }
}

package io.staffetta.delivery.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.broker.BodyConverter;
import io.staffetta.broker.BrokerConnections;
import io.staffetta.broker.Credentials;
import io.staffetta.broker.embedded.EmbeddedBroker;
import io.staffetta.delivery.DeliverySamples;
import io.staffetta.delivery.attempt.InFlight;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On an embedded broker; account {@code main} may have four messages under way, one of them kept for urgent ones. */
class AccountConsumersIT {

    private static final Credentials CREDENTIALS = new Credentials("staffetta", "right");
    private static final String USUAL = "sms.account.main";
    private static final String URGENT = "sms.urgent.main";
    /** More than an account may have, less than two. */
    private static final int MUCH = 20;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path data = Path.of("target", "it", UUID.randomUUID().toString());
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final List<InFlight> taken = new CopyOnWriteArrayList<>();
    private final List<String> left = new CopyOnWriteArrayList<>();
    private EmbeddedBroker broker;
    private AccountConsumers consumers;
    private volatile boolean ready = true;
    private int over;

    @BeforeEach
    void start() {
        broker = new EmbeddedBroker(data, "127.0.0.1", 0, 0, CREDENTIALS);
        broker.start();
        JmsComponent jms = JmsComponent.jmsComponent(factory());
        jms.setMessageConverter(new BodyConverter());
        camel.addComponent("jms", jms);
        camel.start();
        consumers = new AccountConsumers(factory(), () -> camel, taken::addAll, left::add, () -> ready, MUCH);
        consumers.start();
    }

    @AfterEach
    void stop() {
        consumers.close();
        camel.stop();
        broker.close();
    }

    private ActiveMQConnectionFactory factory() {
        return BrokerConnections.factory("tcp://127.0.0.1:" + broker.openWirePort(), CREDENTIALS);
    }

    private void send(String queue, String... texts) throws JMSException {
        try (Connection connection = factory().createConnection();
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                MessageProducer producer = session.createProducer(session.createQueue(queue))) {
            for (String text : texts) {
                producer.send(session.createTextMessage(text));
            }
            session.commit();
        }
    }

    private List<String> on(String queue) throws JMSException {
        try (Connection connection = factory().createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            connection.start();
            List<String> texts = new ArrayList<>();
            Enumeration<?> messages =
                    session.createBrowser(session.createQueue(queue)).getEnumeration();
            while (messages.hasMoreElements()) {
                texts.add(((Message) messages.nextElement()).getBody(String.class));
            }
            return texts;
        }
    }

    private List<String> texts() {
        return taken.stream().map(message -> message.exchange().reference()).toList();
    }

    private static void settle(InFlight message, boolean acknowledge) throws JMSException {
        if (acknowledge) {
            message.jms().acknowledge();
        }
        message.over();
        message.settled();
    }

    private void open() {
        consumers.open(DeliverySamples.account("main"));
    }

    @Test
    void bringsBackInOrderWhatWasNotAcknowledged() throws Exception {
        send(USUAL, "a1", "b1", "a2", "b2");
        open();
        for (int i = 0; i < 4; i++) {
            int number = i;
            await().until(() -> taken.size() > number);
            settle(taken.get(i), texts().get(i).startsWith("a"));
        }

        consumers.close("main", PATIENCE).get(20, TimeUnit.SECONDS);
        await().until(() -> on(USUAL).equals(List.of("b1", "b2")));
        taken.clear();
        open();

        await().until(() -> texts().equals(List.of("b1", "b2")));
    }

    @Test
    void takesUrgentMessagesFirstAndKeepsAPlaceForThem() throws Exception {
        ready = false;
        send(USUAL, "1", "2", "3", "4");
        open();
        send(URGENT, "urgent");
        ready = true;

        await().until(() -> taken.size() == 4);
        assertThat(texts()).containsExactlyInAnyOrder("urgent", "1", "2", "3");
        await().during(Duration.ofMillis(500)).until(() -> taken.size() == 4);
    }

    @Test
    void takesAnotherMessageWhenAnAttemptIsOverThoughItIsNotSettled() throws Exception {
        send(USUAL, "1", "2", "3", "4", "5");
        open();
        await().until(() -> taken.size() == 3);
        await().during(Duration.ofMillis(300)).until(() -> taken.size() == 3);

        taken.get(0).over();

        await().until(() -> taken.size() == 4);
    }

    @Test
    void takesNoMoreThanFourTimesWhatMayBeUnderWayBeforeItIsSettled() throws Exception {
        send(USUAL, "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20".split(" "));
        open();
        for (int i = 0; i < 16; i++) {
            int number = i;
            await().until(() -> taken.size() > number);
            taken.get(i).over();
        }
        await().during(Duration.ofMillis(300)).until(() -> taken.size() == 16);

        taken.get(0).settled();

        await().until(() -> taken.size() == 17);
    }

    @Test
    void takesNoMoreThanMayBeUnderWayWhileAllAccountsHaveMuchThatIsNotSettledButUrgentOnes() throws Exception {
        String[] many = "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16".split(" ");
        send(USUAL, many);
        open();
        takeAllOver(16);
        send("sms.account.other", many);
        consumers.open(DeliverySamples.account("other"));
        // Then both have 20 together, and the other one as many as may be under way.
        takeAllOver(20);
        await().during(Duration.ofMillis(300)).until(() -> taken.size() == 20);

        send("sms.urgent.other", "urgent");
        await().until(() -> taken.size() == 21);
        assertThat(texts().get(20)).isEqualTo("urgent");

        // What one account settles makes room for the other when it settles something, too.
        for (int i = 0; i < 16; i++) {
            taken.get(i).settled();
        }
        taken.get(16).settled();

        takeAllOver(21 + 12);
    }

    /** As soon as a message is taken its attempt is over. */
    private void takeAllOver(int messages) {
        for (int number = over; number < messages; number++) {
            int one = number;
            await().until(() -> taken.size() > one);
            taken.get(one).over();
        }
        over = messages;
    }

    @Test
    void waitsForWhatIsUnderWayBeforeItGivesTheRestBack() throws Exception {
        send(USUAL, "1", "2");
        open();
        await().until(() -> taken.size() == 2);

        CompletableFuture<Void> closed = consumers.close("main", PATIENCE);

        await().until(() -> left.equals(List.of("main")));
        assertThat(closed).isNotDone();
        settle(taken.get(0), true);
        settle(taken.get(1), true);
        closed.get(20, TimeUnit.SECONDS);
        send(USUAL, "late");
        await().during(Duration.ofMillis(300)).until(() -> taken.size() == 2);
        assertThat(on(USUAL)).containsExactly("late");
    }

    @Test
    void givesBackWhatTakesTooLong() throws Exception {
        send(USUAL, "1");
        open();
        await().until(() -> taken.size() == 1);

        consumers.close("main", Duration.ofMillis(200)).get(20, TimeUnit.SECONDS);
        open();

        await().until(() -> texts().equals(List.of("1", "1")));
    }

    @Test
    void comesBackWithWhatWasNotSettledWhenTheBrokerWasAway() throws Exception {
        send(USUAL, "1", "2");
        open();
        await().until(() -> taken.size() == 2);
        settle(taken.get(0), true);
        await().until(() -> on(USUAL).equals(List.of("2")));
        int port = broker.openWirePort();

        broker.close();
        broker = new EmbeddedBroker(data, "127.0.0.1", port, 0, CREDENTIALS);
        broker.start();

        await().atMost(Duration.ofSeconds(60)).until(() -> texts().equals(List.of("1", "2", "2")));
    }
}

package io.staffetta.it.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.staffetta.config.Addresses;
import io.staffetta.it.support.DemoAccounts;
import io.staffetta.it.support.RawHttp;
import io.staffetta.it.support.RawHttp.Answer;
import io.staffetta.it.support.RunningGateway;
import io.staffetta.it.support.StompClient;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Applications on the embedded broker: each as itself, and with its own outcomes only. */
class ApplicationRightsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SHORT = 1500;

    private static RunningGateway gateway;
    private static String admin;
    private static JsonNode pbx;
    private static JsonNode crm;

    @BeforeAll
    static void start() throws Exception {
        // No delivery report of what one test has sent while another listens.
        gateway = RunningGateway.withAccounts(DemoAccounts.YAML)
                .with("staffetta.reports.delays", "6h")
                .start();
        admin = Files.readString(gateway.home().resolve("data/admin-token")).strip();
        pbx = add("pbx", "");
        crm = add("crm", "");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static JsonNode add(String name, String fields) {
        return ask(RawHttp.post(
                        gateway.addresses().port(Addresses.HTTP),
                        "/v1/tokens",
                        "{\"name\": \"" + name + "\"" + fields + "}"))
                .json();
    }

    private static Answer ask(RawHttp request) {
        return request.header("Authorization: Bearer " + admin).send();
    }

    private static Answer ask(String method, String path) {
        int port = gateway.addresses().port(Addresses.HTTP);
        return ask(RawHttp.request(port, method, path).header("Host: 127.0.0.1:" + port));
    }

    private static Connection connect(String user, String password) throws JMSException {
        Connection connection = new ActiveMQConnectionFactory(
                        user, password, "tcp://127.0.0.1:" + gateway.addresses().port(Addresses.OPENWIRE))
                .createConnection();
        connection.start();
        return connection;
    }

    private static Connection connect(JsonNode application) throws JMSException {
        return connect(
                application.path("name").asText(), application.path("token").asText());
    }

    private static Connection asDefault() throws JMSException {
        return connect(gateway.credentials().user(), gateway.credentials().password());
    }

    private static Session session(Connection connection) throws JMSException {
        return connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
    }

    private static void send(Session session, String reference) throws JMSException {
        TextMessage message = session.createTextMessage("Ciao");
        message.setStringProperty("to", "+393330000001");
        message.setStringProperty("reference", reference);
        message.setStringProperty("sentBy", "crm");
        message.setStringProperty("application", "crm");
        message.setStringProperty("source", "jms:crm");
        session.createProducer(session.createQueue("sms.outbound")).send(message);
    }

    private static JsonNode awaitMessage(String reference) {
        await().atMost(RunningGateway.LIMIT)
                .until(() -> ask("GET", "/v1/messages/" + reference).status() == 200);
        return ask("GET", "/v1/messages/" + reference).json().at("/messages/0");
    }

    private static JsonNode next(MessageConsumer outcomes) throws Exception {
        Message message = outcomes.receive(RunningGateway.LIMIT.toMillis());
        assertThat(message).isNotNull();
        return JSON.readTree(message.getBody(String.class));
    }

    @Test
    void aMessageBelongsToTheLoginWhateverItsSenderSays() throws Exception {
        try (Connection connection = connect(pbx);
                Connection other = asDefault()) {
            send(session(connection), "login-1");
            send(session(other), "login-2");

            assertThat(awaitMessage("login-1").path("source").asText()).isEqualTo("jms:pbx");
            assertThat(awaitMessage("login-2").path("source").asText()).isEqualTo("jms");
        }
    }

    @Test
    void eachReadsTheOutcomesOfItsOwnMessagesOnly() throws Exception {
        try (Connection one = connect(pbx);
                Connection two = connect(crm);
                Connection three = asDefault()) {
            List<MessageConsumer> consumers = new ArrayList<>();
            for (Connection connection : List.of(one, two, three)) {
                Session session = session(connection);
                consumers.add(session.createConsumer(session.createTopic("sms.outcome")));
            }
            send(session(one), "own-pbx");
            send(session(two), "own-crm");
            send(session(three), "own-none");
            // It cannot be read, and its sender is told all the same.
            Session session = session(one);
            session.createProducer(session.createQueue("sms.outbound")).send(session.createTextMessage("{"));

            JsonNode first = next(consumers.get(0));
            JsonNode second = next(consumers.get(0));
            assertThat(List.of(
                            first.path("source").asText(), second.path("source").asText()))
                    .containsOnly("jms:pbx");
            assertThat(next(consumers.get(1)).path("reference").asText()).isEqualTo("own-crm");
            assertThat(next(consumers.get(2)).path("reference").asText()).isEqualTo("own-none");
            for (MessageConsumer consumer : consumers) {
                assertThat(consumer.receive(SHORT)).isNull();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TRUE",
                "1=1",
                "application IS NOT NULL",
                "application = 'pbx'",
                "application IS NULL OR 1=1",
                "1=1 OR application = 'pbx'",
                "NOT (application = 'crm')",
                "application LIKE '%'"
            })
    void noSelectorShowsTheOutcomesOfOthers(String selector) throws Exception {
        try (Connection one = connect(pbx);
                Connection two = connect(crm);
                Connection three = asDefault()) {
            Session theirs = session(two);
            MessageConsumer outcomes = theirs.createConsumer(theirs.createTopic("sms.outcome"), selector);
            Session defaults = session(three);
            MessageConsumer others = defaults.createConsumer(defaults.createTopic("sms.outcome"), selector);
            Session own = session(one);
            MessageConsumer mine = own.createConsumer(own.createTopic("sms.outcome"));
            send(own, "hidden-" + Integer.toHexString(selector.hashCode()));

            next(mine);
            assertThat(outcomes.receive(SHORT / 3)).isNull();
            assertThat(others.receive(SHORT / 3)).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1=1) OR (1=1", "1=1) --", "1=1) /*", "') OR ('a'='a"})
    void aSelectorThatBreaksOutOfItsBracketsIsRefused(String selector) throws Exception {
        try (Connection two = connect(crm)) {
            Session session = session(two);
            assertThatThrownBy(() -> {
                        MessageConsumer consumer = session.createConsumer(session.createTopic("sms.outcome"), selector);
                        // Where the parser passes over the rest, nothing of others may come.
                        try (Connection one = connect(pbx)) {
                            send(session(one), "broken-" + Integer.toHexString(selector.hashCode()));
                            assertThat(consumer.receive(SHORT)).isNull();
                        }
                        throw new JMSException("nothing came");
                    })
                    .isInstanceOf(JMSException.class);
        }
    }

    @Test
    void aDurableSubscriptionIsItsApplicationsAlone() throws Exception {
        try (Connection one = new ActiveMQConnectionFactory(
                        "pbx",
                        pbx.path("token").asText(),
                        "tcp://127.0.0.1:" + gateway.addresses().port(Addresses.OPENWIRE))
                .createConnection()) {
            one.setClientID("durable");
            one.start();
            Session session = session(one);
            Topic topic = session.createTopic("sms.outcome");
            session.createDurableSubscriber(topic, "mine").close();
            send(session, "durable-1");
            awaitMessage("durable-1");
        }
        for (JsonNode login : List.of(crm, pbx)) {
            boolean own = login.equals(pbx);
            try (Connection two = new ActiveMQConnectionFactory(
                            login.path("name").asText(),
                            login.path("token").asText(),
                            "tcp://127.0.0.1:" + gateway.addresses().port(Addresses.OPENWIRE))
                    .createConnection()) {
                two.setClientID("durable");
                two.start();
                Session session = session(two);
                MessageConsumer consumer = session.createDurableSubscriber(session.createTopic("sms.outcome"), "mine");
                if (own) {
                    assertThat(next(consumer).path("reference").asText()).isEqualTo("durable-1");
                } else {
                    assertThat(consumer.receive(SHORT)).isNull();
                }
                consumer.close();
                session.unsubscribe("mine");
            }
        }
        assertThatThrownBy(() -> {
                    try (Connection forged = new ActiveMQConnectionFactory(
                                    gateway.credentials().user(),
                                    gateway.credentials().password(),
                                    "tcp://127.0.0.1:" + gateway.addresses().port(Addresses.OPENWIRE))
                            .createConnection()) {
                        forged.setClientID("application/pbx/durable");
                        forged.start();
                        session(forged);
                    }
                })
                .isInstanceOf(JMSException.class);
    }

    @Test
    void anAnswerComesToItsTemporaryQueueAndStompWorksTheSame() throws Exception {
        try (Connection one = connect(pbx)) {
            Session session = session(one);
            TemporaryQueue answers = session.createTemporaryQueue();
            TextMessage message = session.createTextMessage("Ciao");
            message.setStringProperty("to", "+393330000001");
            message.setJMSReplyTo(answers);
            session.createProducer(session.createQueue("sms.outbound")).send(message);
            assertThat(next(session.createConsumer(answers)).path("outcome").asText())
                    .isEqualTo("ACCEPTED");
        }
        try (StompClient client = new StompClient(gateway.addresses().port(Addresses.STOMP))) {
            client.connect("crm", crm.path("token").asText());
            client.sendFrame("SEND\ndestination:/queue/sms.outbound\nto:+393330000001\nreference:stomp-1\n"
                    + "sentBy:pbx\nreceipt:r\n\nCiao");
            assertThat(client.readFrame()).startsWith("RECEIPT");
            assertThat(awaitMessage("stomp-1").path("source").asText()).isEqualTo("jms:crm");
        }
    }

    @Test
    void readsItsOwnOutcomesBySelectorOverStomp() throws Exception {
        try (StompClient client = new StompClient(gateway.addresses().port(Addresses.STOMP));
                Connection other = connect(pbx)) {
            client.connect("crm", crm.path("token").asText());
            client.sendFrame("""
                    SUBSCRIBE
                    id:1
                    destination:/topic/sms.outcome
                    selector:outcome = 'ACCEPTED' OR 1 = 1
                    receipt:r

                    """);
            assertThat(client.readFrame()).startsWith("RECEIPT");

            send(session(other), "stomp-not-mine");
            awaitMessage("stomp-not-mine");
            client.sendFrame("SEND\ndestination:/queue/sms.outbound\nto:+393330000001\nreference:stomp-2\n\nCiao");

            assertThat(client.readFrame()).startsWith("MESSAGE").contains("stomp-2");
        }
    }

    /** They are in the broker's memory alone: where that is full, nobody's messages are taken. */
    @Test
    void temporaryQueuesThatNobodyReadsDoNotStopTheGateway() throws Exception {
        try (Connection connection = connect(pbx)) {
            Session session = session(connection);
            TemporaryQueue own = session.createTemporaryQueue();
            CompletableFuture<Void> filled = CompletableFuture.runAsync(() -> fill(session, own));
            filled.get(60, TimeUnit.SECONDS);

            assertThat(ask(RawHttp.post(
                                    gateway.addresses().port(Addresses.HTTP),
                                    "/v1/messages",
                                    "{\"to\": \"+393330000001\", \"text\": \"Ciao\"}"))
                            .status())
                    .isEqualTo(202);
            try (MessageConsumer answers = session.createConsumer(own)) {
                assertThat(answers.receive(RunningGateway.LIMIT.toMillis())).isNotNull();
            }
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 1_000; i++) {
                            session.createTemporaryQueue();
                        }
                    })
                    .hasMessageContaining("250 temporary queues");
        }
    }

    /** One that reads nothing and hoards queues has its share, and takes nothing of the others'. */
    @Test
    void aLoginThatFillsItsTemporaryQueuesTakesNothingOfAnothers() throws Exception {
        JsonNode hoarder = add("hoarder", "");
        try (Connection one = connect(hoarder);
                Connection two = connect(hoarder);
                Connection other = connect(crm)) {
            Session own = session(other);
            TemporaryQueue answers = own.createTemporaryQueue();
            send(own, answers, 2);
            for (Connection greedy : List.of(one, two)) {
                Session session = session(greedy);
                TemporaryQueue filled = session.createTemporaryQueue();
                CompletableFuture.runAsync(() -> fill(session, filled)).get(60, TimeUnit.SECONDS);
            }
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 1_000; i++) {
                            session(i % 2 == 0 ? one : two).createTemporaryQueue();
                        }
                    })
                    .hasMessageContaining("'hoarder' has 250 temporary queues");

            send(own, answers, 4);
            assertThat(own.createTemporaryQueue()).isNotNull();
            try (MessageConsumer reader = own.createConsumer(answers)) {
                for (int i = 0; i < 6; i++) {
                    assertThat(reader.receive(RunningGateway.LIMIT.toMillis()))
                            .as("message " + i)
                            .isNotNull();
                }
            }
        }
    }

    private static void send(Session session, TemporaryQueue queue, int messages) throws JMSException {
        try (MessageProducer producer = session.createProducer(queue)) {
            producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
            BytesMessage message = session.createBytesMessage();
            message.writeBytes(new byte[50_000]);
            for (int i = 0; i < messages; i++) {
                producer.send(message);
            }
        }
    }

    /** Writes as much as the heap has, of which the broker's messages may take half. */
    private static void fill(Session session, TemporaryQueue own) {
        try (MessageProducer producer = session.createProducer(own)) {
            producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
            BytesMessage message = session.createBytesMessage();
            message.writeBytes(new byte[800_000]);
            for (long bytes = 0; bytes < Runtime.getRuntime().maxMemory(); bytes += 800_000) {
                producer.send(message);
            }
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Else an outcome, with an id that the other waits for, could be told it as its own. */
    @Test
    void noAnswerGoesToTheTemporaryQueueOfAnotherLogin() throws Exception {
        try (Connection one = connect(pbx);
                Connection two = connect(crm);
                Connection three = connect(crm);
                Connection four = asDefault()) {
            Session session = session(one);
            for (Connection other : List.of(two, four)) {
                TextMessage message = session.createTextMessage("Ciao");
                message.setStringProperty("to", "+393330000001");
                message.setJMSReplyTo(session(other).createTemporaryQueue());
                assertThatThrownBy(() -> session.createProducer(session.createQueue("sms.outbound"))
                                .send(message))
                        .isInstanceOf(JMSException.class)
                        .hasMessageContaining("give a temporary queue of this login");
            }
            // Another connection of the same login may wait for the answer.
            Session waiting = session(two);
            TemporaryQueue answers = waiting.createTemporaryQueue();
            Session sending = session(three);
            TextMessage message = sending.createTextMessage("Ciao");
            message.setStringProperty("to", "+393330000001");
            message.setJMSReplyTo(answers);
            sending.createProducer(sending.createQueue("sms.outbound")).send(message);
            assertThat(next(waiting.createConsumer(answers)).path("outcome").asText())
                    .isEqualTo("ACCEPTED");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"sms.account.messagenet", "sms.dead-letter", "sms.redrive", "sms.intervention", "sms.outbound,x"
            })
    void theGatewaysQueuesAreClosedToApplications(String queue) throws Exception {
        try (Connection one = connect(pbx)) {
            Session session = session(one);
            assertThatThrownBy(() ->
                            session.createProducer(session.createQueue(queue)).send(session.createTextMessage("x")))
                    .isInstanceOf(JMSException.class);
            assertThatThrownBy(() -> session.createConsumer(session.createQueue(queue)))
                    .isInstanceOf(JMSException.class);
        }
    }

    @Test
    void onlyItsOwnNameAndTokenLogIn() {
        String token = pbx.path("token").asText();
        JsonNode viewer = add("looks", ", \"role\": \"viewer\"");

        for (String[] wrong : new String[][] {
            {"crm", token},
            {"pbx", token + "x"},
            {"", token},
            {"staffetta-gateway", token},
            {gateway.credentials().user(), token},
            {"looks", viewer.path("token").asText()}
        }) {
            assertThatThrownBy(() -> connect(wrong[0], wrong[1]).close()).isInstanceOf(JMSException.class);
        }
        await().atMost(RunningGateway.LIMIT)
                .untilAsserted(() -> assertThat(ask("GET", "/v1/audit?action=login&subject=broker")
                                .json()
                                .at("/entries/0/from")
                                .asText())
                        .isEqualTo("127.0.0.1"));
    }

    @Test
    void whatWasRevokedEndsAtOnce() throws Exception {
        JsonNode brief = add("brief", "");
        try (Connection connection = connect(brief)) {
            Session session = session(connection);
            send(session, "brief-1");
            awaitMessage("brief-1");
            assertThat(ask("DELETE", "/v1/tokens/" + brief.path("id").asText()).status())
                    .isEqualTo(200);

            assertThatThrownBy(() -> send(session, "brief-2")).isInstanceOf(JMSException.class);
        } catch (JMSException e) {
            // Its connection has ended.
        }
        assertThatThrownBy(() -> connect(brief).close()).isInstanceOf(JMSException.class);
        assertThat(ask("GET", "/v1/messages/brief-2").status()).isEqualTo(404);
    }

    /** Nobody sends anything: the broker hangs up by itself. */
    private static void awaitEnd(JsonNode application, Runnable end) throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        try (Connection reader = connect(application);
                StompClient client = new StompClient(gateway.addresses().port(Addresses.STOMP))) {
            reader.setExceptionListener(any -> ended.countDown());
            Session session = session(reader);
            MessageConsumer outcomes = session.createConsumer(session.createTopic("sms.outcome"));
            client.connect(
                    application.path("name").asText(), application.path("token").asText());
            client.sendFrame("SUBSCRIBE\nid:1\ndestination:/topic/sms.outcome\nreceipt:r\n\n");
            assertThat(client.readFrame()).startsWith("RECEIPT");
            end.run();

            assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(client.readFrame()).isEmpty();
            assertThat(outcomes).isNotNull();
        } catch (JMSException e) {
            // To close what has ended may fail.
            assertThat(ended.getCount()).isZero();
        }
    }

    @Test
    void anOpenConnectionEndsWithItsToken() throws Exception {
        JsonNode revoked = add("revoked", "");
        awaitEnd(revoked, () -> ask("DELETE", "/v1/tokens/" + revoked.path("id").asText()));
        JsonNode disabled = add("disabled", "");
        awaitEnd(
                disabled,
                () -> ask(RawHttp.post(
                        gateway.addresses().port(Addresses.HTTP),
                        "/v1/tokens/" + disabled.path("id").asText() + "/disable",
                        "")));
        JsonNode brief = add("short", ", \"expiresAt\": \"" + Instant.now().plusSeconds(4) + "\"");
        awaitEnd(brief, () -> {});
    }

    @Test
    void whatAnApplicationMayNotSendIsADeadLetter() throws Exception {
        JsonNode narrow = add("narrow", ", \"accounts\": [\"kpnqwest\"], \"perDay\": 1");
        try (Connection connection = connect(narrow)) {
            send(session(connection), "narrow-1");
            JsonNode dead = awaitMessage("narrow-1");
            assertThat(dead.path("state").asText()).isIn("DEAD", "DYING");
            assertThat(dead.path("detail").asText()).contains("application 'narrow' may use");
        }
    }

    @Test
    void aTestIsAnsweredAndNeverSent() throws Exception {
        JsonNode trial = add("trial", ", \"kind\": \"test\"");
        try (Connection connection = connect(trial)) {
            Session session = session(connection);
            MessageConsumer outcomes = session.createConsumer(session.createTopic("sms.outcome"));
            send(session, "trial-1");

            JsonNode outcome = next(outcomes);
            assertThat(outcome.path("outcome").asText()).isEqualTo("ACCEPTED");
            assertThat(outcome.path("provider").asText()).isEqualTo("sandbox");
            JsonNode message = awaitMessage("trial-1");
            assertThat(message.path("source").asText()).isEqualTo("jms:trial:test");
            assertThat(message.path("attempts")).isEmpty();
        }
    }
}

package io.staffetta.it.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.config.Addresses;
import io.staffetta.it.support.DemoAccounts;
import io.staffetta.it.support.RunningGateway;
import io.staffetta.it.support.StompClient;
import jakarta.jms.Connection;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.apache.activemq.ActiveMQConnection;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.command.ActiveMQTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a sender can do on the embedded broker, and what of its messages is believed. */
class SenderRightsIT {

    private static final String OTHERS = "01JDC5Z8K3V4M0W6Y1B2C3D4E5";
    private static final Map<String, String> FORGED = Map.ofEntries(
            Map.entry("messageId", OTHERS),
            Map.entry("recipient", "+393330000009"),
            Map.entry("redriveAccount", "tim-consip"),
            Map.entry("requestedAccount", "tim-consip"),
            Map.entry("journey", "7"),
            Map.entry("hop", "9"),
            Map.entry("attempts", "4"),
            Map.entry("deadline", "2001-01-01T00:00:00Z"),
            Map.entry("notBefore", "2099-01-01T00:00:00Z"),
            Map.entry("dueAt", "2099-01-01T00:00:00Z"),
            Map.entry("perhapsSent", "true"),
            Map.entry("source", "batch"),
            Map.entry("batch", "b-1"),
            Map.entry("tried", "messagenet"),
            Map.entry("homeAccount", "plus"),
            Map.entry("keptExpiration", "1"),
            Map.entry("seal", "1 00000000 sms.account.messagenet - AAAA"),
            Map.entry("CamelJmsDestinationName", "sms.dead-letter"),
            Map.entry("camelJmsDestinationName", "sms.dead-letter"),
            Map.entry("JMSXGroupID", "g"));

    private static RunningGateway gateway;

    private Connection connection;
    private Session session;

    @BeforeAll
    static void startGateway() {
        gateway = RunningGateway.withAccounts(DemoAccounts.YAML).start();
    }

    @AfterAll
    static void stopGateway() {
        gateway.close();
    }

    @BeforeEach
    void connect() throws JMSException {
        connection = factory().createConnection();
        connection.start();
        session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
    }

    @AfterEach
    void disconnect() throws JMSException {
        connection.close();
    }

    /** As any client makes it. */
    private static ActiveMQConnectionFactory factory() {
        return new ActiveMQConnectionFactory(
                gateway.credentials().user(),
                gateway.credentials().password(),
                "tcp://127.0.0.1:" + gateway.addresses().port(Addresses.OPENWIRE));
    }

    @Test
    void believesNoPropertyThatOnlyTheGatewayWrites() throws Exception {
        TextMessage message = session.createTextMessage("mine alone");
        message.setStringProperty("to", "+393330000001");
        message.setStringProperty("reference", "forged-jms");
        for (Map.Entry<String, String> forged : FORGED.entrySet()) {
            message.setStringProperty(forged.getKey(), forged.getValue());
        }
        message.setLongProperty("keptExpiration", 1);
        TemporaryQueue answers = session.createTemporaryQueue();
        message.setJMSReplyTo(answers);
        session.createProducer(session.createQueue("sms.outbound")).send(message);

        assertIsAnOrdinaryMessage(answer(answers));
    }

    @Test
    void believesNoneOverStomp() throws Exception {
        StringBuilder headers = new StringBuilder();
        FORGED.forEach((name, value) -> headers.append(name)
                .append(':')
                .append(value.replace(":", "\\c"))
                .append('\n'));
        try (StompClient client = new StompClient(gateway.addresses().port(Addresses.STOMP));
                MessageConsumer outcomes = gateway.outcomes()) {
            client.connect(gateway.credentials().user(), gateway.credentials().password());
            client.sendFrame(
                    "SEND\ndestination:/queue/sms.outbound\nto:+393330000001\nreference:forged-stomp\nreceipt:r\n"
                            + "JMSMessageID:ID\\cother-1\\c1\\c1\\c1\\c1\n" + headers + "\nby STOMP");
            assertThat(client.readFrame()).startsWith("RECEIPT");

            assertIsAnOrdinaryMessage(RunningGateway.nextOutcome(outcomes, "forged-stomp"));
        }
    }

    private static void assertIsAnOrdinaryMessage(JsonNode outcome) {
        assertThat(outcome.path("outcome").asText()).isEqualTo("ACCEPTED");
        assertThat(outcome.path("id").asText()).isNotEqualTo(OTHERS);
        assertThat(outcome.path("account").asText()).isEqualTo("messagenet");
        assertThat(outcome.path("attempts").asInt()).isEqualTo(1);
        assertThat(outcome.path("to").asText()).endsWith("01");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sms.account.messagenet",
                "sms.urgent.messagenet",
                "sms.retry.1s",
                "sms.dead-letter",
                "sms.redrive",
                "sms.broker-dead-letter",
                "ActiveMQ.DLQ",
                "sms.sealing",
                "sms.outbuond",
                "sms.outbound,sms.dead-letter",
                "sms.outbound,topic://sms.outcome",
                "sms.*",
                "sms.>",
                ">",
                "sms.dead-letter?consumer.exclusive=true",
                "SMS.outbound",
                "VirtualTopic.x",
                "Consumer.a.VirtualTopic.sms.outcome"
            })
    void refusesAQueueThatIsNotForSenders(String queue) throws Exception {
        assertThatThrownBy(() -> session.createProducer(new ActiveMQQueue(queue)))
                .isInstanceOf(JMSException.class)
                .hasMessageContaining("Refused: ");
        assertThatThrownBy(() -> session.createProducer(null)
                        .send(new ActiveMQQueue(queue), session.createTextMessage("forged")))
                .isInstanceOf(JMSException.class);
        assertThatThrownBy(() -> session.createConsumer(new ActiveMQQueue(queue)))
                .isInstanceOf(JMSException.class);
        assertThatThrownBy(() -> {
                    try (QueueBrowser browser = session.createBrowser(new ActiveMQQueue(queue))) {
                        browser.getEnumeration().hasMoreElements();
                    }
                })
                .isInstanceOf(JMSException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sms.outbound",
                "sms.>",
                ">",
                "ActiveMQ.Advisory.>",
                "ActiveMQ.Advisory.Connection",
                "ActiveMQ.Advisory.Consumer.Queue.>",
                "ActiveMQ.Statistics.Broker",
                "ActiveMQ.Scheduler.Management",
                "sms.outcome,sms.other",
                "VirtualTopic.sms"
            })
    void refusesATopicThatIsNotForSenders(String topic) {
        assertThatThrownBy(() -> session.createConsumer(new ActiveMQTopic(topic)))
                .isInstanceOf(JMSException.class)
                .hasMessageContaining("Refused: ");
        assertThatThrownBy(() -> session.createProducer(new ActiveMQTopic(topic)))
                .isInstanceOf(JMSException.class);
    }

    @Test
    void letsNobodyButTheGatewayTellOutcomes() {
        assertThatThrownBy(() -> session.createProducer(new ActiveMQTopic("sms.outcome")))
                .isInstanceOf(JMSException.class)
                .hasMessageContaining("Refused: topic 'sms.outcome' cannot be used so");
    }

    @Test
    void refusesToReadTheIntake() {
        assertThatThrownBy(() -> session.createConsumer(new ActiveMQQueue("sms.outbound")))
                .isInstanceOf(JMSException.class);
    }

    @Test
    void namesTheQueueThatWasMeant() {
        assertThatThrownBy(() -> session.createProducer(new ActiveMQQueue("sms.outbuond")))
                .hasMessageContaining("there is no queue 'sms.outbuond' (did you mean 'sms.outbound'?)");
        assertThatThrownBy(() -> session.createConsumer(new ActiveMQTopic("sms.outcom")))
                .hasMessageContaining("there is no topic 'sms.outcom' (did you mean 'sms.outcome'?)");
    }

    @Test
    void refusesAReplyAddressThatIsNoTemporaryQueue() throws Exception {
        for (Destination address : List.of(
                new ActiveMQQueue("sms.dead-letter"), new ActiveMQQueue("answers"), new ActiveMQTopic("sms.outcome"))) {
            Message message = session.createTextMessage("{\"to\": \"+393330000001\", \"text\": \"x\"}");
            message.setJMSReplyTo(address);
            assertThatThrownBy(() -> session.createProducer(session.createQueue("sms.outbound"))
                            .send(message))
                    .isInstanceOf(JMSException.class)
                    .hasMessageContaining("give a temporary queue");
        }
    }

    @Test
    void refusesToReadOrWriteAnothersTemporaryQueue() throws Exception {
        try (Connection other = factory().createConnection()) {
            other.start();
            TemporaryQueue theirs =
                    other.createSession(false, Session.AUTO_ACKNOWLEDGE).createTemporaryQueue();
            ActiveMQConnection raw = (ActiveMQConnection) connection;
            raw.setWatchTopicAdvisories(false);
            assertThatThrownBy(() -> session.createProducer(null)
                            .send(
                                    new org.apache.activemq.command.ActiveMQTempQueue(theirs.getQueueName()),
                                    session.createTextMessage("not an outcome")))
                    .isInstanceOf(JMSException.class);
        }
    }

    @Test
    void refusesTheGatewaysNameWithAnotherPassword() {
        for (String password : List.of("", "x", gateway.credentials().password())) {
            assertThatThrownBy(() -> factory()
                            .createConnection("staffetta-gateway", password)
                            .start())
                    .isInstanceOf(JMSException.class);
        }
    }

    @Test
    void keepsItsSecretsToItsOwner() throws Exception {
        for (String secret : List.of("gateway-password", "broker-password", "broker-key")) {
            assertThat(Files.getPosixFilePermissions(gateway.home().resolve("data/" + secret)))
                    .as(secret)
                    .hasSize(2);
        }
    }

    @Test
    void answersAWrongDestinationOfStompWithAnErrorThatNamesTheRightOne() throws Exception {
        for (String destination : List.of("/topic/sms.outbound", "/queue/sms.outbuond", "/queue/sms.dead-letter")) {
            try (StompClient client = new StompClient(gateway.addresses().port(Addresses.STOMP))) {
                client.connect(
                        gateway.credentials().user(), gateway.credentials().password());
                client.sendFrame("SEND\ndestination:" + destination + "\nto:+393330000001\nreceipt:r\n\nx");
                assertThat(client.readFrame()).startsWith("ERROR").contains("/queue/sms.outbound");
            }
            try (StompClient client = new StompClient(gateway.addresses().port(Addresses.STOMP))) {
                client.connect(
                        gateway.credentials().user(), gateway.credentials().password());
                client.sendFrame("SUBSCRIBE\nid:1\ndestination:" + destination + "\nreceipt:r\n\n");
                assertThat(client.readFrame()).startsWith("ERROR").contains("/topic/sms.outcome");
            }
        }
    }

    private JsonNode answer(TemporaryQueue answers) throws Exception {
        try (MessageConsumer consumer = session.createConsumer(answers)) {
            return RunningGateway.nextJson(consumer);
        }
    }
}

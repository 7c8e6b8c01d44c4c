package io.staffetta.it.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.staffetta.broker.BrokerConnections;
import io.staffetta.cli.Commands;
import io.staffetta.config.Addresses;
import io.staffetta.deadletter.DeadLetterQueue;
import io.staffetta.deadletter.LetterIndex;
import io.staffetta.it.support.DemoAccounts;
import io.staffetta.it.support.ExternalBroker;
import io.staffetta.it.support.OperationClient;
import io.staffetta.it.support.RawHttp;
import io.staffetta.it.support.RunningGateway;
import io.staffetta.it.support.TestCertificate;
import io.staffetta.ledger.HandSetClock;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.operation.ListedLetters;
import io.staffetta.ledger.operation.OperationFilter;
import io.staffetta.ledger.store.LedgerStore;
import io.staffetta.message.Seal;
import io.staffetta.sandbox.wire.Received;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a gateway does on whichever broker, told of one that runs in a process of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ExternalBrokerSentences {

    private static final String ACCOUNTS =
            DemoAccounts.YAML.replaceFirst("(?m)^    url:", "    limits: {concurrency: 1}\n    url:");

    private final ExternalBroker broker;
    private RunningGateway gateway;

    ExternalBrokerSentences(ExternalBroker broker) {
        this.broker = broker;
    }

    @BeforeAll
    void start() {
        broker.start();
        gateway = RunningGateway.withAccounts(ACCOUNTS).on(broker).start();
    }

    @AfterAll
    void stop() {
        gateway.close();
        broker.close();
    }

    @AfterEach
    void leaveNoDeadLetter() {
        command("dead", "discard", "--all", "--yes", "--why", "end of test");
    }

    @Test
    void sendsWhatComesByJmsAndAnswersItsSender() throws Exception {
        Queue answers = gateway.session().createTemporaryQueue();
        try (MessageConsumer outcomes = gateway.outcomes();
                MessageConsumer replies = gateway.session().createConsumer(answers)) {
            TextMessage message = gateway.session().createTextMessage("""
                    {"to": "333 0000001", "text": "Porta aperta", "reference": "alarm-17"}""");
            message.setJMSReplyTo(answers);
            message.setJMSCorrelationID("call-7");
            gateway.enqueue(message);

            Message reply = replies.receive(RunningGateway.LIMIT.toMillis());

            assertThat(reply).isNotNull();
            assertThat(reply.getJMSCorrelationID()).isEqualTo("call-7");
            assertThat(reply.getBody(String.class)).contains("\"outcome\":\"ACCEPTED\"", "alarm-17");
            assertThat(RunningGateway.nextOutcome(outcomes, "alarm-17")
                            .path("outcome")
                            .asText())
                    .isEqualTo("ACCEPTED");
        }
        awaitReceived("Porta aperta");
    }

    @Test
    void takesUrgentMessagesFromAQueueOfTheirOwn() throws Exception {
        gateway.stop();
        try (Connection connection = broker.connect();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                MessageProducer producer = session.createProducer(session.createQueue("sms.outbound"))) {
            for (String priority : List.of("bulk", "high")) {
                TextMessage message = session.createTextMessage("by property " + priority);
                message.setStringProperty("to", "+393330000001");
                message.setStringProperty("priority", priority);
                producer.send(message);
            }
            producer.setPriority(7);
            producer.send(session.createTextMessage("""
                    {"to": "333 0000001", "text": "by JMSPriority"}"""));

            assertThat(waiting(session, "sms.outbound")).isEqualTo(1);
            assertThat(waiting(session, "sms.outbound.urgent")).isEqualTo(2);
        } finally {
            gateway.start();
        }

        for (String text : List.of("by property bulk", "by property high", "by JMSPriority")) {
            awaitReceived(text);
        }
    }

    @Test
    void sendsWhatComesByHttp() {
        assertThat(post("by HTTP").status()).isEqualTo(202);

        awaitReceived("by HTTP");
    }

    @Test
    void triesABusyProviderAgain() throws Exception {
        try (MessageConsumer outcomes = gateway.outcomes()) {
            gateway.enqueue("busy twice", "to", "+393330000430", "account", "kpnqwest");

            assertThat(RunningGateway.nextJson(outcomes).path("outcome").asText())
                    .isEqualTo("BUSY");
            assertThat(RunningGateway.nextJson(outcomes).path("outcome").asText())
                    .isEqualTo("BUSY");
            JsonNode last = RunningGateway.nextJson(outcomes);
            assertThat(last.path("outcome").asText()).isEqualTo("ACCEPTED");
            assertThat(last.path("attempts").asInt()).isEqualTo(3);
        }
    }

    @Test
    void keepsARefusedMessageByteForByteWithItsReason() throws Exception {
        byte[] body = "{ \"to\" :\"+393330000400\",\t\"text\":\"perché\", \"account\": \"kpnqwest\" }\n"
                .getBytes(StandardCharsets.UTF_8);
        BytesMessage message = gateway.session().createBytesMessage();
        message.writeBytes(body);
        gateway.enqueue(message);

        Message dead = gateway.deadLetter();

        assertThat(dead.getBody(byte[].class)).isEqualTo(body);
        assertThat(dead.getStringProperty("reason")).isEqualTo("REFUSED");
        assertThat(dead.getStringProperty("detail")).startsWith("KPNQwest answered HTTP 400");
        assertThat(dead.getStringProperty("account")).isEqualTo("kpnqwest");
        assertThat(dead.getStringProperty("recipient")).isEqualTo("+393330000400");
        assertThat(dead.getStringProperty("attempts")).isEqualTo("1");
        assertThat(dead.getStringProperty("httpStatus")).isEqualTo("400");
        assertThat(dead.getStringProperty("messageId")).isNotEmpty();
        assertThat(Instant.parse(dead.getStringProperty("deadSince"))).isBefore(Instant.now());
        assertThat(dead.getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
    }

    @Test
    void keepsWhatCannotBeReadByteForByte() throws Exception {
        gateway.enqueue("{\"to\": ");

        Message dead = gateway.deadLetter();

        assertThat(dead.getBody(String.class)).isEqualTo("{\"to\": ");
        assertThat(dead.getStringProperty("reason")).isEqualTo("MALFORMED");
    }

    @Test
    void letsOperatorsListRedriveAndDiscardDeadLetters() throws Exception {
        for (int i = 0; i < 3; i++) {
            gateway.enqueue("refused " + i, "to", "+393330000400", "account", "kpnqwest");
        }
        await().atMost(RunningGateway.LIMIT)
                .untilAsserted(() -> assertThat(deadIds("kpnqwest")).hasSize(3));
        List<String> ids = deadIds("kpnqwest");

        assertThat(command("dead", "show", ids.get(0), "--reveal", "--why", "test")
                        .out())
                .contains("+393330000400", "refused");
        assertThat(command("dead", "redrive", "--all", "--yes", "--account", "kpnqwest", "--to-account", "tim-consip")
                        .out())
                .contains("3 redriven");

        await().atMost(RunningGateway.LIMIT)
                .untilAsserted(() -> assertThat(deadIds("tim-consip")).containsExactlyInAnyOrderElementsOf(ids));
        assertThat(command("dead", "discard", ids.get(0), "--why", "wrong number")
                        .out())
                .startsWith(ids.get(0) + " discarded");
        assertThat(deadIds("tim-consip")).hasSize(2).doesNotContain(ids.get(0));
    }

    @Test
    void actsOnDeadLettersThatTheBrokerDoesNotShow() throws Exception {
        OperationClient client = new OperationClient((method, path) -> gateway.request(Addresses.HTTP, method, path));
        try (Session session = gateway.transactedSession();
                MessageProducer producer = session.createProducer(session.createQueue("sms.outbound"))) {
            for (int i = 0; i < 1500; i++) {
                TextMessage message = session.createTextMessage("behind " + i);
                message.setStringProperty("to", "+393330000001");
                message.setStringProperty("account", "no-such");
                producer.send(message);
            }
            session.commit();
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> client.get("/v1/dead-letters?group=reason")
                                .path("total")
                                .asInt()
                        == 1500);
        List<String> newest = client.dead("?limit=100");

        JsonNode done = client.run(
                "{\"kind\":\"redrive\",\"toAccount\":\"messagenet\",\"ids\":" + OperationClient.json(newest) + "}");

        assertThat(done.path("outcomes").toString()).isEqualTo("{\"DONE\":100}");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> gateway.providers().received().stream()
                                .filter(received -> received.text().startsWith("behind "))
                                .count()
                        == 100);
        assertThat(gateway.providers().counts().twice()).isZero();
        assertThat(client.dead("?limit=1000")).hasSize(1000).doesNotContainAnyElementsOf(newest);
        JsonNode rest = client.run("{\"kind\":\"discard\",\"filter\":{\"account\":\"no-such\"},\"why\":\"test\"}");
        assertThat(rest.path("outcomes").toString()).isEqualTo("{\"DONE\":1400}");
        assertThat(gateway.browse("sms.dead-letter")).isEmpty();
    }

    @Test
    void parksAnUnusableAccountKeepsItsMessagesAndSendsTheMostUrgentFirst() throws Exception {
        gateway.providers().changePassword("messagenet", "another");
        try (MessageConsumer outcomes = gateway.outcomes()) {
            gateway.enqueue("waits 0", "to", "+393330000001", "priority", "bulk");
            assertThat(RunningGateway.nextJson(outcomes).path("outcome").asText())
                    .isEqualTo("ACCOUNT_UNUSABLE");
        }
        for (int i = 1; i < 40; i++) {
            gateway.enqueue("waits " + i, "to", "+393330000001", "priority", "bulk");
        }
        gateway.enqueue("urgent", "to", "+393330000001", "priority", "high");
        await().atMost(RunningGateway.LIMIT).untilAsserted(() -> {
            assertThat(gateway.browse("sms.account.messagenet")).hasSize(40);
            assertThat(gateway.browse("sms.urgent.messagenet")).hasSize(1);
        });
        int before = gateway.providers().received().size();

        gateway.providers().changePassword("messagenet", "demo-password");
        assertThat(command("accounts", "unpark", "messagenet").code()).isZero();

        await().atMost(RunningGateway.LIMIT)
                .untilAsserted(
                        () -> assertThat(gateway.providers().received()).hasSizeGreaterThanOrEqualTo(before + 41));
        List<String> sent = gateway.providers().received().stream()
                .skip(before)
                .map(Received::text)
                .toList();
        assertThat(sent.indexOf("urgent")).isBetween(0, 4);
        assertThat(sent).doesNotHaveDuplicates().hasSize(41);
    }

    @Test
    void asksWhereWhatWaitsForAnAccountGoesThatIsRenamedOrRemoved() {
        assertThat(command("accounts", "pause", "tim-easyapi", "--why", "test").code())
                .isZero();
        post("renamed", "tim-easyapi", "normal");
        post("renamed, urgent", "tim-easyapi", "high");

        assertThat(command("accounts", "set", "tim-easyapi", "--rename", "easy").err())
                .contains("2 messages wait for account 'tim-easyapi'", "--move-to");
        assertThat(command("accounts", "set", "tim-easyapi", "--rename", "easy", "--move-to", "easy")
                        .out())
                .contains("Account 'easy' is changed");
        await().during(Duration.ofSeconds(2)).until(() -> gateway.providers().received().stream()
                .noneMatch(one -> one.text().startsWith("renamed")));
        assertThat(command("accounts", "resume", "easy").code()).isZero();
        awaitReceived("renamed");
        awaitReceived("renamed, urgent");

        assertThat(command("accounts", "pause", "easy", "--why", "test").code()).isZero();
        post("removed", "easy", "normal");
        assertThat(command("accounts", "remove", "easy").err()).contains("1 messages wait for account 'easy'");
        assertThat(command("accounts", "remove", "easy", "--move-to", "kpnqwest")
                        .code())
                .isZero();
        awaitReceived("removed");
    }

    private void post(String text, String account, String priority) {
        assertThat(gateway.request(Addresses.HTTP, "POST", "/v1/messages")
                        .body("{\"to\": \"+393330000001\", \"text\": \"%s\", \"account\": \"%s\", \"priority\": \"%s\"}"
                                .formatted(text, account, priority)
                                .getBytes(StandardCharsets.UTF_8))
                        .send()
                        .status())
                .isEqualTo(202);
    }

    @Test
    void waitsUntilTheInstantThatTheSenderAskedFor() throws Exception {
        Instant sendAt = Instant.now().plusSeconds(3);
        gateway.enqueue("later", "to", "+393330000001", "sendAt", sendAt.toString());

        awaitReceived("later");

        assertThat(Instant.now()).isAfter(sendAt);
    }

    @Test
    void takesInWhatTheBrokerGaveUp() throws Exception {
        Message letter = onItsWay();
        copyTo("sms.account.off", letter);
        giveUp("sms.account.off");

        Message taken = gateway.deadLetter();

        assertThat(taken.getStringProperty("reason")).isEqualTo("UNKNOWN");
        assertThat(taken.getStringProperty("detail"))
                .startsWith("The broker gave it up")
                .endsWith(" and put it into its queue " + deadLetterQueue() + ": a provider may have it");
        assertThat(taken.getStringProperty("perhapsSent")).isEqualTo("true");
        assertThat(taken.getStringProperty("messageId")).isEqualTo(letter.getStringProperty("messageId"));
        assertThat(taken.getStringProperty("recipient")).isEqualTo("+393330000001");
        assertThat(taken.getBody(String.class)).isEqualTo(letter.getBody(String.class));
        assertThat(gateway.browse(deadLetterQueue())).isEmpty();
    }

    @Test
    void makesADeadLetterOfWhatSomebodyForged() throws Exception {
        Message letter = onItsWay();
        int sent = gateway.providers().received().size();
        for (String queue : List.of("sms.account.messagenet", "sms.retry.1s", "sms.redrive", deadLetterQueue())) {
            copyTo(queue, letter, new Seal("another key than the gateway's"));

            Message forged = gateway.deadLetter();

            assertThat(forged.getStringProperty("reason")).isEqualTo("MALFORMED");
            assertThat(forged.getStringProperty("detail")).contains("with another key", "staffetta.broker.key");
            assertThat(forged.getStringProperty("messageId")).isNotEqualTo(letter.getStringProperty("messageId"));
            assertThat(forged.getBody(String.class)).isEqualTo(letter.getBody(String.class));
        }
        assertThat(gateway.providers().received()).hasSize(sent);
    }

    @Test
    void sendsWhatWaitsFromBeforeThereWereSeals() throws Exception {
        gateway.stop();
        Files.delete(gateway.home().resolve("data/external-broker-sealed"));
        try (Connection connection = broker.connect();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            SealIT.put(
                    session,
                    "sms.account.messagenet",
                    "waits at its account",
                    SealIT.properties("01JDC5Z8K3V4M0W6Y1B2C3D4E6"));
            Map<String, Object> waiting = SealIT.properties("01JDC5Z8K3V4M0W6Y1B2C3D4E7");
            waiting.putAll(Map.of("dueAt", Instant.now().toString(), "hop", "1", "attempts", "1"));
            SealIT.put(session, "sms.retry.1s", "waits for a retry", waiting);
        }

        gateway.start();

        awaitReceived("waits at its account");
        awaitReceived("waits for a retry");
        assertThat(gateway.browse("sms.dead-letter")).isEmpty();
    }

    @Test
    void leavesWhatIsNotOursOnAQueueThatOthersUse() throws Exception {
        Message first = onItsWay();
        Message second = onItsWay();
        copyTo(sharedDeadLetterQueue(), first);
        try (MessageProducer producer =
                gateway.session().createProducer(gateway.session().createQueue(sharedDeadLetterQueue()))) {
            producer.send(gateway.session().createTextMessage("not ours"));
        }
        copyTo(sharedDeadLetterQueue(), second);

        assertThat(gateway.deadLetter().getStringProperty("detail")).contains(sharedDeadLetterQueue());
        assertThat(gateway.deadLetter().getStringProperty("detail")).contains(sharedDeadLetterQueue());
        assertThat(gateway.browse(sharedDeadLetterQueue())).hasSize(1);
        assertThat(gateway.receive(gateway.session().createQueue(sharedDeadLetterQueue()))
                        .getBody(String.class))
                .isEqualTo("not ours");
    }

    @Test
    void makesADeadLetterOfWhatExpiresOnTheBroker() throws Exception {
        try (MessageProducer producer =
                gateway.session().createProducer(gateway.session().createQueue("sms.expiring"))) {
            producer.send(
                    gateway.session().createTextMessage("{\"to\": \"+393330000001\"}"),
                    DeliveryMode.PERSISTENT,
                    Message.DEFAULT_PRIORITY,
                    50);
        }
        try (MessageConsumer nobody =
                gateway.session().createConsumer(gateway.session().createQueue("sms.expiring"))) {
            await().pollDelay(Duration.ofMillis(200)).until(() -> nobody.receiveNoWait() == null);
        }

        Message dead = gateway.deadLetter();

        assertThat(dead.getStringProperty("reason")).isEqualTo("EXPIRED");
        assertThat(dead.getStringProperty("detail")).startsWith("The broker let it expire");
        assertThat(dead.getStringProperty("perhapsSent")).isNull();
        assertThat(dead.getBody(String.class)).isEqualTo("{\"to\": \"+393330000001\"}");
    }

    @Test
    void listsWhatAStrangerPutsIntoTheDeadLetterQueueWithinAMinute(@TempDir Path folder) throws Exception {
        HandSetClock clock = new HandSetClock(Instant.now());
        DeadLetterQueue queue = new DeadLetterQueue(
                BrokerConnections.factory(broker.url(), ExternalBroker.CREDENTIALS), new Seal(ExternalBroker.KEY));
        try (Ledger ledger = new Ledger(
                        LedgerStore.embedded(folder), "another", Duration.ofDays(7), Duration.ofMinutes(1), clock);
                LetterIndex index =
                        new LetterIndex(queue, new ListedLetters(ledger), Optional.empty(), () -> true, clock)) {
            ListedLetters letters = new ListedLetters(ledger);
            strangersLetter("before");
            index.start();
            await().atMost(RunningGateway.LIMIT).until(() -> letters.count(OperationFilter.ALL) == 1);

            strangersLetter("after");
            clock.advance(Duration.ofMinutes(1));

            await().atMost(RunningGateway.LIMIT).until(() -> letters.count(OperationFilter.ALL) == 2);
            assertThat(letters.list(OperationFilter.ALL, "", 9).orElseThrow())
                    .allSatisfy(letter ->
                            assertThat(letter.letter().facts().isOurs()).isFalse());
        }
        assertThat(List.of(
                        gateway.deadLetter().getBody(String.class),
                        gateway.deadLetter().getBody(String.class)))
                .containsExactlyInAnyOrder("before", "after");
    }

    private void strangersLetter(String text) throws JMSException {
        try (Connection connection = broker.connect();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                MessageProducer producer = session.createProducer(session.createQueue("sms.dead-letter"))) {
            producer.send(session.createTextMessage(text));
        }
    }

    @Test
    void speaksTls() throws Exception {
        try (RunningGateway secured = RunningGateway.withAccounts(ACCOUNTS)
                .on(broker)
                .with("staffetta.broker.url", "failover:(ssl://127.0.0.1:" + broker.tlsPort() + ")?timeout=5000")
                .with(
                        "staffetta.broker.trust-store",
                        TestCertificate.trustStore().toString())
                .with("staffetta.broker.trust-store-password", TestCertificate.PASSWORD)
                .start()) {
            Commands.Result sent = Commands.run(Stream.concat(
                            Stream.of("send", "--to", "+393330000001", "--text", "over TLS", "--wait=20"),
                            secured.commandLine().stream())
                    .toArray(String[]::new));

            assertThat(sent.err()).isEmpty();
            assertThat(sent.out()).contains("accepted by account messagenet");
        }
    }

    @Test
    void namesTheSettingsOfACertificateThatIsNotToBeBelieved() {
        assertThatStartFails("staffetta.broker.url", "ssl://127.0.0.1:" + broker.tlsPort())
                .contains(
                        "The broker at ssl://127.0.0.1:" + broker.tlsPort(),
                        "certificate",
                        "staffetta.broker.trust-store");
        assertThatStartFails("staffetta.broker.trust-store", "no-such.p12")
                .contains("Setting staffetta.broker.trust-store names ", "config/no-such.p12");
    }

    @Test
    void namesTheSettingsOfAWrongPassword() {
        for (String url : List.of(broker.url(), "failover:(" + broker.url() + ")")) {
            RunningGateway wrong = RunningGateway.withAccounts(ACCOUNTS)
                    .on(broker)
                    .with("staffetta.broker.url", url)
                    .with("staffetta.broker.password", "secret-but-wrong");
            try (wrong) {
                assertThatThrownBy(wrong::start)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("The broker at " + url
                                + " refuses user 'staffetta': see staffetta.broker.user and staffetta.broker.password");
            }
            Commands.Result listed = Commands.run(Stream.concat(
                            Stream.of("send", "--to", "+393330000001", "--text", "Ciao"), wrong.commandLine().stream())
                    .toArray(String[]::new));
            assertThat(listed.err()).contains("refuses user 'staffetta'").doesNotContain("secret-but-wrong");
        }
    }

    private AbstractStringAssert<?> assertThatStartFails(String key, String value) {
        try (RunningGateway wrong =
                RunningGateway.withAccounts(ACCOUNTS).on(broker).with(key, value)) {
            return assertThat(catchThrowableOfType(IllegalArgumentException.class, wrong::start))
                    .isNotNull()
                    .message();
        }
    }

    /** Where the broker puts what it gives up of the gateway's queues. */
    abstract String deadLetterQueue();

    /** Where the broker puts what it gives up of others. */
    abstract String sharedDeadLetterQueue();

    /** A message as it lies on the queue of its account, which is switched off. */
    private Message onItsWay() throws JMSException {
        gateway.enqueue("{\"to\": \"+393330000001\", \"text\": \"poison\", \"account\": \"off\"}");
        return gateway.deadLetter();
    }

    /** As the gateway had it on the queue of an account. */
    private void copyTo(String queue, Message letter) throws JMSException {
        copyTo(queue, letter, gateway.seal());
    }

    private void copyTo(String queue, Message letter, Seal seal) throws JMSException {
        TextMessage copy = gateway.session().createTextMessage(letter.getBody(String.class));
        Map<String, String> properties = new HashMap<>();
        for (String name : List.of("messageId", "recipient", "account", "requestedAccount", "deadline", "source")) {
            properties.put(name, letter.getStringProperty(name));
            copy.setStringProperty(name, letter.getStringProperty(name));
        }
        copy.setStringProperty("seal", seal.of("sms.account.off", properties, copy.getText()));
        try (MessageProducer producer =
                gateway.session().createProducer(gateway.session().createQueue(queue))) {
            producer.send(copy);
        }
    }

    /** Takes a message of a queue and fails on it, as a client with the usual limit of redeliveries. */
    private void giveUp(String queue) throws JMSException {
        var factory = BrokerConnections.factory(broker.url(), ExternalBroker.CREDENTIALS);
        factory.getRedeliveryPolicy().setMaximumRedeliveries(0);
        try (var connection = factory.createConnection();
                var session = connection.createSession(true, jakarta.jms.Session.SESSION_TRANSACTED);
                MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
            connection.start();
            assertThat(consumer.receive(RunningGateway.LIMIT.toMillis())).isNotNull();
            session.rollback();
            assertThat(consumer.receive(1000)).isNull();
        }
    }

    private RawHttp.Answer post(String text) {
        return gateway.request(Addresses.HTTP, "POST", "/v1/messages")
                .body(("{\"to\": \"+393330000001\", \"text\": \"" + text + "\"}").getBytes(StandardCharsets.UTF_8))
                .send();
    }

    private List<String> deadIds(String account) throws Exception {
        JsonNode list = new ObjectMapper()
                .readTree(
                        command("dead", "list", "--account", account, "--json").out());
        return list.findValuesAsText("id");
    }

    private Commands.Result command(String... words) {
        return Commands.run(
                Stream.concat(Stream.of(words), gateway.commandLine().stream()).toArray(String[]::new));
    }

    private static int waiting(Session session, String queue) throws JMSException {
        Enumeration<?> messages =
                session.createBrowser(session.createQueue(queue)).getEnumeration();
        return Collections.list(messages).size();
    }

    private void awaitReceived(String text) {
        await().atMost(Duration.ofSeconds(60)).until(() -> gateway.providers().received().stream()
                .map(Received::text)
                .anyMatch(text::equals));
    }
}

package io.staffetta.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.staffetta.config.Addresses;
import io.staffetta.it.support.DemoAccounts;
import io.staffetta.it.support.PostgresDatabase;
import io.staffetta.it.support.RawHttp.Answer;
import io.staffetta.it.support.RunningGateway;
import io.staffetta.message.MessageId;
import io.staffetta.sandbox.wire.Received;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Messages that the ledger itself refuses, here because a rule in the database forbids texts that begin with "poison". */
class RefusedEntryIT {

    private static final String NUMBER = "+393330000001";
    private static final String TEXT = "poison of the well";
    private static final String RULE = "has a value that the ledger does not keep; the gateway's log says why";
    private static final int GOOD = 30;

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger log = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private RunningGateway gateway;

    @BeforeEach
    void listen() {
        lines.start();
        log.addAppender(lines);
    }

    @AfterEach
    void stop() {
        log.detachAppender(lines);
        gateway.close();
    }

    @Test
    void areDeadLettersWithSqlite() throws Exception {
        gateway = RunningGateway.withAccounts(DemoAccounts.YAML).start();
        forbid(
                "jdbc:sqlite:" + gateway.home().resolve("data/ledger.db"),
                "create trigger poison before insert on message when new.text like 'poison%'"
                        + " begin select raise(abort, 'no poison'); end");

        refuses();
    }

    @Test
    void areDeadLettersWithPostgres() throws Exception {
        try (EmbeddedPostgres postgres = PostgresDatabase.builder().start()) {
            String url = postgres.getJdbcUrl("postgres", "postgres");
            gateway = RunningGateway.withAccounts(DemoAccounts.YAML)
                    .with("staffetta.ledger.url", url)
                    .with("staffetta.ledger.user", "postgres")
                    .start();
            forbid(
                    url + "&user=postgres",
                    "alter table message add constraint no_poison check (text is null or text not like 'poison%')");

            refuses();
        }
    }

    private static void forbid(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private void refuses() throws Exception {
        isOneDeadLetterOfItsBatch();
        isRefusedOverHttp();
        isNotSubmittedFromItsQueue();

        // Nothing loops, and nobody is told of the message more than is right.
        assertThat(gateway.browse("sms.outbound")).isEmpty();
        assertThat(received()).doesNotContain(TEXT);
        List<String> told = lines.list.stream()
                .map(line -> line.getFormattedMessage() + " " + line.getKeyValuePairs() + " " + causes(line))
                .toList();
        assertThat(told.stream().filter(line -> line.contains("The ledger refuses an entry: ")))
                .hasSize(4);
        assertThat(told).noneMatch(line -> line.contains(TEXT) || line.contains(NUMBER.substring(3)));
        assertThat(told).noneMatch(line -> line.contains("The ledger cannot be written"));
    }

    private void isOneDeadLetterOfItsBatch() throws JMSException {
        List<String> texts = new ArrayList<>();
        try (Session session = gateway.transactedSession()) {
            MessageProducer producer = session.createProducer(session.createQueue("sms.outbound"));
            for (int i = 0; i < GOOD; i++) {
                String text = i == GOOD / 2 ? TEXT : "good no. " + i;
                producer.send(session.createTextMessage(json(text)));
                texts.add(text);
            }
            session.commit();
        }

        Message dead = gateway.deadLetter();

        assertThat(dead.getBody(String.class)).isEqualTo(json(TEXT));
        assertThat(dead.getStringProperty("reason")).isEqualTo("MALFORMED");
        assertThat(dead.getStringProperty("detail")).isEqualTo("Message " + RULE);
        texts.remove(TEXT);
        await().atMost(RunningGateway.LIMIT).until(() -> received().size() >= texts.size());
        assertThat(received()).containsExactlyInAnyOrderElementsOf(texts);
    }

    private void isRefusedOverHttp() {
        Answer answer = post("/v1/messages", json(TEXT));
        Answer call = post(
                "/tvox/webapi",
                "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"sendSms\", \"params\": [\"%s\", \"%s\"]}"
                        .formatted(NUMBER, TEXT));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("detail").asText()).isEqualTo("Message " + RULE);
        assertThat(answer.body()).doesNotContain(TEXT, NUMBER);
        assertThat(call.json().at("/error/code").asInt()).isEqualTo(-32602);
        assertThat(call.json().at("/error/message").asText()).isEqualTo("The parameters " + RULE);
        assertThat(post("/v1/messages", json("good after all")).status()).isEqualTo(202);
    }

    /** A copy of which the ledger knows nothing, as after a crash without its last backup. */
    private void isNotSubmittedFromItsQueue() throws JMSException {
        TextMessage copy = gateway.session().createTextMessage(json(TEXT));
        copy.setStringProperty("messageId", MessageId.next());
        copy.setStringProperty("recipient", NUMBER);
        copy.setStringProperty("account", "messagenet");
        copy.setStringProperty("requestedAccount", "");
        copy.setStringProperty("source", "http");
        copy.setStringProperty("priority", "normal");
        copy.setStringProperty("deadline", "2099-01-01T00:00:00Z");
        copy.setStringProperty("sendAt", "1970-01-01T00:00:00Z");
        gateway.session()
                .createProducer(gateway.session().createQueue("sms.account.messagenet"))
                .send(gateway.sealed(copy, "sms.account.messagenet"));

        assertThat(gateway.deadLetter().getStringProperty("reason")).isEqualTo("MALFORMED");
    }

    private static String json(String text) {
        return "{\"to\": \"%s\", \"text\": \"%s\", \"account\": \"messagenet\"}".formatted(NUMBER, text);
    }

    private Answer post(String path, String json) {
        return gateway.request(Addresses.HTTP, "POST", path)
                .body(json.getBytes(StandardCharsets.UTF_8))
                .send();
    }

    private List<String> received() {
        return gateway.providers().received().stream().map(Received::text).collect(Collectors.toList());
    }

    private static String causes(ILoggingEvent line) {
        StringBuilder causes = new StringBuilder();
        for (var cause = line.getThrowableProxy(); cause != null; cause = cause.getCause()) {
            causes.append(cause.getMessage()).append(' ');
        }
        return causes.toString();
    }
}

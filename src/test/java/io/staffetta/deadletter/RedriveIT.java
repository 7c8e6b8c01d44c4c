package io.staffetta.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.delivery.Reason;
import io.staffetta.message.DeliveryHeaders;
import io.staffetta.message.Envelope;
import io.staffetta.message.MessageId;
import io.staffetta.message.SmsMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Redrives over the embedded broker, and what the gateway would read of them. */
class RedriveIT {

    private static final Redrive.Terms AS_ASKED = new Redrive.Terms("", null, 0);
    private static final String JSON =
            "{\"to\": \"333 0000001\",  \"text\": \"perché\", \"account\": \"main\", \"priority\": \"high\"}";

    private final List<String> told = new ArrayList<>();
    private TestBroker broker;

    @BeforeEach
    void start() throws JMSException {
        broker = new TestBroker();
    }

    @AfterEach
    void stop() throws JMSException {
        broker.close();
    }

    @Test
    void sendsJsonAgainAsItWas() throws JMSException {
        String id = broker.die(JSON, Map.of(), Reason.REFUSED, "main").get(0);

        Removal removal = redrive(AS_ASKED, id);

        assertThat(removal.done()).containsExactly(new Removal.Item(id, "REFUSED", "main", 1));
        assertThat(told).containsExactly(id);
        assertThat(broker.dead()).isEmpty();
        Message message = broker.outbound();
        assertThat(TestBroker.body(message)).isEqualTo(JSON);
        assertThat(message.getJMSPriority()).isEqualTo(8);
        assertThat(message.getStringProperty(DeliveryHeaders.REASON)).isNull();
        assertThat(message.getStringProperty(DeliveryHeaders.ATTEMPTS)).isNull();
        assertThat(message.getStringProperty(DeliveryHeaders.DEAD_SINCE)).isNull();
        assertThat(only(message).id()).isEqualTo(id);
        assertThat(only(message).account()).isEqualTo("main");
        assertThat(only(message).source()).isEqualTo("http");
    }

    @Test
    void sendsBytesAgainAsTheyWere() throws JMSException {
        byte[] body = ("\ufeff" + JSON).getBytes(StandardCharsets.UTF_8);
        String id = broker.die(body, Map.of(), Reason.REFUSED, "main").get(0);

        redrive(AS_ASKED, id);

        Message message = broker.outbound();
        assertThat((byte[]) TestBroker.body(message)).isEqualTo(body);
        assertThat(only(message).text()).isEqualTo("perché");
    }

    @Test
    void sendsAPlainTextAgainWithWhatItsSenderAskedFor() throws JMSException {
        Map<String, Object> fields =
                Map.of("to", "333 0000001", "reference", "r1", "priority", "bulk", "sender", "ACME");
        String id =
                broker.die("ciao\n", fields, Reason.REFUSED, "chosen-by-rule").get(0);

        redrive(AS_ASKED, id);

        Message message = broker.outbound();
        assertThat(message.getJMSPriority()).isEqualTo(1);
        SmsMessage again = only(message);
        assertThat(List.of(again.id(), again.to(), again.text(), again.account(), again.reference(), again.sender()))
                .containsExactly(id, "+393330000001", "ciao", "", "r1", "ACME");
    }

    @Test
    void sendsAMessageToManyOnlyToTheOneThatDied() throws JMSException {
        String json = "{\"to\": [\"333 0000001\", \"333 0000002\", \"333 0000003\"], \"text\": \"ciao\"}";
        List<String> ids = broker.die(json, Map.of(), Reason.REFUSED, "main");

        redrive(AS_ASKED, ids.get(1));

        assertThat(only(broker.outbound()).to()).isEqualTo("+393330000002");
        assertThat(broker.dead()).containsExactly(ids.get(0), ids.get(2));
    }

    @Test
    void sendsWithAnotherAccountWhateverTheBodySays() throws JMSException {
        String json = broker.die(JSON, Map.of(), Reason.REFUSED, "main").get(0);
        String text = broker.die("ciao", Map.of("to", "333 0000001", "account", "main"), Reason.REFUSED, "main")
                .get(0);

        redrive(new Redrive.Terms("other", null, 0), json, text);

        // One is urgent, and on a queue of its own: either may come first.
        List<Message> messages = List.of(broker.outbound(), broker.outbound());
        assertThat(messages).extracting(message -> only(message).id()).containsExactlyInAnyOrder(json, text);
        for (Message message : messages) {
            assertThat(only(message).account()).isEqualTo("other");
            assertThat(message.getStringProperty(Envelope.REQUESTED_ACCOUNT)).isEqualTo("main");
        }
    }

    @Test
    void leavesWhatWouldExpireUnlessItGetsANewDeadline() throws JMSException {
        String id = broker.die(
                        JSON, Map.of(), Reason.EXPIRED, "main", Instant.now().minusSeconds(1))
                .get(0);

        Removal removal = redrive(AS_ASKED, id);

        assertThat(removal.done()).isEmpty();
        assertThat(removal.expired()).extracting(Removal.Item::id).containsExactly(id);
        assertThat(broker.dead()).containsExactly(id);
        assertThat(redrive(new Redrive.Terms("", Duration.ofHours(2), 0), id).done())
                .hasSize(1);
        assertThat(Instant.parse(broker.outbound().getStringProperty(Envelope.DEADLINE)))
                .isBetween(Instant.now().plusSeconds(7000), Instant.now().plusSeconds(7200));
    }

    @Test
    void leavesWhatAProviderMayHaveUnlessItIsAskedFor() throws JMSException {
        String unknown = broker.die(JSON, Map.of(), Reason.UNKNOWN, "main").get(0);
        String refused = broker.die(JSON, Map.of(), Reason.REFUSED, "main").get(0);

        Removal removal = redrive(AS_ASKED);

        assertThat(removal.done()).extracting(Removal.Item::id).containsExactly(refused);
        assertThat(removal.unknown()).extracting(Removal.Item::id).containsExactly(unknown);
        DeadLetterFilter asked = new DeadLetterFilter(Set.of(), Reason.UNKNOWN, "");
        assertThat(redrive(AS_ASKED, asked).done()).hasSize(1);
        assertThat(broker.dead()).isEmpty();
    }

    @Test
    void sendsAMessageOnceOfWhichThereAreCopies() throws JMSException {
        String id = broker.die(JSON, Map.of("messageId", MessageId.next()), Reason.REFUSED, "main")
                .get(0);
        broker.die(JSON, Map.of("messageId", id), Reason.REFUSED, "main");

        redrive(AS_ASKED);

        assertThat(broker.dead()).isEmpty();
        assertThat(broker.outboundCount()).isEqualTo(1);
    }

    @Test
    void leavesWhatIsNotFromTheGateway() throws JMSException {
        Message foreign = broker.message(JSON);
        broker.send(foreign, DeadLetterQueue.NAME);

        Removal removal = redrive(AS_ASKED, foreign.getJMSMessageID());

        assertThat(removal.done()).isEmpty();
        assertThat(removal.unsealed()).extracting(Removal.Item::id).containsExactly(foreign.getJMSMessageID());
        assertThat(broker.outboundCount()).isZero();
        assertThat(broker.dead()).containsExactly(foreign.getJMSMessageID());
    }

    @Test
    void doesNotChaseWhatDiesMeanwhile() throws JMSException {
        broker.die(JSON, Map.of(), Reason.REFUSED, "main");

        Removal removal = new Redrive(broker.queue(), AS_ASKED, new Author("test", "why"), Clock.systemUTC())
                .run(DeadLetterFilter.ALL, item -> dieAgain());

        assertThat(removal.done()).hasSize(1);
        assertThat(broker.dead()).hasSize(1);
    }

    @Test
    void findsNoMessageByAnIdThatWouldSelectAll() throws JMSException {
        broker.die(JSON, Map.of(), Reason.REFUSED, "main");

        Removal removal = redrive(AS_ASKED, "x') OR ('1'='1", "NOSUCH");

        assertThat(removal.notFound()).containsExactly("x') OR ('1'='1", "NOSUCH");
        assertThat(broker.dead()).hasSize(1);
    }

    @Test
    void saysWhatItWouldDo() throws JMSException {
        broker.die(JSON, Map.of(), Reason.REFUSED, "main");
        broker.die(JSON, Map.of(), Reason.REFUSED, "main");
        broker.die(JSON, Map.of(), Reason.EXHAUSTED, "other");

        Removal removal = new Redrive(broker.queue(), AS_ASKED, new Author("test", "why"), Clock.systemUTC())
                .preview(DeadLetterFilter.ALL);

        assertThat(Removal.counts(removal.done()))
                .isEqualTo(Map.of("REFUSED", Map.of("main", 2), "EXHAUSTED", Map.of("other", 1)));
        assertThat(broker.dead()).hasSize(3);
    }

    @Test
    void findsItsOwnAmongThousands() throws JMSException {
        for (int i = 0; i < 5000; i++) {
            Reason reason = i % 10 == 0 ? Reason.EXHAUSTED : Reason.REFUSED;
            broker.die(JSON, Map.of(), reason, i % 2 == 0 ? "main" : "other");
        }
        String last = broker.die(JSON, Map.of(), Reason.MALFORMED, "main").get(0);

        assertThat(broker.queue().find(last)).isPresent();
        assertThat(redrive(AS_ASKED, last).done()).hasSize(1);
        assertThat(redrive(AS_ASKED, new DeadLetterFilter(Set.of(), Reason.EXHAUSTED, "main"))
                        .done())
                .hasSize(500);
        assertThat(redrive(AS_ASKED, new DeadLetterFilter(Set.of(), null, "other"))
                        .done())
                .hasSize(2500);
        assertThat(broker.dead()).hasSize(2000);
        assertThat(broker.outboundCount()).isGreaterThanOrEqualTo(200);
    }

    private void dieAgain() {
        try {
            broker.die(JSON, Map.of(), Reason.REFUSED, "main");
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    private Removal redrive(Redrive.Terms terms, String... ids) throws JMSException {
        return redrive(terms, DeadLetterFilter.ofIds(List.of(ids)));
    }

    private Removal redrive(Redrive.Terms terms, DeadLetterFilter filter) throws JMSException {
        return new Redrive(broker.queue(), terms, new Author("test", "why"), Clock.systemUTC())
                .run(filter, item -> told.add(item.id()));
    }

    private static SmsMessage only(Message message) throws JMSException {
        List<SmsMessage> messages = TestBroker.read(message);
        assertThat(messages).hasSize(1);
        return messages.get(0);
    }
}

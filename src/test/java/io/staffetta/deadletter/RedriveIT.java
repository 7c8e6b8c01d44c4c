package io.staffetta.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.delivery.EventOutcome;
import io.staffetta.delivery.Reason;
import io.staffetta.ledger.operation.ItemOutcome;
import io.staffetta.message.MessageHeaders;
import io.staffetta.message.MessageId;
import io.staffetta.message.SmsMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Redrives over the embedded broker, and what the gateway would read of them. */
class RedriveIT {

    private static final String JSON =
            "{\"to\": \"333 0000001\",  \"text\": \"perché\", \"account\": \"main\", \"priority\": \"high\"}";

    private DeadLetterBroker broker;

    @BeforeEach
    void start() throws JMSException {
        broker = new DeadLetterBroker();
    }

    @AfterEach
    void stop() throws JMSException {
        broker.close();
    }

    @Test
    void sendsJsonAgainAsItWas() throws JMSException {
        String id = broker.die(JSON, Map.of(), Reason.REFUSED, "main").get(0);

        assertThat(redrive(asAsked(), id)).isEqualTo(Map.of(id, ItemOutcome.DONE));

        assertThat(broker.dead()).isEmpty();
        Message message = broker.outbound();
        assertThat(DeadLetterBroker.body(message)).isEqualTo(JSON);
        assertThat(message.getJMSPriority()).isEqualTo(8);
        assertThat(message.getStringProperty(MessageHeaders.REASON)).isNull();
        assertThat(message.getStringProperty(MessageHeaders.ATTEMPTS)).isNull();
        assertThat(message.getStringProperty(MessageHeaders.DEAD_SINCE)).isNull();
        assertThat(only(message).id()).isEqualTo(id);
        assertThat(only(message).account()).isEqualTo("main");
        assertThat(only(message).source()).isEqualTo("http");
    }

    @Test
    void sendsBytesAgainAsTheyWere() throws JMSException {
        byte[] body = ("\ufeff" + JSON).getBytes(StandardCharsets.UTF_8);
        String id = broker.die(body, Map.of(), Reason.REFUSED, "main").get(0);

        redrive(asAsked(), id);

        Message message = broker.outbound();
        assertThat((byte[]) DeadLetterBroker.body(message)).isEqualTo(body);
        assertThat(only(message).text()).isEqualTo("perché");
    }

    @Test
    void sendsAPlainTextAgainWithWhatItsSenderAskedFor() throws JMSException {
        Map<String, Object> fields =
                Map.of("to", "333 0000001", "reference", "r1", "priority", "bulk", "sender", "ACME");
        String id =
                broker.die("ciao\n", fields, Reason.REFUSED, "chosen-by-rule").get(0);

        redrive(asAsked(), id);

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

        redrive(asAsked(), ids.get(1));

        assertThat(only(broker.outbound()).to()).isEqualTo("+393330000002");
        assertThat(broker.dead()).containsExactlyInAnyOrder(ids.get(0), ids.get(2));
    }

    @Test
    void sendsWithAnotherAccountWhateverTheBodySays() throws JMSException {
        String json = broker.die(JSON, Map.of(), Reason.REFUSED, "main").get(0);
        String text = broker.die("ciao", Map.of("to", "333 0000001", "account", "main"), Reason.REFUSED, "main")
                .get(0);

        redrive(new Redrive(DeadLetterBroker.SEAL, "other", null, Clock.systemUTC()), json, text);

        // One is urgent, and on a queue of its own: either may come first.
        List<Message> messages = List.of(broker.outbound(), broker.outbound());
        assertThat(messages).extracting(message -> only(message).id()).containsExactlyInAnyOrder(json, text);
        for (Message message : messages) {
            assertThat(only(message).account()).isEqualTo("other");
            assertThat(message.getStringProperty(MessageHeaders.REQUESTED_ACCOUNT))
                    .isEqualTo("main");
        }
    }

    @Test
    void leavesWhatWouldExpireUnlessItGetsANewDeadline() throws JMSException {
        String id = broker.die(
                        JSON, Map.of(), Reason.EXPIRED, "main", Instant.now().minusSeconds(1))
                .get(0);

        assertThat(redrive(asAsked(), id)).isEqualTo(Map.of(id, ItemOutcome.EXPIRED));
        assertThat(broker.dead()).containsExactly(id);

        assertThat(redrive(new Redrive(DeadLetterBroker.SEAL, "", Duration.ofHours(2), Clock.systemUTC()), id))
                .isEqualTo(Map.of(id, ItemOutcome.DONE));
        assertThat(Instant.parse(broker.outbound().getStringProperty(MessageHeaders.DEADLINE)))
                .isBetween(Instant.now().plusSeconds(7000), Instant.now().plusSeconds(7200));
    }

    @Test
    void sendsAMessageOnceOfWhichThereAreCopies() throws JMSException {
        String id = broker.die(JSON, Map.of("messageId", MessageId.next()), Reason.REFUSED, "main")
                .get(0);
        broker.die(JSON, Map.of("messageId", id), Reason.REFUSED, "main");
        broker.die(JSON, Map.of(), Reason.REFUSED, "main");

        // Something is wanted that is not there: all of the queue is seen.
        redrive(asAsked(), id, MessageId.next());

        assertThat(broker.dead()).hasSize(1).doesNotContain(id);
        assertThat(broker.outboundCount()).isEqualTo(1);
    }

    @Test
    void leavesALetterThatWasRedrivenMeanwhile() throws JMSException {
        String id = broker.die(JSON, Map.of(), Reason.REFUSED, "main").get(0);

        assertThat(broker.sweep(asAsked(), Map.of(id, 1))).isEmpty();

        assertThat(broker.dead()).containsExactly(id);
        assertThat(broker.outboundCount()).isZero();
    }

    @Test
    void discardsButNeverSendsWhatIsNotFromTheGateway() throws JMSException {
        Message foreign = broker.message(JSON);
        broker.send(foreign, DeadLetterQueue.NAME);
        // It keeps its id when it is put back with another JMSMessageID.
        String id = broker.dead().get(0);
        redrive(asAsked(), MessageId.next());
        assertThat(broker.dead()).containsExactly(id);
        Map<String, Integer> stranger = Map.of(id, StoredDeadLetter.NOT_COUNTED);

        assertThat(broker.sweep(asAsked(), stranger)).isEqualTo(Map.of(id, ItemOutcome.NOT_OURS));
        assertThat(broker.outboundCount()).isZero();

        OutcomeNotice farewell = new OutcomeNotice(EventOutcome.DISCARDED, "a test", Clock.systemUTC());
        assertThat(broker.sweep(farewell, stranger)).isEqualTo(Map.of(id, ItemOutcome.DONE));
        assertThat(broker.dead()).isEmpty();
    }

    @Test
    void takesAForgedLetterForNoneOfTheGateways() throws JMSException {
        String id = broker.die(JSON, Map.of(), Reason.REFUSED, "main").get(0);
        Message forged = broker.message("{\"to\": \"333 0000099\", \"text\": \"forged\"}");
        forged.setStringProperty(MessageHeaders.MESSAGE_ID, id);
        forged.setStringProperty(StoredDeadLetter.STRANGER, id);
        broker.send(forged, DeadLetterQueue.NAME);

        redrive(asAsked(), id, MessageId.next());

        assertThat(broker.outboundCount()).isEqualTo(1);
        assertThat(DeadLetterBroker.body(broker.outbound())).isEqualTo(JSON);
        assertThat(broker.dead()).hasSize(1);
    }

    @Test
    void findsItsOwnAmongThousands() throws JMSException {
        Map<String, Integer> some = new HashMap<>();
        for (int i = 0; i < 5000; i++) {
            String id = broker.die(JSON, Map.of(), Reason.REFUSED, "main").get(0);
            if (i % 10 == 0) {
                some.put(id, 0);
            }
        }
        String last = broker.die(JSON, Map.of(), Reason.MALFORMED, "main").get(0);

        assertThat(broker.queue().find(last)).isPresent();
        assertThat(redrive(asAsked(), last)).hasSize(1);
        assertThat(broker.sweep(asAsked(), some)).hasSize(500);
        assertThat(broker.dead()).hasSize(4500).doesNotHaveDuplicates().doesNotContain(last);
        assertThat(broker.outboundCount()).isGreaterThanOrEqualTo(200);
    }

    private static Redrive asAsked() {
        return new Redrive(DeadLetterBroker.SEAL, "", null, Clock.systemUTC());
    }

    private Map<String, ItemOutcome> redrive(Redrive redrive, String... ids) throws JMSException {
        Map<String, Integer> wanted = new HashMap<>();
        List.of(ids).forEach(id -> wanted.put(id, 0));
        return broker.sweep(redrive, wanted);
    }

    private static SmsMessage only(Message message) throws JMSException {
        List<SmsMessage> messages = DeadLetterBroker.read(message);
        assertThat(messages).hasSize(1);
        return messages.get(0);
    }
}

package io.staffetta.routes;

import static io.staffetta.delivery.DeliverySamples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From sms.outbound to the queues of the accounts: inbound-jms, outbound-router and not-queued. */
class InboundJmsRouteTest {

    private static final String MAIN = "queue:sms.account.main";
    private static final String DEAD = "queue:sms.dead-letter";
    private static final String OUTCOME = "topic:sms.outcome";

    @RegisterExtension
    static final OutboundRoutes routes = new OutboundRoutes();

    private static Exchange message(Object body, Object... headers) {
        Map<String, Object> all = new HashMap<>(Map.of("JMSMessageID", "ID:1", "JMSTimestamp", NOW.toEpochMilli()));
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i].toString(), headers[i + 1]);
        }
        return routes.queues.message("sms.outbound", body, all);
    }

    private static Exchange deliver(Object body, Object... headers) throws Exception {
        return routes.queues.deliver("sms.outbound", List.of(message(body, headers)));
    }

    @Test
    void putsAMessageOnTheQueueOfItsAccount() throws Exception {
        String body = "{\"to\": \"+393330000001\", \"text\": \"Ciao\"}";

        assertThat(deliver(body, "CamelJmsDestinationName", "elsewhere").isFailed())
                .isFalse();

        Message put = routes.queues.onlyOneSentTo(MAIN);
        assertThat(put.getBody()).isEqualTo(body);
        assertThat(put.getHeaders())
                .containsEntry("recipient", "+393330000001")
                .containsEntry("source", "jms")
                .doesNotContainKeys("CamelJmsDestinationName", "JMSMessageID");
        assertThat(routes.queues.sentTo(DEAD)).isEmpty();
        assertThat(routes.queues.sentTo(OUTCOME)).isEmpty();
    }

    @Test
    void takesUrgentMessagesFromAQueueOfTheirOwnLikeTheOthers() throws Exception {
        String body = "{\"to\": \"+393330000001\", \"text\": \"Ciao\", \"priority\": \"high\"}";
        Map<String, Object> headers = Map.of(
                "JMSMessageID",
                "ID:1",
                "JMSTimestamp",
                NOW.toEpochMilli(),
                "JMSReplyTo",
                new ActiveMQQueue("answers"),
                "CamelJmsDestinationName",
                "elsewhere");

        assertThat(routes.queues.deliver("sms.outbound.urgent", body, headers).isFailed())
                .isFalse();

        Message put = routes.queues.onlyOneSentTo("queue:sms.urgent.main");
        assertThat(put.getBody()).isEqualTo(body);
        assertThat(put.getHeaders())
                .containsEntry("source", "jms")
                .containsEntry("JMSReplyTo", new ActiveMQQueue("answers"))
                .containsEntry("JMSCorrelationID", "ID:1")
                .doesNotContainKey("CamelJmsDestinationName");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Ciao", "\"Ciao\"", "'Ciao'", "null", " Ciao ", "${body}", "${header.to}", "a, b", "bean:x"})
    void carriesAPlainTextLetterByLetter(String text) throws Exception {
        assertThat(deliver(text, "to", "+393330000001").isFailed()).isFalse();

        assertThat(routes.queues.onlyOneSentTo(MAIN).getBody()).isEqualTo(text);
        assertThat(routes.queues.sentTo(DEAD)).isEmpty();
    }

    @Test
    void carriesBytesAsTheyAre() throws Exception {
        byte[] body = "{\"to\": \"+393330000001\", \"text\": \"Città\"}".getBytes(StandardCharsets.UTF_8);

        deliver(body);

        assertThat(routes.queues.onlyOneSentTo(MAIN).getBody()).isSameAs(body);
    }

    @Test
    void givesEachMessageOfABatchWhatItWouldGetAlone() throws Exception {
        String known = "{\"to\": \"+393330000001\", \"text\": \"Ciao\", \"reference\": \"r-1\"}";
        deliver(known);
        routes.queues.reset();

        Exchange together = routes.queues.deliver(
                "sms.outbound",
                List.of(
                        message(
                                "{\"to\": [\"+393330000002\", \"+393330000003\"], \"text\": \"Ciao\"}",
                                "JMSMessageID",
                                "ID:2"),
                        message(known, "JMSMessageID", "ID:3", "JMSReplyTo", new ActiveMQQueue("answers")),
                        message(
                                "{\"to\": \"+393330000004\", \"text\": \"Ciao\", \"account\": \"nobody\"}",
                                "JMSMessageID",
                                "ID:4",
                                "JMSReplyTo",
                                new ActiveMQQueue("answers")),
                        message("{\"to\": 7}", "JMSMessageID", "ID:6"),
                        message("{\"to\": \"+393330000005\", \"text\": \"Ciao\"}", "JMSMessageID", "ID:5")));

        assertThat(together.isFailed()).isFalse();
        assertThat(routes.queues.sentTo(MAIN))
                .extracting(message -> message.getHeader("recipient"))
                .as("the first one may not be on its queue: no attempt at it has begun")
                .containsExactly("+393330000002", "+393330000003", "+393330000001", "+393330000005");
        assertThat(routes.queues.sentTo(DEAD))
                .extracting(dead -> dead.getHeader("reason"))
                .containsExactlyInAnyOrder("UNKNOWN_ACCOUNT", "MALFORMED");
        assertThat(routes.queues.sentTo("queue:reply"))
                .extracting(reply -> reply.getHeader("JMSCorrelationID"))
                .containsExactly("ID:3", "ID:4");
        assertThat(routes.queues.sentTo(OUTCOME)).hasSize(3);
    }

    @Test
    void putsWhatCameBeforeOnItsQueueWhereItMayNotBe() throws Exception {
        String body = "{\"to\": \"+393330000001\", \"text\": \"Ciao\", \"reference\": \"r-7\"}";
        routes.queues.breakDown(MAIN);
        assertThat(deliver(body, "JMSMessageID", "ID:1").isFailed()).isTrue();
        routes.queues.reset();

        // Its broker forgot the first one: it was handed on before it was on the disk. The sender sends it again.
        deliver(body, "JMSMessageID", "ID:2");
        deliver(body, "JMSMessageID", "ID:3");

        assertThat(routes.queues.sentTo(MAIN))
                .extracting(message -> message.getHeader("messageId"))
                .hasSize(2)
                .containsOnly(routes.queues.sentTo(MAIN).get(0).getHeader("messageId"));
        assertThat(routes.queues.sentTo(OUTCOME)).hasSize(2);
    }

    @Test
    void putsAMessageForEachRecipient() throws Exception {
        deliver("{\"to\": [\"+393330000001\", \"+393330000002\", \"+393330000003\"], \"text\": \"Ciao\"}");

        assertThat(routes.queues.sentTo(MAIN))
                .extracting(message -> message.getHeader("recipient"))
                .containsExactly("+393330000001", "+393330000002", "+393330000003");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mian", "old"})
    void keepsAMessageThatNoAccountCanTakeAndAnswersItsSender(String account) throws Exception {
        String body = "{\"to\": \"+393330000001\", \"text\": \"Ciao\", \"account\": \"" + account + "\"}";

        assertThat(deliver(body, "JMSReplyTo", new ActiveMQQueue("answers")).isFailed())
                .isFalse();

        String reason = account.equals("old") ? "ACCOUNT_DISABLED" : "UNKNOWN_ACCOUNT";
        assertThat(routes.queues.onlyOneSentTo(DEAD).getBody()).isEqualTo(body);
        assertThat(routes.queues.onlyOneSentTo(DEAD).getHeaders()).containsEntry("reason", reason);
        Message reply = routes.queues.onlyOneSentTo("queue:reply");
        assertThat(new ObjectMapper()
                        .readTree(reply.getBody(String.class))
                        .path("outcome")
                        .asText())
                .isEqualTo(reason);
        assertThat(reply.getHeaders())
                .containsEntry("CamelJmsDestination", new ActiveMQQueue("answers"))
                .containsEntry("JMSCorrelationID", "ID:1");
        assertThat(routes.queues.sentTo(MAIN)).isEmpty();
    }

    @Test
    void keepsWhatCannotBeReadAsItCameWithTheRuleThatItBreaks() throws Exception {
        String body = "{\"to\": \"+393330000001\", \"txt\": \"Ciao\"}";

        assertThat(deliver(body, "JMSReplyTo", new ActiveMQQueue("answers"), "JMSCorrelationID", "c-1")
                        .isFailed())
                .isFalse();

        Message dead = routes.queues.onlyOneSentTo(DEAD);
        assertThat(dead.getBody()).isEqualTo(body);
        assertThat(dead.getHeaders()).containsEntry("reason", "MALFORMED");
        assertThat(dead.getHeader("detail", String.class)).contains("txt").doesNotContain("Exception", "bean");
        assertThat(routes.queues.onlyOneSentTo("queue:reply").getHeaders()).containsEntry("JMSCorrelationID", "c-1");
        assertThat(routes.queues.sentTo(MAIN)).isEmpty();
    }

    @Test
    void makesADeadLetterOfAMessageWhoseReferenceCameBeforeWithAnotherText() throws Exception {
        deliver("{\"to\": \"+393330000001\", \"text\": \"Ciao\", \"reference\": \"r-9\"}");
        Object first = routes.queues.onlyOneSentTo(MAIN).getHeader("messageId");
        routes.queues.reset();
        String body = "{\"to\": \"+393330000001\", \"text\": \"Salve\", \"reference\": \"r-9\"}";

        assertThat(deliver(body, "JMSMessageID", "ID:2", "JMSReplyTo", new ActiveMQQueue("answers"))
                        .isFailed())
                .isFalse();

        Message dead = routes.queues.onlyOneSentTo(DEAD);
        assertThat(dead.getBody()).isEqualTo(body);
        assertThat(dead.getHeaders())
                .containsEntry("reason", "REFERENCE_CONFLICT")
                .containsEntry("recipient", "+393330000001");
        assertThat(dead.getHeader("detail", String.class)).contains(first.toString());
        assertThat(routes.queues.onlyOneSentTo("queue:reply").getBody(String.class))
                .contains("REFERENCE_CONFLICT", first.toString());
        assertThat(routes.queues.sentTo(MAIN)).isEmpty();
    }

    @Test
    void failsWhenTheQueueOfAnAccountCannotBeReachedSoThatTheBatchIsRolledBack() throws Exception {
        routes.queues.breakDown(MAIN);

        assertThat(deliver("{\"to\": \"+393330000001\", \"text\": \"Ciao\"}").isFailed())
                .isTrue();
        assertThat(routes.queues.sentTo(DEAD)).isEmpty();
    }

    @Test
    void failsWhenADeadLetterCannotBeKept() throws Exception {
        routes.queues.breakDown(DEAD);

        assertThat(deliver("{}").isFailed()).isTrue();
    }
}

package io.staffetta.deadletter;

import static io.staffetta.delivery.DeliverySamples.CLOCK;
import static io.staffetta.delivery.DeliverySamples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.delivery.DeliverySamples;
import io.staffetta.delivery.EventOutcome;
import io.staffetta.delivery.outcome.OutcomeEvents;
import io.staffetta.message.MessageId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BrokerDeadLettersTest {

    private final BrokerDeadLetters letters = new BrokerDeadLetters(new OutcomeEvents(CLOCK), CLOCK);

    private DeadLetter of(Map<String, Object> headers) {
        return of(headers, "DLQ");
    }

    private DeadLetter of(Map<String, Object> headers, String queue) {
        return letters.of("body", headers, queue, null);
    }

    private static Map<String, Object> taken(Object... more) {
        Map<String, Object> headers = new HashMap<>(DeliverySamples.headers(DeliverySamples.message()));
        for (int i = 0; i < more.length; i += 2) {
            headers.put(more[i].toString(), more[i + 1]);
        }
        return headers;
    }

    @Test
    void areOfUnknownOutcomeAndKeepTheStoryOfTheAttempts() {
        DeadLetter dead = of(taken("attempts", "2", "secret", "x"));

        assertThat(dead.message().body()).isEqualTo("body");
        assertThat(dead.message().headers())
                .containsEntry("reason", "UNKNOWN")
                .containsEntry("perhapsSent", "true")
                .containsEntry("attempts", "2")
                .containsEntry("deadSince", NOW.toString())
                .containsEntry("detail", "The broker gave it up and put it into its queue DLQ: a provider may have it")
                .containsEntry("recipient", DeliverySamples.message().to())
                .doesNotContainKeys("secret");
        assertThat(dead.event().outcome()).isEqualTo(EventOutcome.UNKNOWN);
        assertThat(dead.event().isFinal()).isTrue();
    }

    @Test
    void sayTheQueueThatTheyWereOnIfItsNameIsOne() {
        assertThat(letters.of("body", taken(), "DLQ", "sms.account.main")
                        .message()
                        .headers())
                .containsEntry(
                        "detail",
                        "The broker gave it up on sms.account.main and put it into its queue DLQ: a provider may have it");
        assertThat(letters.of("body", taken(), "DLQ", "a queue\nof somebody")
                        .message()
                        .headers())
                .containsEntry("detail", "The broker gave it up and put it into its queue DLQ: a provider may have it");
    }

    @Test
    void haveExpiredOnlyIfTheGatewayHadNotTakenThemIn() {
        Map<String, Object> expired = Map.of("JMSMessageID", "ID:1", "JMSTimestamp", NOW.toEpochMilli(), "to", "1");

        for (Map<String, Object> mark : List.<Map<String, Object>>of(
                Map.of("originalExpiration", 1L),
                Map.of("dlqDeliveryFailureCause", "java.lang.Throwable: Message Expired. Expiration:1"))) {
            Map<String, Object> headers = new HashMap<>(expired);
            headers.putAll(mark);
            DeadLetter dead = of(headers);
            assertThat(dead.message().headers())
                    .containsEntry("reason", "EXPIRED")
                    .containsEntry("messageId", MessageId.of("ID:1", NOW))
                    .containsEntry("to", "1")
                    .doesNotContainKey("perhapsSent");
            assertThat(of(expired, "ExpiryQueue").message().headers()).containsEntry("reason", "EXPIRED");
            assertThat(of(taken(mark.keySet().iterator().next(), 1L)).message().headers())
                    .containsEntry("reason", "UNKNOWN");
        }
    }

    @Test
    void keepTheReasonThatTheyHad() {
        DeadLetter dead = of(taken("reason", "REFUSED", "detail", "bad number", "deadSince", "2026-01-01T00:00:00Z"));

        assertThat(dead.message().headers())
                .containsEntry("reason", "REFUSED")
                .containsEntry("detail", "bad number")
                .containsEntry("deadSince", "2026-01-01T00:00:00Z")
                .doesNotContainKey("perhapsSent");
    }

    @Test
    void areAllThereIsOnAQueueOfOursAndElsewhereWhatIsMarkedAsOurs() {
        assertThat(BrokerDeadLetters.selector("sms.broker-dead-letter")).isNull();
        assertThat(BrokerDeadLetters.selector("DLQ"))
                .isEqualTo("(messageId IS NOT NULL AND recipient IS NOT NULL AND deadline IS NOT NULL)"
                        + " OR (messageId IS NOT NULL AND deadSince IS NOT NULL)"
                        + " OR _AMQ_ORIG_ADDRESS LIKE 'sms.%'");
    }
}

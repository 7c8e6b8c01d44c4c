package io.staffetta.delivery.retry;

import static io.staffetta.delivery.DeliverySamples.BODY;
import static io.staffetta.delivery.DeliverySamples.CLOCK;
import static io.staffetta.delivery.DeliverySamples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.delivery.Delivery;
import io.staffetta.delivery.DeliverySamples;
import io.staffetta.delivery.EventOutcome;
import io.staffetta.delivery.NotYetDueException;
import io.staffetta.delivery.RetrySchedule;
import io.staffetta.delivery.outcome.OutcomeEvents;
import io.staffetta.message.InvalidMessageException;
import io.staffetta.provider.BusyException;
import io.staffetta.provider.NotSentException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedeliveryTest {

    private static Redelivery redelivery(int maxAttempts) {
        return new Redelivery(RetrySchedule.parse("10s, 1m, 5m", maxAttempts), new OutcomeEvents(CLOCK), CLOCK);
    }

    private static BusyException busy(Duration retryAfter) {
        return new BusyException("Messagenet answered HTTP 503: later", 503, "", retryAfter);
    }

    @ParameterizedTest(name = "attempt {0} of {1}, Retry-After {2}, deadline in {3}: {4} until {5}, due in {6}")
    @CsvSource({
        // Each attempt waits for the schedule's wait.
        "1, 0, PT0S, PT24H, 10s, PT10S, PT10S",
        "2, 0, PT0S, PT24H, 1m, PT1M, PT1M",
        "3, 0, PT0S, PT24H, 5m, PT5M, PT5M",
        "9, 0, PT0S, PT24H, 5m, PT5M, PT5M",
        // The provider's wait counts if it is the longer one; it may take several stays.
        "1, 0, PT5S, PT24H, 10s, PT10S, PT10S",
        "1, 0, PT45S, PT24H, 10s, PT45S, PT10S",
        "1, 0, PT2M, PT24H, 1m, PT2M, PT1M",
        "1, 0, PT8H, PT24H, 5m, PT8H, PT5M",
        // The limit allows one more.
        "1, 2, PT0S, PT24H, 10s, PT10S, PT10S",
        // The next attempt fits before the deadline.
        "1, 0, PT0S, PT10.001S, 10s, PT10S, PT10S",
    })
    void putsABusyMessageOnARetryQueue(
            int attempt, int most, Duration retryAfter, Duration left, String step, Duration wait, Duration stay) {
        Delivery delivery = DeliverySamples.delivery(attempt, DeliverySamples.message(NOW.plus(left)));

        Redelivery.Plan plan = redelivery(most).plan(delivery, busy(retryAfter));

        assertThat(plan.exhausted()).isFalse();
        assertThat(plan.step()).isEqualTo(step);
        assertThat(plan.message().headers())
                .containsEntry("notBefore", NOW.plus(wait).toString())
                .containsEntry("dueAt", NOW.plus(stay).toString())
                // Brokers put urgent messages first: then the head would not be the one that is due.
                .containsEntry("JMSPriority", 4);
        assertThat(plan.event().nextAttempt()).isEqualTo(NOW.plus(wait).toString());
    }

    @ParameterizedTest(name = "attempt {0} of {1}, Retry-After {2}, deadline in {3}")
    @CsvSource({
        // No further attempt is allowed.
        "1, 1, PT0S, PT24H",
        "3, 3, PT0S, PT24H",
        "4, 3, PT0S, PT24H",
        // None fits before the deadline.
        "1, 0, PT0S, PT10S",
        "1, 0, PT0S, PT1S",
        "3, 0, PT0S, PT4M",
        "1, 0, PT2H, PT1H",
    })
    void givesUpWhenNoFurtherAttemptIsAllowedOrFits(int attempt, int most, Duration retryAfter, Duration left) {
        Delivery delivery = DeliverySamples.delivery(attempt, DeliverySamples.message(NOW.plus(left)));

        Redelivery.Plan plan = redelivery(most).plan(delivery, busy(retryAfter));

        assertThat(plan).isEqualTo(new Redelivery.Plan(true, "", null, null));
    }

    @Test
    void writesTheStoryOfTheAttemptsOnTheMessageAndLeavesItsBody() {
        Delivery delivery = DeliverySamples.delivery(2, DeliverySamples.message(), "attempts", "1");

        Redelivery.Plan plan = redelivery(0).plan(delivery, new NotSentException("no connection", null));

        assertThat(plan.message().body()).isEqualTo(BODY);
        assertThat(plan.message().headers())
                .containsAllEntriesOf(Map.of(
                        "attempts",
                        "2",
                        "firstAttempt",
                        NOW.minusSeconds(60).toString(),
                        "lastAttempt",
                        NOW.toString(),
                        "messageId",
                        DeliverySamples.ID,
                        "account",
                        "main"));
        assertThat(plan.event().outcome()).isEqualTo(EventOutcome.NOT_SENT);
        assertThat(plan.event().isFinal()).isFalse();
        assertThat(plan.event().attempts()).isEqualTo(2);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"high, 8", "normal, 4", "bulk, 1"})
    void givesAMessageItsPriorityBackAfterTheWait(String priority, int jmsPriority) {
        assertThat(redelivery(0).priorityAfterWait(Map.of("priority", priority, "JMSPriority", 4)))
                .isEqualTo(jmsPriority);
    }

    @Test
    void namesTheQueueOfTheAccountAfterTheWait() {
        assertThat(redelivery(2).queueAfterWait(Map.of("account", "main"))).isEqualTo("sms.account.main");
    }

    @Test
    void namesTheUrgentQueueOfTheAccountForAnUrgentMessage() {
        assertThat(redelivery(2).queueAfterWait(Map.of("account", "main", "priority", "high")))
                .isEqualTo("sms.urgent.main");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "main,sms.outbound", "main?consumer.prefetchSize=1", "sms.account.>"})
    void namesNoQueueForAnAccountThatNoAccountCanHave(String account) {
        assertThatThrownBy(() -> redelivery(2).queueAfterWait(Map.of("account", account)))
                .isInstanceOf(InvalidMessageException.class);
    }

    @ParameterizedTest(name = "not before {0} from now: {1} for {2}")
    @CsvSource({"PT3S, 10s, PT3S", "PT45S, 10s, PT10S", "PT72H, 5m, PT5M"})
    void makesAMessageThatIsNotYetDueWaitOnWithoutCountingAnAttempt(Duration wait, String step, Duration stay) {
        Instant notBefore = NOW.plus(wait);
        Delivery delivery =
                DeliverySamples.delivery(3, DeliverySamples.message(), "attempts", "2", "dueAt", NOW.toString());

        Redelivery.Plan plan = redelivery(2).plan(delivery, new NotYetDueException(notBefore));

        assertThat(plan.exhausted()).isFalse();
        assertThat(plan.step()).isEqualTo(step);
        assertThat(plan.event()).isNull();
        assertThat(plan.message().headers())
                .containsEntry("attempts", "2")
                .containsEntry("notBefore", notBefore.toString())
                .containsEntry("dueAt", NOW.plus(stay).toString())
                .doesNotContainKey("lastAttempt");
    }
}

package io.staffetta.delivery;

import static io.staffetta.delivery.DeliverySamples.BODY;
import static io.staffetta.delivery.DeliverySamples.NOW;
import static io.staffetta.delivery.DeliverySamples.TO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.account.CurrentAccounts;
import io.staffetta.account.UnknownAccountException;
import io.staffetta.message.InvalidMessageException;
import io.staffetta.message.SmsMessage;
import io.staffetta.provider.Submission;
import io.staffetta.provider.SubmissionComposer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttemptPreparationTest {

    private final CurrentAccounts accounts =
            new CurrentAccounts(DeliverySamples.accounts(DeliverySamples.account("main")));
    private final AttemptPreparation deliveries = new AttemptPreparation(
            DeliverySamples.reader(),
            accounts,
            DeliverySamples.PROVIDERS,
            new SubmissionComposer(),
            DeliverySamples.CLOCK);

    private Delivery begin(SmsMessage message, Object... furtherHeaders) {
        return deliveries.begin(BODY, DeliverySamples.headers(message, furtherHeaders), "main");
    }

    @Test
    void beginWithTheMessageAsItWasRead() {
        Delivery delivery = begin(DeliverySamples.message());

        assertThat(delivery.message()).isEqualTo(DeliverySamples.message());
        assertThat(delivery.account().id()).isEqualTo("main");
        assertThat(delivery.incoming().body()).isEqualTo(BODY);
        assertThat(delivery.attempt()).isEqualTo(1);
        assertThat(delivery.firstAttempt()).isEqualTo(NOW);
        assertThat(delivery.begun()).isEqualTo(NOW);
    }

    @Test
    void countTheAttemptsMadeBeforeItWasPutOnAQueueAnew() {
        Delivery delivery = begin(DeliverySamples.message(), "attempts", "4", "firstAttempt", "2026-01-31T11:00:00Z");

        assertThat(delivery.attempt()).isEqualTo(5);
        assertThat(delivery.firstAttempt()).isEqualTo(Instant.parse("2026-01-31T11:00:00Z"));
    }

    @Test
    void letOnlyTheGatewaysPropertiesAndThreeJmsHeadersTravelOn() {
        Delivery delivery = begin(
                DeliverySamples.message(),
                "JMSCorrelationID",
                "c-1",
                "JMSPriority",
                8,
                "JMSMessageID",
                "ID:1",
                "JMSXDeliveryCount",
                "3",
                "JMSTimestamp",
                5L,
                "CamelHttpPath",
                "/elsewhere");

        assertThat(delivery.incoming().headers())
                .containsEntry("JMSCorrelationID", "c-1")
                .containsEntry("JMSPriority", 8)
                .containsEntry("messageId", DeliverySamples.ID)
                .doesNotContainKeys("JMSMessageID", "JMSXDeliveryCount", "JMSTimestamp", "CamelHttpPath");
    }

    @Test
    void knowNoAccountThatHasGoneFromTheConfiguration() {
        assertThatThrownBy(() -> deliveries.begin(BODY, DeliverySamples.headers(DeliverySamples.message()), "old"))
                .isInstanceOf(UnknownAccountException.class)
                .hasMessage("No account 'old' in accounts.yaml; configured: main");
    }

    @Test
    void refuseAMessageThatWasNotPutOnTheQueueByTheGateway() {
        assertThatThrownBy(() -> deliveries.begin(BODY, Map.of(), "main")).isInstanceOf(InvalidMessageException.class);
    }

    /** With some, such as a negative number of attempts, no wait could be found, and the provider was called for ever. */
    @ParameterizedTest
    @CsvSource({
        "attempts, -5",
        "attempts, 2147483647",
        "attempts, many",
        "firstAttempt, yesterday",
    })
    void refuseAMessageWithPropertiesThatTheGatewayDoesNotSet(String name, String value) {
        assertThatThrownBy(() -> begin(DeliverySamples.message(), name, value))
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining(name)
                .hasMessageNotContaining(value);
    }

    @Test
    void refuseAMessageThatWaitsForNoInstant() {
        Delivery delivery = begin(DeliverySamples.message(), "notBefore", "tomorrow");

        assertThatThrownBy(() -> deliveries.prepare(delivery)).isInstanceOf(InvalidMessageException.class);
    }

    @Test
    void composeWhatTheProviderIsToSend() {
        Submission submission = deliveries.prepare(begin(DeliverySamples.message()));

        assertThat(submission.to()).isEqualTo(TO);
        assertThat(submission.text()).isEqualTo(DeliverySamples.TEXT);
        assertThat(submission.segments()).isEqualTo(1);
    }

    @ParameterizedTest(name = "deadline {0} from now")
    @CsvSource({"PT0S", "PT-0.001S", "PT-24H"})
    void refuseAMessageWhoseDeadlineHasPassed(Duration left) {
        Delivery delivery = begin(DeliverySamples.message(NOW.plus(left)));

        assertThatThrownBy(() -> deliveries.prepare(delivery))
                .isInstanceOf(ExpiredException.class)
                .hasMessage("The deadline " + NOW.plus(left) + " passed before this attempt");
    }

    @Test
    void takeAMessageUntilItsDeadline() {
        assertThat(deliveries
                        .prepare(begin(DeliverySamples.message(NOW.plusMillis(1))))
                        .id())
                .isEqualTo(DeliverySamples.ID);
    }

    @Test
    void makeAMessageWaitThatIsNotYetDue() {
        Delivery delivery =
                begin(DeliverySamples.message(), "notBefore", NOW.plusMillis(1).toString());

        assertThatThrownBy(() -> deliveries.prepare(delivery))
                .isInstanceOfSatisfying(NotYetDueException.class, early -> assertThat(early.notBefore())
                        .isEqualTo(NOW.plusMillis(1)));
    }

    @Test
    void takeAMessageFromTheInstantAtWhichItIsDue() {
        Delivery delivery = begin(DeliverySamples.message(), "notBefore", NOW.toString());

        assertThat(deliveries.prepare(delivery).id()).isEqualTo(DeliverySamples.ID);
    }

    @Test
    void tryAMessageThatHasWaitedWhenTheClockIsSetBack() {
        Instant before = NOW.plus(Duration.ofHours(25));
        String until = before.plusSeconds(60).toString();

        deliveries.prepare(begin(DeliverySamples.message(), "notBefore", until, "waitSince", before.toString()));

        Delivery wantedLater = begin(DeliverySamples.message(), "notBefore", until);
        assertThatThrownBy(() -> deliveries.prepare(wantedLater)).isInstanceOf(NotYetDueException.class);
        Delivery waits = begin(
                DeliverySamples.message(),
                "notBefore",
                NOW.plusSeconds(60).toString(),
                "waitSince",
                NOW.minusSeconds(1).toString());
        assertThatThrownBy(() -> deliveries.prepare(waits)).isInstanceOf(NotYetDueException.class);
    }

    @Test
    void preferTheDeadlineWhenAMessageIsBothExpiredAndNotYetDue() {
        Delivery delivery = begin(
                DeliverySamples.message(NOW), "notBefore", NOW.plusSeconds(60).toString());

        assertThatThrownBy(() -> deliveries.prepare(delivery)).isInstanceOf(ExpiredException.class);
    }

    @Test
    void refuseATextThatTheAccountsProviderCannotCarry() {
        Map<String, Object> headers = DeliverySamples.headers(DeliverySamples.message());
        Delivery delivery = deliveries.begin("{\"to\": \"+393330000001\", \"text\": \"日本\"}", headers, "main");

        assertThatThrownBy(() -> deliveries.prepare(delivery)).isInstanceOf(InvalidMessageException.class);
    }
}

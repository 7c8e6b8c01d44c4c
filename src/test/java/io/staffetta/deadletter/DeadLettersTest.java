package io.staffetta.deadletter;

import static io.staffetta.delivery.DeliverySamples.BODY;
import static io.staffetta.delivery.DeliverySamples.CLOCK;
import static io.staffetta.delivery.DeliverySamples.ID;
import static io.staffetta.delivery.DeliverySamples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.account.AccountDisabledException;
import io.staffetta.delivery.Delivery;
import io.staffetta.delivery.DeliverySamples;
import io.staffetta.delivery.EventOutcome;
import io.staffetta.delivery.ExpiredException;
import io.staffetta.delivery.outcome.OutcomeEvents;
import io.staffetta.message.InvalidMessageException;
import io.staffetta.message.MessageId;
import io.staffetta.provider.BusyException;
import io.staffetta.provider.NotSentException;
import io.staffetta.provider.RefusedException;
import io.staffetta.provider.UnknownOutcomeException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DeadLettersTest {

    private final DeadLetters deadLetters = new DeadLetters(new OutcomeEvents(CLOCK), CLOCK);

    private DeadLetter of(Delivery delivery, Exception failure) {
        return deadLetters.of(failure, delivery, null, null, null, Map.of());
    }

    private DeadLetter ofArrived(Object body, Map<String, Object> headers, Exception failure) {
        return deadLetters.of(failure, null, null, null, body, headers);
    }

    @Test
    void stayPinnedSoThatARedriveLeavesThemSo() {
        DeadLetter dead =
                of(DeliverySamples.delivery(1, DeliverySamples.message(), "pinned", "true"), new ExpiredException(NOW));

        assertThat(dead.message().headers()).containsEntry("pinned", "true");
        assertThat(DeadLetters.FIELDS).contains("pinned");
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new RefusedException("bad number", 400, "7"), "REFUSED", "3", "400", "7"),
                Arguments.of(new BusyException("busy", 503, "", Duration.ZERO), "EXHAUSTED", "3", "503", ""),
                Arguments.of(new NotSentException("no connection", null), "EXHAUSTED", "3", "", ""),
                Arguments.of(new UnknownOutcomeException("no answer", null), "UNKNOWN", "3", "", ""),
                Arguments.of(new IllegalStateException("a defect"), "UNKNOWN", "3", null, null),
                // No attempt was made, so this one does not count.
                Arguments.of(new ExpiredException(NOW), "EXPIRED", "2", null, null),
                Arguments.of(new InvalidMessageException("text", "is too long"), "MALFORMED", "2", null, null));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void carryTheReasonAndTheStoryOfTheAttempts(
            Exception failure, String reason, String attempts, String status, String code) {
        DeadLetter dead = of(DeliverySamples.delivery(3), failure);

        Map<String, Object> expected = new HashMap<>(DeliverySamples.headers(DeliverySamples.message()));
        expected.put("account", "main");
        expected.put("provider", "messagenet");
        expected.put("reason", reason);
        expected.put("detail", failure.getMessage());
        expected.put("attempts", attempts);
        expected.put("deadSince", NOW.toString());
        if (attempts.equals("3")) {
            expected.put("firstAttempt", NOW.minusSeconds(60).toString());
            expected.put("lastAttempt", NOW.toString());
        }
        if (reason.equals("UNKNOWN")) {
            expected.put("perhapsSent", "true");
        }
        if (status != null) {
            expected.put("httpStatus", status);
            expected.put("providerCode", code);
        }
        assertThat(dead.message().headers()).containsExactlyInAnyOrderEntriesOf(expected);
        assertThat(dead.message().body()).isSameAs(BODY);
        assertThat(dead.event().outcome().name()).isEqualTo(reason);
        assertThat(dead.event().isFinal()).isTrue();
        assertThat(dead.event().attempts()).isEqualTo(Integer.parseInt(attempts));
    }

    @Test
    void keepTheTimesOfEarlierAttemptsWhenTheLastWasNotMade() {
        Delivery delivery = DeliverySamples.delivery(
                2,
                DeliverySamples.message(),
                "attempts",
                "1",
                "firstAttempt",
                "2026-01-31T11:00:00Z",
                "lastAttempt",
                "2026-01-31T11:00:00Z");

        assertThat(of(delivery, new ExpiredException(NOW)).message().headers())
                .containsEntry("attempts", "1")
                .containsEntry("firstAttempt", "2026-01-31T11:00:00Z")
                .containsEntry("lastAttempt", "2026-01-31T11:00:00Z");
    }

    @Test
    void haveNothingOfJmsAndNothingOfTheWait() {
        Delivery delivery = DeliverySamples.delivery(
                1,
                DeliverySamples.message(),
                "JMSCorrelationID",
                "c-1",
                "JMSPriority",
                8,
                "notBefore",
                NOW.toString(),
                "dueAt",
                NOW.toString());

        assertThat(of(delivery, new RefusedException("no", 200, "")).message().headers())
                .allSatisfy((name, value) -> {
                    assertThat(name).doesNotStartWith("JMS");
                    assertThat(value).isInstanceOf(String.class);
                })
                .doesNotContainKeys("notBefore", "dueAt");
    }

    @Test
    void haveAnIdThatFollowsFromTheJmsMessageWhereItCannotBeRead() {
        byte[] body = {1, 2, 3};
        Map<String, Object> headers =
                Map.of("JMSMessageID", "ID:1", "JMSTimestamp", NOW.toEpochMilli(), "JMSPriority", 4);
        InvalidMessageException failure = new InvalidMessageException("", "must be encoded in UTF-8");

        DeadLetter dead = ofArrived(body, headers, failure);

        assertThat(dead.message().body()).isSameAs(body);
        assertThat(dead.message().headers())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "messageId", MessageId.of("ID:1", NOW),
                        "reason", "MALFORMED",
                        "detail", failure.getMessage(),
                        "attempts", "0",
                        "deadSince", NOW.toString()));
        assertThat(dead.event().id()).isEqualTo(MessageId.of("ID:1", NOW));
        assertThat(ofArrived(body, headers, failure).event().id())
                .isEqualTo(dead.event().id());
    }

    @Test
    void keepTheFieldsOfAPlainTextButNoPropertyThatIsNotOurs() {
        DeadLetter dead = ofArrived(
                "text",
                Map.of("to", "nonsense", "account", "main", "validFor", "PT1H", "sendAt", "soon", "secret", "x"),
                new InvalidMessageException("to", "must be a phone number"));

        assertThat(dead.message().headers())
                .containsEntry("to", "nonsense")
                .containsEntry("account", "main")
                .containsEntry("validFor", "PT1H")
                .containsEntry("sendAt", "soon")
                .doesNotContainKey("secret");
        assertThat(MessageId.isValid(dead.event().id())).isTrue();
    }

    @Test
    void keepTheIdOfAMessageThatWasHereBefore() {
        InvalidMessageException failure = new InvalidMessageException("recipient", "must be one of those in 'to'");

        assertThat(ofArrived("{}", Map.of("messageId", ID), failure).event().id())
                .isEqualTo(ID);
        assertThat(ofArrived("{}", Map.of("messageId", "no id"), failure)
                        .message()
                        .headers()
                        .get("messageId"))
                .isNotEqualTo("no id");
    }

    @Test
    void tellWhyNoAccountCanTakeAMessage() {
        AccountDisabledException failure = new AccountDisabledException("old");
        Map<String, Object> envelope = DeliverySamples.headers(DeliverySamples.message(), "JMSPriority", 4);

        DeadLetter dead = deadLetters.ofUnroutable(DeliverySamples.message(), BODY, envelope, failure);

        assertThat(dead.message().body()).isSameAs(BODY);
        assertThat(dead.message().headers())
                .containsEntry("reason", "ACCOUNT_DISABLED")
                .containsEntry("detail", failure.getMessage())
                .containsEntry("messageId", ID)
                .containsEntry("attempts", "0")
                .doesNotContainKeys("JMSPriority", "provider");
        assertThat(dead.event().outcome()).isEqualTo(EventOutcome.ACCOUNT_DISABLED);
    }
}

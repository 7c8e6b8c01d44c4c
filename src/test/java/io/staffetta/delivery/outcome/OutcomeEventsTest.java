package io.staffetta.delivery.outcome;

import static io.staffetta.delivery.DeliverySamples.ID;
import static io.staffetta.delivery.DeliverySamples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.staffetta.account.UnknownAccountException;
import io.staffetta.delivery.DeliverySamples;
import io.staffetta.delivery.OutcomeEvent;
import io.staffetta.delivery.Reason;
import io.staffetta.message.InvalidMessageException;
import io.staffetta.message.Priority;
import io.staffetta.message.SmsMessage;
import io.staffetta.provider.AccountUnusableException;
import io.staffetta.provider.BusyException;
import io.staffetta.provider.RefusedException;
import io.staffetta.provider.Submission;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The events, as the JSON that the gateway publishes. */
class OutcomeEventsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final OutcomeEvents events = new OutcomeEvents(DeliverySamples.at(NOW.plusMillis(42)));

    private static String json(OutcomeEvent event) throws JsonProcessingException {
        return JSON.writeValueAsString(event);
    }

    private static Submission submission() {
        return new Submission(ID, DeliverySamples.account("main"), DeliverySamples.TO, DeliverySamples.TEXT, "", 2);
    }

    @Test
    void tellAnAcceptance() throws Exception {
        assertThat(json(events.accepted(DeliverySamples.delivery(1), submission(), "77")))
                .isEqualTo(
                        "{\"id\":\"" + ID + "\",\"reference\":\"r-1\",\"outcome\":\"ACCEPTED\",\"final\":true,"
                                + "\"account\":\"main\",\"provider\":\"messagenet\",\"to\":\"+39********01\",\"attempts\":1,"
                                + "\"segments\":2,\"providerMessageId\":\"77\",\"millis\":42,\"at\":\"2026-01-31T12:00:00.042Z\",\"source\":\"jms\"}");
    }

    @Test
    void tellHowManyCharactersWereReplaced() throws Exception {
        Submission replaced =
                new Submission(ID, DeliverySamples.account("main"), DeliverySamples.TO, DeliverySamples.TEXT, "", 1, 2);

        assertThat(json(events.accepted(DeliverySamples.delivery(1), replaced, "77")))
                .contains("\"outcome\":\"ACCEPTED\",\"final\":true,")
                .contains("\"detail\":\"accepted, with ? in place of 2 characters that the account's provider does not"
                        + " carry\"");
    }

    @Test
    void leaveOutTheProvidersIdWhereItGaveNone() throws Exception {
        assertThat(json(events.accepted(DeliverySamples.delivery(1), submission(), "")))
                .doesNotContain("providerMessageId");
    }

    @Test
    void tellADeathWithTheProvidersAnswer() throws Exception {
        RefusedException refused = new RefusedException("Messagenet answered HTTP 400, code 7: bad number", 400, "7");

        assertThat(json(events.dead(DeliverySamples.delivery(3), 3, Reason.REFUSED, refused)))
                .isEqualTo(
                        "{\"id\":\"" + ID + "\",\"reference\":\"r-1\",\"outcome\":\"REFUSED\",\"final\":true,"
                                + "\"account\":\"main\",\"provider\":\"messagenet\",\"to\":\"+39********01\",\"attempts\":3,"
                                + "\"detail\":\"Messagenet answered HTTP 400, code 7: bad number\",\"httpStatus\":400,"
                                + "\"providerCode\":\"7\",\"millis\":42,\"at\":\"2026-01-31T12:00:00.042Z\",\"source\":\"jms\"}");
    }

    @Test
    void tellWhenAMessageIsTriedAgain() throws Exception {
        BusyException busy = new BusyException("later", 503, "", Duration.ZERO);

        String json = json(events.notYet(DeliverySamples.delivery(2), busy, NOW.plusSeconds(60)));

        assertThat(json)
                .contains("\"outcome\":\"BUSY\",\"final\":false,")
                .contains("\"attempts\":2,")
                .contains("\"nextAttempt\":\"2026-01-31T12:01:00Z\"")
                .doesNotContain("providerCode");
    }

    @Test
    void tellThatAMessageWaitsForItsAccountWithoutSayingUntilWhen() throws Exception {
        AccountUnusableException noCredit = new AccountUnusableException("no credit", 402, "101");

        assertThat(json(events.notYet(DeliverySamples.delivery(1), noCredit, null)))
                .contains("\"outcome\":\"ACCOUNT_UNUSABLE\",\"final\":false,")
                .doesNotContain("nextAttempt");
    }

    @Test
    void tellThatNoAccountCanTakeAMessage() throws Exception {
        SmsMessage message = new SmsMessage(
                ID,
                DeliverySamples.TO,
                "text",
                "mian",
                "",
                "",
                Priority.NORMAL,
                "jms",
                Instant.MAX,
                Instant.EPOCH,
                false,
                "");

        assertThat(json(events.unroutable(
                        message, "mian", Reason.UNKNOWN_ACCOUNT, new UnknownAccountException("mian", List.of("main")))))
                .isEqualTo("{\"id\":\"" + ID + "\",\"outcome\":\"UNKNOWN_ACCOUNT\",\"final\":true,"
                        + "\"account\":\"mian\",\"to\":\"+39********01\","
                        + "\"detail\":\"No account 'mian' in accounts.yaml; configured: main\","
                        + "\"at\":\"2026-01-31T12:00:00.042Z\",\"source\":\"jms\"}");
    }

    @Test
    void tellThatAMessageCannotBeRead() throws Exception {
        assertThat(json(events.unreadable(
                        ID, "jms", Reason.MALFORMED, new InvalidMessageException("to", "must be given").getMessage())))
                .isEqualTo(
                        "{\"id\":\"" + ID + "\",\"outcome\":\"MALFORMED\",\"final\":true,"
                                + "\"detail\":\"Field 'to' must be given\",\"at\":\"2026-01-31T12:00:00.042Z\",\"source\":\"jms\"}");
    }

    @Test
    void bearWhatSubscribersSelectBy() {
        BusyException busy = new BusyException("later", 503, "", Duration.ZERO);

        assertThat(events.notYet(DeliverySamples.delivery(2), busy, NOW.plusSeconds(60))
                        .properties())
                .containsOnly(
                        Map.entry("outcome", "BUSY"),
                        Map.entry("account", "main"),
                        Map.entry("source", "jms"),
                        Map.entry("reference", "r-1"),
                        Map.entry("final", false));
        assertThat(events.unreadable(
                                ID,
                                null,
                                Reason.MALFORMED,
                                new InvalidMessageException("to", "must be given").getMessage())
                        .properties())
                .containsOnly(Map.entry("outcome", "MALFORMED"), Map.entry("final", true));
    }
}

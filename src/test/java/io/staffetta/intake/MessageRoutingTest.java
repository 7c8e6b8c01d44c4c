package io.staffetta.intake;

import static io.staffetta.delivery.DeliverySamples.CLOCK;
import static io.staffetta.delivery.DeliverySamples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.account.Account;
import io.staffetta.account.AccountDisabledException;
import io.staffetta.account.AccountSelector;
import io.staffetta.account.Accounts;
import io.staffetta.account.RoutingRule;
import io.staffetta.account.UnknownAccountException;
import io.staffetta.deadletter.DeadLetters;
import io.staffetta.delivery.DeliverySamples;
import io.staffetta.delivery.EventOutcome;
import io.staffetta.delivery.RetrySchedule;
import io.staffetta.delivery.outcome.OutcomeEvents;
import io.staffetta.delivery.retry.Redelivery;
import io.staffetta.message.InvalidMessageException;
import io.staffetta.message.MessageId;
import io.staffetta.message.Priority;
import io.staffetta.provider.SubmissionComposer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageRoutingTest {

    private static final String TO = "\"to\": \"+393330000001\"";

    private final MessageRouting intake = routing();

    private static MessageRouting routing() {
        Map<String, Account> byId = new LinkedHashMap<>();
        for (Account account : List.of(
                DeliverySamples.account("main"),
                DeliverySamples.account("alarms"),
                DeliverySamples.account("old", "messagenet", false))) {
            byId.put(account.id(), account);
        }
        RoutingRule urgent = new RoutingRule(List.of(), List.of(), List.of(), List.of(Priority.HIGH), "alarms");
        Accounts accounts = new Accounts("main", byId, List.of(urgent));
        OutcomeEvents events = new OutcomeEvents(CLOCK);
        OutboundRouter router = new OutboundRouter(
                new AccountSelector(() -> accounts),
                DeliverySamples.PROVIDERS,
                new SubmissionComposer(),
                new Redelivery(RetrySchedule.parse("10s, 1m", 0), events, CLOCK),
                new DeadLetters(events, CLOCK),
                CLOCK);
        return new MessageRouting(DeliverySamples.reader(), router::route);
    }

    private List<RoutedMessage> route(Object body, Map<String, Object> headers) {
        return intake.route(intake.read(body, headers, "jms"));
    }

    private RoutedMessage only(Object body, Object... headers) {
        List<RoutedMessage> routed = route(body, map(headers));
        assertThat(routed).hasSize(1);
        return routed.get(0);
    }

    private static Map<String, Object> map(Object... headers) {
        Map<String, Object> map = new HashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            map.put(headers[i].toString(), headers[i + 1]);
        }
        return map;
    }

    private static String json(String further) {
        return "{" + TO + ", \"text\": \"Ciao\"" + (further.isEmpty() ? "" : ", " + further) + "}";
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'', main",
                "'\"account\": \"alarms\"', alarms",
                "'\"priority\": \"high\"', alarms",
                "'\"priority\": \"high\", \"account\": \"main\"', main",
            })
    void putsAMessageOnTheQueueOfTheAccountThatItNamesOrARuleChoosesOrTheDefault(String fields, String account) {
        RoutedMessage routed = only(json(fields));

        assertThat(routed.isDead()).isFalse();
        assertThat(routed.queue()).isEqualTo((fields.contains("high") ? "sms.urgent." : "sms.account.") + account);
        assertThat(routed.account().id()).isEqualTo(account);
        assertThat(routed.outgoing().headers()).containsEntry("account", account);
        assertThat(routed.segments()).isEqualTo(1);
        assertThat(routed.deadLetter()).isNull();
    }

    @Test
    void leavesTheBodyAsItCame() {
        byte[] body = ("  " + json("") + "\n").getBytes(StandardCharsets.UTF_8);

        assertThat(only(body).outgoing().body()).isSameAs(body);
    }

    @Test
    void givesAMessageWithAnUnknownAccountUp() {
        RoutedMessage routed = only(json("\"account\": \"mian\""));

        assertThat(routed.isDead()).isTrue();
        assertThat(routed.failure()).isInstanceOf(UnknownAccountException.class);
        assertThat(routed.deadLetter().message().headers())
                .containsEntry("reason", "UNKNOWN_ACCOUNT")
                .containsEntry("account", "mian")
                .containsEntry("detail", "No account 'mian' in accounts.yaml; configured: main, alarms, old");
    }

    @Test
    void givesAMessageWithADisabledAccountUp() {
        RoutedMessage routed = only(json("\"account\": \"old\""));

        assertThat(routed.failure()).isInstanceOf(AccountDisabledException.class);
        assertThat(routed.deadLetter().event().outcome()).isEqualTo(EventOutcome.ACCOUNT_DISABLED);
    }

    @Test
    void givesAMessageUpThatTheAccountsProviderCannotCarry() {
        RoutedMessage routed = only("{" + TO + ", \"text\": \"日本\"}");

        assertThat(routed.failure()).isInstanceOf(InvalidMessageException.class);
        assertThat(routed.deadLetter().event().outcome()).isEqualTo(EventOutcome.MALFORMED);
    }

    @Test
    void throwsWhatIsWrongWithAMessageThatCannotBeRead() {
        assertThatThrownBy(() -> route("{" + TO + "}", Map.of()))
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining("text");
    }

    @Test
    void makesOneMessageForEachRecipientFromOneBody() {
        String body = "{\"to\": [\"+393330000001\", \"+393330000002\"], \"text\": \"Ciao\"}";

        List<RoutedMessage> routed = route(body, map("JMSMessageID", "ID:1", "JMSTimestamp", NOW.toEpochMilli()));

        assertThat(routed).hasSize(2);
        assertThat(routed)
                .extracting(one -> one.outgoing().headers().get("recipient"))
                .containsExactly("+393330000001", "+393330000002");
        assertThat(routed).extracting(one -> one.message().id()).doesNotHaveDuplicates();
        assertThat(routed).allSatisfy(one -> assertThat(one.outgoing().body()).isSameAs(body));
    }

    @Test
    void knowsAMessageAgainThatTheBrokerDeliversAgain() {
        Object[] headers = {"JMSMessageID", "ID:1", "JMSTimestamp", NOW.toEpochMilli()};

        assertThat(only(json(""), headers).message().id())
                .isEqualTo(only(json(""), headers).message().id())
                .isEqualTo(MessageId.of("ID:1", NOW));
    }

    @Test
    void tellsWhyNotAllOfSomeMessagesHaveTheirAccount() {
        RoutedMessage good = only(json(""));
        RoutedMessage bad = only(json("\"account\": \"mian\""));

        assertThat(RoutedMessage.problem(List.of(good))).isNull();
        assertThat(RoutedMessage.problem(List.of(good, bad))).isInstanceOf(UnknownAccountException.class);
    }

    @ParameterizedTest(name = "sendAt in {0}: {1}, due in {2}")
    @CsvSource({"PT3S, 10s, PT3S", "PT45S, 10s, PT10S", "PT1H, 1m, PT1M"})
    void makesAMessageThatIsToBeSentLaterWait(Duration wait, String step, Duration stay) {
        RoutedMessage routed = only(json("\"priority\": \"bulk\", \"sendAt\": \"" + NOW.plus(wait) + "\""));

        assertThat(routed.queue()).isEqualTo("sms.retry." + step);
        assertThat(routed.outgoing().headers())
                .containsEntry("account", "main")
                .containsEntry("notBefore", NOW.plus(wait).toString())
                .containsEntry("dueAt", NOW.plus(stay).toString())
                .containsEntry("priority", "bulk")
                .containsEntry("JMSPriority", 4);
    }

    @Test
    void putsAMessageWhoseTimeHasComeOnItsAccountsQueue() {
        RoutedMessage routed = only(json("\"sendAt\": \"" + NOW + "\""));

        assertThat(routed.queue()).isEqualTo("sms.account.main");
        assertThat(routed.outgoing().headers()).doesNotContainKeys("notBefore", "dueAt");
    }

    @ParameterizedTest(name = "{0}: {1} after now")
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                // The account's validity.
                "'', PT6H",
                "'\"validFor\": \"PT1H\"', PT1H",
                "'\"validUntil\": \"2026-01-31T13:30:00Z\"', PT1H30M",
                // One that is to be sent in three days is valid from then on.
                "'\"sendAt\": \"2026-02-03T12:00:00Z\"', PT78H",
            })
    void givesEveryMessageADeadline(String fields, Duration validity) {
        assertThat(only(json(fields)).outgoing().headers())
                .containsEntry("deadline", NOW.plus(validity).toString());
    }

    @Test
    void countsTheValidityFromWhenTheMessageWasSent() {
        long sent = NOW.minus(Duration.ofHours(2)).toEpochMilli();

        assertThat(only(json(""), "JMSTimestamp", sent).outgoing().headers())
                .containsEntry("deadline", NOW.plus(Duration.ofHours(4)).toString());
    }

    @Test
    void keepsIdDeadlineAndRecipientOfAMessageThatWasHereBefore() {
        String body = "{\"to\": [\"+393330000001\", \"+393330000002\"], \"text\": \"Ciao\", \"validFor\": \"PT1H\"}";
        String deadline = NOW.minusSeconds(5).toString();

        RoutedMessage routed =
                only(body, "messageId", DeliverySamples.ID, "recipient", "+393330000002", "deadline", deadline);

        assertThat(routed.message().id()).isEqualTo(DeliverySamples.ID);
        assertThat(routed.message().to()).isEqualTo("+393330000002");
        assertThat(routed.outgoing().headers())
                .containsEntry("messageId", DeliverySamples.ID)
                .containsEntry("deadline", deadline);
    }

    @Test
    void takesNoDeadlineFromAStranger() {
        assertThat(only(json(""), "deadline", "2030-01-01T00:00:00Z").outgoing().headers())
                .containsEntry("deadline", NOW.plus(Duration.ofHours(6)).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tomorrow", "1969-12-31T23:59:59Z", "-1000000000-01-01T00:00:00Z"})
    void refusesADeadlineThatIsNone(String deadline) {
        assertThatThrownBy(() -> only(json(""), "messageId", DeliverySamples.ID, "deadline", deadline))
                .isInstanceOf(InvalidMessageException.class)
                .hasMessage("Field 'deadline' must be an instant such as 2026-01-31T12:00:00Z, not before 1970");
    }

    @ParameterizedTest(name = "correlation {0}, message id {1}: {2}")
    @CsvSource({"c-1, ID:1, c-1", ", ID:1, ID:1"})
    void keepsWhereAndHowTheSenderWantsToBeAnswered(String correlation, String messageId, String expected) {
        RoutedMessage routed = only(
                json(""), "JMSReplyTo", "queue:answers", "JMSMessageID", messageId, "JMSCorrelationID", correlation);

        assertThat(routed.outgoing().headers())
                .containsEntry("JMSReplyTo", "queue:answers")
                .containsEntry("JMSCorrelationID", expected);
    }

    @Test
    void takesARequestForAnAnswerThatHasNothingToCorrelateItBy() {
        assertThat(only(json(""), "JMSReplyTo", "queue:answers").outgoing().headers())
                .containsEntry("JMSReplyTo", "queue:answers")
                .doesNotContainKey("JMSCorrelationID");
    }

    @Test
    void carriesNothingElseOfTheSender() {
        assertThat(only(json(""), "JMSCorrelationID", "c-1", "attempts", "9", "reason", "x", "CamelHttpPath", "/")
                        .outgoing()
                        .headers())
                .doesNotContainKeys("JMSCorrelationID", "JMSReplyTo", "attempts", "reason", "CamelHttpPath");
    }

    @ParameterizedTest
    @CsvSource({"high, 8", "normal, 4", "bulk, 1"})
    void setsTheJmsPriority(String priority, int jmsPriority) {
        assertThat(only(json("\"priority\": \"" + priority + "\"")).outgoing().headers())
                .containsEntry("JMSPriority", jmsPriority);
    }
}

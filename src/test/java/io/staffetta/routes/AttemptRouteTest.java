package io.staffetta.routes;

import static io.staffetta.delivery.DeliverySamples.BODY;
import static io.staffetta.delivery.DeliverySamples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.staffetta.delivery.DeliverySamples;
import io.staffetta.message.MessageId;
import io.staffetta.provider.AccountUnusableException;
import io.staffetta.provider.BusyException;
import io.staffetta.provider.NotSentException;
import io.staffetta.provider.RefusedException;
import io.staffetta.provider.UnknownOutcomeException;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An attempt with all that may follow from it: attempt, redelivery, dead-letter, outcome and the error handling. */
class AttemptRouteTest {

    private static final String DEAD = "queue:sms.dead-letter";
    private static final String RETRY = "queue:sms.retry.10s";
    private static final String OUTCOME = "topic:sms.outcome";
    private static final String REPLY = "queue:reply";

    @RegisterExtension
    static final OutboundRoutes routes = new OutboundRoutes();

    private static Map<String, Object> headers(Object... further) {
        return DeliverySamples.headers(DeliverySamples.message(), further);
    }

    private static BusyException busy() {
        return new BusyException("Messagenet answered HTTP 503: later", 503, "", Duration.ZERO);
    }

    private static JsonNode outcome(String destination) throws IOException {
        return new ObjectMapper()
                .readTree(routes.queues.onlyOneSentTo(destination).getBody(String.class));
    }

    private static void nothingOn(String... destinations) {
        assertThat(destinations).allSatisfy(destination -> assertThat(routes.queues.sentTo(destination))
                .isEmpty());
    }

    private static void settled(Exchange exchange) {
        assertThat(exchange.isFailed()).isFalse();
        assertThat(routes.acknowledged).containsExactly(BODY);
        assertThat(routes.recovered).isEmpty();
    }

    @Test
    void acknowledgesAnAcceptedMessageAndTellsItsOutcome() throws Exception {
        settled(routes.attempt(BODY, headers()));

        assertThat(outcome(OUTCOME).path("outcome").asText()).isEqualTo("ACCEPTED");
        assertThat(outcome(OUTCOME).path("providerMessageId").asText()).isEqualTo("77");
        nothingOn(DEAD, RETRY, REPLY);
    }

    @Test
    void givesTheRightOfWayBackWithAnUrgentMessageThatGoesToItsProvider() throws Exception {
        routes.way.came();

        settled(routes.attempt(BODY, headers("priority", "high")));
        routes.nanos.addAndGet(Duration.ofMillis(3).toNanos());

        assertThat(routes.way.isWanted()).isFalse();
    }

    @Test
    void leavesTheRightOfWayToAnUrgentMessageThatIsStillUnderWay() throws Exception {
        routes.way.came();

        settled(routes.attempt(BODY, headers()));

        assertThat(routes.way.isWanted()).isTrue();
    }

    @Test
    void tellsItsOutcomeWithPropertiesToSelectByAlsoInTheAnswer() throws Exception {
        routes.attempt(BODY, headers("JMSReplyTo", "answers"));

        for (String destination : List.of(OUTCOME, REPLY)) {
            assertThat(routes.queues.onlyOneSentTo(destination).getHeaders())
                    .containsEntry("outcome", "ACCEPTED")
                    .containsEntry("account", "main")
                    .containsEntry("source", "jms")
                    .containsEntry("reference", "r-1")
                    .containsEntry("final", true);
        }
    }

    @Test
    void waitsForTheLedgerWithoutSpinningAlsoWithAThreadThatIsInterrupted() throws Exception {
        CompletableFuture<Thread> submitting = new CompletableFuture<>();
        routes.provider(exchange -> {
            routes.takeLedgerAway();
            exchange.getMessage().setBody("77");
            Thread.currentThread().interrupt();
            submitting.complete(Thread.currentThread());
        });
        CompletableFuture<Exchange> attempt = CompletableFuture.supplyAsync(() -> attempted(BODY));
        long id = submitting.get(20, TimeUnit.SECONDS).getId();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long before = threads.getThreadCpuTime(id);

        await().pollDelay(Duration.ofSeconds(1)).until(() -> true);

        long spent = threads.getThreadCpuTime(id) - before;
        routes.bringLedgerBack();
        assertThat(Duration.ofNanos(spent)).isLessThan(Duration.ofMillis(300));
        settled(attempt.get(20, TimeUnit.SECONDS));
        assertThat(outcome(OUTCOME).path("outcome").asText()).isEqualTo("ACCEPTED");
    }

    private static Exchange attempted(String body) {
        return attempted("main", body);
    }

    private static Exchange attempted(String account, String body) {
        try {
            return routes.attempt(account, body, headers());
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void countsAMessageOnceThatIsDeliveredAgainAfterItsAcceptance() throws Exception {
        double outcomes = count("staffetta.outcomes", "outcome", "ACCEPTED");
        double again = count("staffetta.duplicates", "kind", "accepted");

        routes.attempt(BODY, headers());
        routes.attempt(BODY, headers());

        assertThat(routes.queues.sentTo(OUTCOME)).hasSize(2);
        assertThat(count("staffetta.outcomes", "outcome", "ACCEPTED")).isEqualTo(outcomes + 1);
        assertThat(count("staffetta.duplicates", "kind", "accepted")).isEqualTo(again + 1);
    }

    @Test
    void countsACopyOfThePast() throws Exception {
        double before = count("staffetta.duplicates", "kind", "superseded");
        routes.providerFails(busy());

        routes.attempt(BODY, headers());
        routes.attempt(BODY, headers("hop", "1"));
        routes.attempt(BODY, headers());

        assertThat(count("staffetta.duplicates", "kind", "superseded")).isEqualTo(before + 1);
    }

    /** What a counter has come to; 0 if it has not begun. */
    private static double count(String name, String tag, String value) {
        return routes.meters.find(name).tag(tag, value).meters().stream()
                .mapToDouble(meter -> meter.measure().iterator().next().getValue())
                .sum();
    }

    static Stream<Arguments> finalFailures() {
        return Stream.of(
                Arguments.of(new RefusedException("bad number", 400, "7"), "REFUSED", "1"),
                Arguments.of(new UnknownOutcomeException("no answer", null), "UNKNOWN", "1"),
                Arguments.of(new IllegalStateException("a defect"), "UNKNOWN", "1"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("finalFailures")
    void keepsAMessageThatFailedForGoodInTheDeadLetterQueue(RuntimeException failure, String reason, String attempts)
            throws Exception {
        routes.providerFails(failure);

        settled(routes.attempt(BODY, headers()));

        Message dead = routes.queues.onlyOneSentTo(DEAD);
        assertThat(dead.getBody()).isEqualTo(BODY);
        assertThat(dead.getHeaders())
                .containsEntry("reason", reason)
                .containsEntry("detail", failure.getMessage())
                .containsEntry("attempts", attempts)
                .containsEntry("JMSDeliveryMode", 2);
        assertThat(outcome(OUTCOME).path("outcome").asText()).isEqualTo(reason);
        assertThat(outcome(OUTCOME).path("final").asBoolean()).isTrue();
        nothingOn(RETRY, REPLY);
        assertThat(routes.parking.all()).isEmpty();
    }

    static Stream<RuntimeException> failuresBeforeTheProviderHadTheMessage() {
        return Stream.of(busy(), new NotSentException("no connection", null));
    }

    @ParameterizedTest
    @MethodSource("failuresBeforeTheProviderHadTheMessage")
    void putsAMessageThatTheProviderCertainlyDoesNotHaveOnARetryQueue(RuntimeException failure) throws Exception {
        routes.providerFails(failure);

        settled(routes.attempt(BODY, headers("JMSReplyTo", "answers", "JMSCorrelationID", "c-1")));

        Message waiting = routes.queues.onlyOneSentTo(RETRY);
        assertThat(waiting.getBody()).isEqualTo(BODY);
        assertThat(waiting.getHeaders())
                .containsEntry("attempts", "1")
                .containsEntry("dueAt", NOW.plusSeconds(10).toString())
                .containsEntry("account", "main")
                .containsEntry("JMSCorrelationID", "c-1")
                .containsKey("JMSReplyTo");
        assertThat(outcome(OUTCOME).path("final").asBoolean()).isFalse();
        nothingOn(DEAD, REPLY);
    }

    @Test
    void triesAMessageOfUnknownOutcomeAgainIfItsAccountSaysSo() throws Exception {
        routes.providerFails(new UnknownOutcomeException("no answer", new SocketTimeoutException("Read timed out")));

        settled(routes.attempt("again", BODY, headers("account", "again")));

        assertThat(routes.queues.onlyOneSentTo(RETRY).getHeaders())
                .containsEntry("perhapsSent", "true")
                .containsEntry("attempts", "1")
                .containsEntry("hop", "1")
                .containsEntry("account", "again");
        assertThat(outcome(OUTCOME).path("outcome").asText()).isEqualTo("UNKNOWN");
        assertThat(outcome(OUTCOME).path("final").asBoolean()).isFalse();
        nothingOn(DEAD, REPLY);
    }

    @Test
    void tellsWhatFailedAndNotTheCauseOfThat() throws Exception {
        routes.providerFails(new UnknownOutcomeException("no answer", new SocketTimeoutException("Read timed out")));

        settled(routes.attempt(BODY, headers()));

        assertThat(routes.queues.onlyOneSentTo(DEAD).getHeaders())
                .containsEntry("reason", "UNKNOWN")
                .containsEntry("detail", "no answer");
        assertThat(outcome(OUTCOME).path("detail").asText()).isEqualTo("no answer");
    }

    @Test
    void triesAMessageAgainWhoseAttemptACrashLeftBehindIfItsAccountSaysSo() throws Exception {
        routes.crashInAttempt("again");
        routes.providerFails(new AssertionErrorException());

        settled(routes.attempt("again", BODY, headers("account", "again")));

        assertThat(routes.queues.onlyOneSentTo(RETRY).getHeaders()).containsEntry("perhapsSent", "true");
        nothingOn(DEAD);
    }

    @Test
    void leavesAMessageWhoseAttemptACrashLeftBehindToAPersonOtherwise() throws Exception {
        routes.crashInAttempt("main");
        routes.providerFails(new AssertionErrorException());

        settled(routes.attempt(BODY, headers()));

        assertThat(routes.queues.onlyOneSentTo(DEAD).getHeaders())
                .containsEntry("reason", "UNKNOWN")
                .containsEntry("phase", "CRASH")
                .containsEntry("node", "test");
        nothingOn(RETRY);
    }

    @Test
    void namesTheGatewayThatMadeTheLastAttemptOnADeadLetter() throws Exception {
        routes.providerFails(new RefusedException("Messagenet answered HTTP 400: bad number", 400, ""));

        settled(routes.attempt(BODY, headers()));

        assertThat(routes.queues.onlyOneSentTo(DEAD).getHeaders())
                .containsEntry("node", "test")
                .doesNotContainKey("phase");
    }

    @Test
    void namesNoGatewayOnADeadLetterThatNobodyTried() throws Exception {
        settled(routes.attempt(BODY, headers("deadline", NOW.toString())));

        assertThat(routes.queues.onlyOneSentTo(DEAD).getHeaders()).doesNotContainKeys("node", "phase");
    }

    @Test
    void givesAMessageOfUnknownOutcomeUpAfterItsLastAttempt() throws Exception {
        routes.providerFails(new UnknownOutcomeException("no answer", null));

        settled(routes.attempt("again", BODY, headers("account", "again", "attempts", "2")));

        assertThat(routes.queues.onlyOneSentTo(DEAD).getHeaders())
                .containsEntry("reason", "UNKNOWN")
                .containsEntry("perhapsSent", "true");
        nothingOn(RETRY);
    }

    @ParameterizedTest
    @MethodSource("failuresBeforeTheProviderHadTheMessage")
    void handsAMessageThatIsCertainlyNotSentToTheNextFailoverAccountAtOnce(RuntimeException failure) throws Exception {
        routes.providerFails(failure);

        settled(routes.attempt("first", BODY, headers("account", "first", "JMSReplyTo", "answers")));

        assertThat(routes.queues.onlyOneSentTo("queue:sms.account.second").getHeaders())
                .as("account old is disabled")
                .containsEntry("account", "second")
                .containsEntry("homeAccount", "first")
                .containsEntry("tried", "first")
                .containsEntry("hop", "1")
                .containsEntry("attempts", "1")
                .containsKey("JMSReplyTo");
        assertThat(outcome(OUTCOME).path("final").asBoolean()).isFalse();
        assertThat(outcome(OUTCOME).path("nextAttempt").asText()).isEqualTo(NOW.toString());
        nothingOn(RETRY, DEAD, REPLY);
    }

    @Test
    void passesOverAFailoverAccountThatIsParked() throws Exception {
        routes.providerFails(busy());
        routes.parking.park("second", "a test");

        settled(routes.attempt("first", BODY, headers("account", "first")));

        assertThat(routes.queues.onlyOneSentTo("queue:sms.account.third").getHeaders())
                .containsEntry("tried", "first");
    }

    @Test
    void goesOnWithTheFailoverAccountsOfTheFirstAccountAfterAnother() throws Exception {
        routes.providerFails(busy());

        settled(routes.attempt(
                "second",
                BODY,
                headers("account", "second", "homeAccount", "first", "tried", "first", "attempts", "1", "hop", "1")));

        assertThat(routes.queues.onlyOneSentTo("queue:sms.account.third").getHeaders())
                .containsEntry("homeAccount", "first")
                .containsEntry("tried", "first second")
                .containsEntry("hop", "2")
                .containsEntry("attempts", "2");
    }

    @Test
    void hasAMessageWaitForItsFirstAccountWhenNoFailoverAccountIsLeft() throws Exception {
        routes.providerFails(busy());
        routes.parking.park("third", "a test");

        settled(routes.attempt(
                "second",
                BODY,
                headers("account", "second", "homeAccount", "first", "tried", "first", "attempts", "1", "hop", "1")));

        assertThat(routes.queues.onlyOneSentTo(RETRY).getHeaders())
                .containsEntry("account", "first")
                .containsEntry("attempts", "2")
                .containsEntry("waits", "1")
                .containsEntry("hop", "2")
                .doesNotContainKeys("tried", "homeAccount");
        nothingOn("queue:sms.account.first", "queue:sms.account.third");
    }

    @Test
    void waitsAsLongAsTheFirstAccountAskedAlsoAfterAFailover() throws Exception {
        routes.providerFails(new BusyException("later", 429, "", Duration.ofSeconds(45)));
        settled(routes.attempt("first", BODY, headers("account", "first")));
        Map<String, Object> moved =
                routes.queues.onlyOneSentTo("queue:sms.account.second").getHeaders();
        routes.parking.park("third", "a test");
        routes.providerFails(new NotSentException("no connection", null));

        routes.attempt(
                "second",
                BODY,
                headers(moved.entrySet().stream()
                        .filter(header -> !header.getKey().startsWith("JMS"))
                        .flatMap(header -> Stream.of(header.getKey(), header.getValue()))
                        .toArray()));

        assertThat(routes.queues.onlyOneSentTo(RETRY).getHeaders())
                .containsEntry("notBefore", NOW.plusSeconds(45).toString())
                .doesNotContainKey("homeNotBefore");
    }

    @Test
    void neverHandsAPinnedMessageToAnotherAccount() throws Exception {
        routes.providerFails(busy());

        settled(routes.attempt("first", BODY, headers("account", "first", "pinned", "true")));

        assertThat(routes.queues.onlyOneSentTo(RETRY).getHeaders())
                .containsEntry("account", "first")
                .containsEntry("pinned", "true");
        nothingOn("queue:sms.account.second", "queue:sms.account.third");
    }

    @Test
    void neverHandsAMessageToAnotherAccountThatIsPerhapsSent() throws Exception {
        routes.providerFails(new UnknownOutcomeException("no answer", null));

        settled(routes.attempt("first", BODY, headers("account", "first")));

        assertThat(routes.queues.onlyOneSentTo(DEAD).getHeaders()).containsEntry("reason", "UNKNOWN");
        nothingOn(RETRY, "queue:sms.account.second", "queue:sms.account.third");
    }

    @Test
    void parksAnAccountWhoseProviderDoesNotKeepUp() throws Exception {
        routes.providerFails(busy());
        for (int requeueCount = 0; requeueCount < OutboundRoutes.WINDOW; requeueCount++) {
            assertThat(routes.parking.isOpen("third"))
                    .as("attempt %d", requeueCount)
                    .isTrue();
            routes.attempt("third", BODY, headers("account", "third", "hop", "" + requeueCount));
        }

        assertThat(routes.parking.find("third"))
                .hasValueSatisfying(parked -> assertThat(parked.reason()).contains("100 %", "40 attempts", "BUSY"));
    }

    @Test
    void hasAMessageWaitUntilTheQuietHoursOfItsAccountEnd() throws Exception {
        routes.providerFails(new AssertionErrorException());

        settled(routes.attempt("quiet", BODY, headers("account", "quiet")));

        assertThat(routes.queues.onlyOneSentTo("queue:sms.retry.1m").getHeaders())
                .containsEntry("notBefore", NOW.plusSeconds(3600).toString())
                .doesNotContainKey("attempts");
        nothingOn(DEAD, OUTCOME);
    }

    @Test
    void sendsAnUrgentMessageInQuietHours() throws Exception {
        settled(routes.attempt("quiet", BODY, headers("account", "quiet", "priority", "high")));

        assertThat(outcome(OUTCOME).path("outcome").asText()).isEqualTo("ACCEPTED");
        nothingOn(DEAD, RETRY, "queue:sms.retry.1m");
    }

    @Test
    void expiresAMessageWhoseDeadlinePassesInQuietHours() throws Exception {
        routes.providerFails(new AssertionErrorException());

        settled(routes.attempt(
                "quiet",
                BODY,
                headers("account", "quiet", "deadline", NOW.plusSeconds(1).toString())));
        routes.queues.onlyOneSentTo("queue:sms.retry.1m");
        routes.queues.reset();
        routes.acknowledged.clear();
        settled(routes.attempt("quiet", BODY, headers("account", "quiet", "deadline", NOW.toString(), "hop", "1")));

        assertThat(routes.queues.onlyOneSentTo(DEAD).getHeaders()).containsEntry("reason", "EXPIRED");
    }

    @Test
    void givesABusyMessageUpAfterItsLastAttempt() throws Exception {
        routes.providerFails(busy());

        settled(routes.attempt(BODY, headers("attempts", "2", "firstAttempt", "2026-01-31T11:00:00Z")));

        assertThat(routes.queues.onlyOneSentTo(DEAD).getHeaders())
                .containsEntry("reason", "EXHAUSTED")
                .containsEntry("attempts", "3")
                .containsEntry("firstAttempt", "2026-01-31T11:00:00Z")
                .containsEntry("detail", "Messagenet answered HTTP 503: later");
        nothingOn(RETRY);
    }

    @Test
    void parksAnAccountThatCannotBeUsedAndLeavesTheMessageOnItsQueue() throws Exception {
        routes.providerFails(new AccountUnusableException("Messagenet answered HTTP 402: no credit", 402, "101"));

        Exchange exchange = routes.attempt(BODY, headers("JMSReplyTo", "answers"));

        assertThat(exchange.isFailed()).isFalse();
        assertThat(routes.acknowledged).isEmpty();
        assertThat(routes.recovered).isEmpty();
        assertThat(routes.parking.find("main")).hasValueSatisfying(parked -> assertThat(parked.reason())
                .isEqualTo("Messagenet answered HTTP 402: no credit"));
        assertThat(outcome(OUTCOME).path("outcome").asText()).isEqualTo("ACCOUNT_UNUSABLE");
        assertThat(outcome(OUTCOME).path("final").asBoolean()).isFalse();
        nothingOn(DEAD, RETRY, REPLY);
    }

    @Test
    void parksAnAccountWhoseProviderHasNoRouteAndKeepsNoOtherWaiting() throws Exception {
        CompletableFuture<Exchange> routeless = CompletableFuture.supplyAsync(() -> attempted("routeless", BODY));
        // Camel would wait 30 s for the route.
        Exchange exchange = routeless.get(20, TimeUnit.SECONDS);
        Exchange other =
                CompletableFuture.supplyAsync(() -> attempted("main", BODY)).get(20, TimeUnit.SECONDS);

        assertThat(exchange.isFailed()).isFalse();
        assertThat(other.isFailed()).isFalse();
        assertThat(routes.acknowledged).hasSize(1);
        assertThat(routes.parking.find("routeless")).hasValueSatisfying(parked -> assertThat(parked.reason())
                .isEqualTo("There is no route 'provider-kpnqwest'"));
        nothingOn(DEAD, RETRY);
    }

    @Test
    void doesNotKnowWhatBecameOfAMessageWhoseProviderRouteBreaksOffWithAnError() throws Exception {
        routes.provider(exchange -> {
            throw new StackOverflowError();
        });
        settled(routes.attempt(BODY, headers()));
        assertThat(outcome(OUTCOME).path("outcome").asText()).isEqualTo("UNKNOWN");
    }

    private static Map<String, Object> headersOf(String id, Object... further) {
        Map<String, Object> headers = new HashMap<>(headers(further));
        headers.put("messageId", id);
        return headers;
    }

    @Test
    void refusesTheMessageThatParkedAnAccountWhichThenTookAnother() throws Exception {
        AccountUnusableException blocked =
                new AccountUnusableException("Messagenet answered HTTP 403: blocked", 403, "");
        String blockedId = MessageId.next();
        routes.providerFails(blocked);
        routes.attempt(BODY, headersOf(blockedId));
        assertThat(routes.parking.isOpen("main")).isFalse();
        routes.parking.unpark("main", "a probe got through");
        routes.provider(exchange -> exchange.getMessage().setBody("77"));
        routes.attempt(BODY, headersOf(MessageId.next()));
        routes.providerFails(blocked);

        routes.attempt(BODY, headersOf(blockedId));

        assertThat(routes.parking.isOpen("main")).isTrue();
        assertThat(routes.acknowledged).containsExactly(BODY, BODY);
        assertThat(routes.queues.onlyOneSentTo(DEAD).getHeaders())
                .containsEntry("reason", "REFUSED")
                .containsEntry("messageId", blockedId)
                .containsEntry("httpStatus", "403")
                .hasEntrySatisfying("detail", detail -> assertThat(detail.toString())
                        .startsWith("Messagenet answered HTTP 403: blocked; ")
                        .contains("another"));
    }

    @Test
    void parksAnAccountAgainWhileItTookNoOtherMessage() throws Exception {
        String id = MessageId.next();
        routes.providerFails(new AccountUnusableException("Messagenet answered HTTP 402: no credit", 402, "101"));
        routes.attempt(BODY, headersOf(id));
        routes.parking.unpark("main", "a person said so");

        routes.attempt(BODY, headersOf(id));

        assertThat(routes.parking.isOpen("main")).isFalse();
        assertThat(routes.acknowledged).isEmpty();
        nothingOn(DEAD, RETRY);
    }

    @Test
    void leavesAMessageOnItsQueueWhoseAccountWasParkedWhileItWaitedForItsTurn() throws Exception {
        routes.parking.park("main", "no credit");
        routes.providerFails(new AssertionErrorException());

        Exchange exchange = routes.attempt(BODY, headers());

        assertThat(exchange.isFailed()).isFalse();
        assertThat(routes.acknowledged).isEmpty();
        nothingOn(DEAD, RETRY, OUTCOME);
    }

    @Test
    void doesNotSubmitAMessageWhoseDeadlineHasPassed() throws Exception {
        routes.providerFails(new AssertionErrorException());

        settled(routes.attempt(BODY, headers("deadline", NOW.toString())));

        assertThat(routes.queues.onlyOneSentTo(DEAD).getHeaders())
                .containsEntry("reason", "EXPIRED")
                .containsEntry("attempts", "0");
        nothingOn(RETRY);
    }

    @Test
    void makesAMessageWaitOnThatIsNotYetDueAndTellsNothing() throws Exception {
        routes.providerFails(new AssertionErrorException());

        settled(routes.attempt(BODY, headers("notBefore", NOW.plusSeconds(3).toString())));

        assertThat(routes.queues.onlyOneSentTo(RETRY).getHeaders())
                .containsEntry("dueAt", NOW.plusSeconds(3).toString())
                .doesNotContainKey("attempts");
        nothingOn(DEAD, OUTCOME);
    }

    @Test
    void keepsWhatIsNoMessageOfOursInTheDeadLetterQueue() throws Exception {
        settled(routes.attempt(BODY, Map.of("to", "")));

        assertThat(routes.queues.onlyOneSentTo(DEAD).getBody()).isEqualTo(BODY);
        assertThat(routes.queues.onlyOneSentTo(DEAD).getHeaders())
                .containsEntry("reason", "MALFORMED")
                .containsEntry("detail", "Field 'messageId' must be a header as the gateway sets it");
    }

    @Test
    void answersTheSenderWhenTheOutcomeIsFinal() throws Exception {
        settled(routes.attempt(BODY, headers("JMSReplyTo", "answers", "JMSCorrelationID", "c-1")));

        Message reply = routes.queues.onlyOneSentTo(REPLY);
        assertThat(reply.getHeader("CamelJmsDestination")).hasToString("queue://answers");
        assertThat(reply.getHeader("JMSCorrelationID")).isEqualTo("c-1");
        assertThat(outcome(REPLY).path("outcome").asText()).isEqualTo("ACCEPTED");
    }

    @Test
    void answersTheSenderOfADeadMessage() throws Exception {
        routes.providerFails(new RefusedException("bad number", 400, "7"));

        settled(routes.attempt(BODY, headers("JMSReplyTo", "answers", "JMSCorrelationID", "c-1")));

        assertThat(outcome(REPLY).path("outcome").asText()).isEqualTo("REFUSED");
    }

    @Test
    void settlesAMessageWhoseOutcomeNobodyCanBeTold() throws Exception {
        routes.queues.breakDown(OUTCOME);

        settled(routes.attempt(BODY, headers()));

        nothingOn(DEAD, RETRY);
    }

    @Test
    void settlesAMessageWhoseSenderCannotBeAnswered() throws Exception {
        routes.queues.breakDown(REPLY);

        settled(routes.attempt(BODY, headers("JMSReplyTo", "gone", "JMSCorrelationID", "c-1")));

        nothingOn(DEAD, RETRY);
    }

    static Stream<Arguments> queuesThatBreakDown() {
        return Stream.of(Arguments.of(busy(), RETRY), Arguments.of(new RefusedException("bad number", 400, "7"), DEAD));
    }

    @ParameterizedTest
    @MethodSource("queuesThatBreakDown")
    void neverAcknowledgesAMessageThatCouldNotBePutElsewhere(RuntimeException failure, String queue) throws Exception {
        routes.providerFails(failure);
        routes.queues.breakDown(queue);

        Exchange exchange = routes.attempt(BODY, headers());

        assertThat(exchange.isFailed()).isTrue();
        assertThat(routes.acknowledged).isEmpty();
        assertThat(routes.recovered).containsExactly("main");
        nothingOn(OUTCOME);
    }

    /** Thrown where the provider must not be called. */
    private static final class AssertionErrorException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}

package io.staffetta.routes;

import static io.staffetta.delivery.DeliverySamples.BODY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.delivery.DeliverySamples;
import io.staffetta.ledger.history.State;
import io.staffetta.message.MessageId;
import io.staffetta.provider.BusyException;
import io.staffetta.provider.RefusedException;
import jakarta.jms.JMSException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Messages that are not accepted at the same time. */
class FailureGroupsRouteTest {

    private static final String DEAD = "queue:sms.dead-letter";
    private static final String RETRY = "queue:sms.retry.10s";
    private static final String OUTCOME = "topic:sms.outcome";
    private static final int SIZE = 10;

    @RegisterExtension
    static final OutboundRoutes routes = new OutboundRoutes();

    private static RefusedException refused() {
        return new RefusedException("bad number", 400, "7");
    }

    private static BusyException busy() {
        return new BusyException("later", 503, "", Duration.ZERO);
    }

    private static CompletableFuture<Exchange> begin(String id) throws JMSException {
        Map<String, Object> headers = new HashMap<>(DeliverySamples.headers(DeliverySamples.message()));
        headers.put("messageId", id);
        return routes.begin("main", BODY, headers);
    }

    /** Messages that wait together to be put elsewhere, behind a first one; their ids. */
    private static Map<String, CompletableFuture<Exchange>> group(String queue, State state) throws JMSException {
        routes.queues.hold(queue);
        Map<String, CompletableFuture<Exchange>> group = new HashMap<>();
        String first = MessageId.next();
        group.put(first, begin(first));
        await().until(() -> routes.queues.isHolding());
        for (int i = 0; i < SIZE; i++) {
            String id = MessageId.next();
            group.put(id, begin(id));
        }
        await().until(() -> group.keySet().stream().allMatch(id -> routes.state(id) == state));
        return group;
    }

    private static List<String> ids(String destination) {
        return routes.queues.sentTo(destination).stream()
                .map(message -> message.getHeader("messageId", String.class))
                .toList();
    }

    private static Exchange done(CompletableFuture<Exchange> attempt) {
        return attempt.orTimeout(30, TimeUnit.SECONDS).join();
    }

    @Test
    void putsLettersThatComeTogetherIntoTheDeadLetterQueueInOneTransaction() throws Exception {
        routes.providerFails(refused());
        Map<String, CompletableFuture<Exchange>> group = group(DEAD, State.DYING);

        routes.queues.letGo();

        assertThat(group.values())
                .allSatisfy(attempt -> assertThat(done(attempt).isFailed()).isFalse());
        assertThat(ids(DEAD)).containsExactlyInAnyOrderElementsOf(group.keySet());
        assertThat(group.keySet()).allSatisfy(id -> assertThat(routes.state(id)).isEqualTo(State.DEAD));
        assertThat(routes.acknowledged).hasSize(SIZE + 1);
        assertThat(routes.queues.sentTo(OUTCOME)).hasSize(SIZE + 1);
        // Each with its outcome. One may still have been on its way when the first was let go.
        assertThat(routes.queues.transactions()).first().satisfies(sends -> assertThat(sends)
                .isGreaterThan(2));
    }

    @Test
    void leavesTheOthersOfAGroupAsTheyAreIfOneOfThemCannotBePut() throws Exception {
        routes.providerFails(refused());
        Map<String, CompletableFuture<Exchange>> group = group(DEAD, State.DYING);
        String bad = last(group);
        routes.queues.breakDownFor(bad);

        routes.queues.letGo();

        assertThat(done(group.remove(bad)).isFailed()).isTrue();
        assertThat(group.values())
                .allSatisfy(attempt -> assertThat(done(attempt).isFailed()).isFalse());
        assertThat(ids(DEAD)).containsExactlyInAnyOrderElementsOf(group.keySet());
        assertThat(routes.state(bad)).isEqualTo(State.DYING);
        assertThat(routes.acknowledged).hasSize(SIZE);
        assertThat(routes.recovered).containsExactly("main");
        assertThat(routes.queues.sentTo(OUTCOME)).hasSize(SIZE);
    }

    /** That of the first one was not put with others. */
    private static String last(Map<String, CompletableFuture<Exchange>> group) {
        return new ArrayList<>(new TreeSet<>(group.keySet())).get(SIZE);
    }

    @Test
    void neverPutsALetterASecondTimeWhenItIsNotCertainWhetherTheBrokerHasIt() throws Exception {
        routes.providerFails(refused());
        Map<String, CompletableFuture<Exchange>> group = group(DEAD, State.DYING);
        routes.queues.failCommits();

        routes.queues.letGo();
        group.values().forEach(FailureGroupsRouteTest::done);

        assertThat(ids(DEAD)).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(group.keySet());
        assertThat(group.keySet()).allSatisfy(id -> assertThat(routes.state(id)).isIn(State.DYING, State.DEAD));
        assertThat(routes.recovered).as("they come again, and are looked for").isNotEmpty();
    }

    @Test
    void putsMessagesThatComeTogetherOnARetryQueueInOneTransaction() throws Exception {
        routes.providerFails(busy());
        Map<String, CompletableFuture<Exchange>> group = group(RETRY, State.WAITING);

        routes.queues.letGo();

        assertThat(group.values())
                .allSatisfy(attempt -> assertThat(done(attempt).isFailed()).isFalse());
        assertThat(ids(RETRY)).containsExactlyInAnyOrderElementsOf(group.keySet());
        assertThat(routes.acknowledged).hasSize(SIZE + 1);
        assertThat(routes.queues.transactions()).first().satisfies(sends -> assertThat(sends)
                .isGreaterThan(2));
    }

    @Test
    void remembersWhatAProviderHasRefusedWhileTheLedgerIsAway() throws Exception {
        routes.provider(exchange -> {
            routes.takeLedgerAway();
            throw refused();
        });
        String id = MessageId.next();

        CompletableFuture<Exchange> attempt = begin(id);
        await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
        List<Message> early = routes.queues.sentTo(DEAD);
        routes.bringLedgerBack();

        assertThat(done(attempt).isFailed()).isFalse();
        assertThat(early).isEmpty();
        assertThat(ids(DEAD)).containsExactly(id);
        assertThat(routes.state(id)).isEqualTo(State.DEAD);
    }
}

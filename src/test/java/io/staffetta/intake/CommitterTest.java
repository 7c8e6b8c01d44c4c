package io.staffetta.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.account.UnknownAccountException;
import io.staffetta.http.DemoIntake;
import io.staffetta.ledger.TestLedger;
import io.staffetta.message.ReferenceConflictException;
import io.staffetta.thread.RightOfWay;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests that share transactions, over a real ledger and the real routing. */
class CommitterTest {

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final TestLedger ledger = new TestLedger(Clock.systemUTC());
    private final Intake intake = DemoIntake.intake(ledger.ledger());
    private final List<List<RoutedMessage>> transactions = new CopyOnWriteArrayList<>();
    private final CountDownLatch first = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);
    private final RightOfWay way = new RightOfWay();
    private final Committer committer = new Committer(intake, new TestQueues(this::commit), way, 10, 12);

    @AfterEach
    void close() {
        go.countDown();
        committer.close();
        ledger.ledger().close();
    }

    /** The first transaction takes until it is let go. */
    private void commit(List<RoutedMessage> routed) {
        first.countDown();
        try {
            go.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        transactions.add(routed);
    }

    private static String json(String further) {
        return "{\"to\": \"+393330000001\", \"text\": \"Ciao\"" + further + "}";
    }

    private CompletableFuture<Exchange> take(BooleanSupplier late, String... messages) {
        return take(committer, late, messages);
    }

    private CompletableFuture<Exchange> take(Committer by, String... messages) {
        return take(by, () -> false, messages);
    }

    private CompletableFuture<Exchange> take(Committer by, BooleanSupplier late, String... messages) {
        List<Incoming> read = new ArrayList<>();
        for (String message : messages) {
            read.add(intake.read(message, Map.of(), "http"));
        }
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(IntakeRequest.allOrNone(read, late));
        CompletableFuture<Exchange> done = new CompletableFuture<>();
        by.process(exchange, sync -> done.complete(exchange));
        return done;
    }

    private CompletableFuture<Exchange> take(String... messages) {
        return take(() -> false, messages);
    }

    private void holdUp() throws InterruptedException {
        CompletableFuture<Exchange> unused = take(json(""));
        first.await();
    }

    private static Throwable failure(CompletableFuture<Exchange> request) {
        Exception failure = request.join().getException();
        return failure instanceof RefusedElementException refused ? refused.failure() : failure;
    }

    @Test
    void commitsTogetherWhatHasComeMeanwhileAndAnswersAfterwards() throws Exception {
        holdUp();
        List<CompletableFuture<Exchange>> requests = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            requests.add(take(json("")));
        }
        assertThat(requests).noneMatch(CompletableFuture::isDone);

        go.countDown();

        assertThat(requests).allSatisfy(request -> assertThat(failure(request)).isNull());
        assertThat(transactions).extracting(List::size).containsExactly(1, 10);
    }

    @Test
    void saysThatAnUrgentRequestHasCome() throws Exception {
        holdUp();
        assertThat(way.share(10)).isEqualTo(10);
        CompletableFuture<Exchange> unused = take(json(", \"priority\": \"high\""));
        assertThat(way.share(10)).isLessThan(10);
    }

    @Test
    void takesUrgentRequestsFirstAndEachPriorityInTheOrderInWhichItCame() throws Exception {
        holdUp();
        List<CompletableFuture<Exchange>> requests = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            requests.add(take(json(", \"reference\": \"usual-" + i + "\"")));
        }
        requests.add(take(json(", \"reference\": \"high-0\", \"priority\": \"high\"")));
        requests.add(take(
                json(", \"reference\": \"bulk\", \"priority\": \"bulk\""),
                json(", \"reference\": \"high-1\", \"priority\": \"high\"")));

        go.countDown();

        assertThat(requests).allSatisfy(request -> assertThat(failure(request)).isNull());
        assertThat(transactions.subList(1, transactions.size()))
                .flatExtracting(transaction -> transaction)
                .extracting(routed -> routed.message().reference())
                .startsWith("high-0", "bulk", "high-1", "usual-0", "usual-1")
                .endsWith("usual-8")
                .hasSize(12);
    }

    @Test
    void keepsOthersBackWhileAnUrgentMessageIsOnItsWayAndTakesItInFirstWhereItComesThisWay() {
        go.countDown();
        AtomicLong looks = new AtomicLong();
        RightOfWay standing = new RightOfWay(looks::incrementAndGet);
        try (Committer keeping = new Committer(intake, new TestQueues(this::commit), standing, 10, 12)) {
            standing.came();
            CompletableFuture<Exchange> usual = take(keeping, json(", \"reference\": \"usual\""));
            long before = looks.get();
            await().until(() -> looks.get() > before + 20);
            assertThat(usual).isNotDone();

            CompletableFuture<Exchange> urgent =
                    take(keeping, json(", \"reference\": \"high\", \"priority\": \"high\""));

            assertThat(failure(urgent)).isNull();
            assertThat(usual).isNotDone();
            standing.gone();
            looks.addAndGet(Duration.ofMillis(3).toNanos());
            assertThat(failure(usual)).isNull();
            assertThat(transactions)
                    .flatExtracting(transaction -> transaction)
                    .extracting(routed -> routed.message().reference())
                    .containsExactly("high", "usual");
        }
    }

    @Test
    void failsNoOtherRequestForOneThatIsWrong() throws Exception {
        holdUp();
        CompletableFuture<Exchange> good = take(json(", \"reference\": \"r-1\""));
        CompletableFuture<Exchange> unroutable = take(json(""), json(", \"account\": \"nobody\""));
        CompletableFuture<Exchange> conflict =
                take(json(""), "{\"to\": \"+393330000001\", \"text\": \"Salve\", \"reference\": \"r-1\"}");
        CompletableFuture<Exchange> other = take(json(""), json(""));

        go.countDown();

        assertThat(failure(good)).isNull();
        assertThat(failure(other)).isNull();
        assertThat(failure(unroutable)).isInstanceOf(UnknownAccountException.class);
        assertThat(failure(conflict)).isInstanceOf(ReferenceConflictException.class);
        assertThat(transactions).extracting(List::size).containsExactly(1, 3);
    }

    @Test
    void putsNothingOfARequestOnAQueueWhoseCallerWasToldThatItIsNot() throws Exception {
        holdUp();
        AtomicBoolean asked = new AtomicBoolean();
        CompletableFuture<Exchange> beforeItsTurn = take(() -> true, json(""));
        // In time when its turn comes, and not any more when it is put.
        CompletableFuture<Exchange> whileItIsPut = take(() -> asked.getAndSet(true), json(""));
        CompletableFuture<Exchange> inTime = take(json(""));

        go.countDown();

        assertThat(failure(inTime)).isNull();
        assertThat(failure(beforeItsTurn)).isInstanceOf(RequestTooLateException.class);
        assertThat(failure(whileItIsPut)).isInstanceOf(RequestTooLateException.class);
        assertThat(transactions).extracting(List::size).containsExactly(1, 1);
    }

    @Test
    void putsAMessageAgainUnderItsFirstIdThatNoAttemptShowsToBeOnItsQueue() {
        go.countDown();
        String message = json(", \"reference\": \"r-2\"");
        IntakeRequest before = take(message).join().getMessage().getBody(IntakeRequest.class);

        IntakeRequest again = take(message).join().getMessage().getBody(IntakeRequest.class);

        String id = before.routed().get(0).get(0).message().id();
        assertThat(again.receipts().get(0).isDuplicate()).isTrue();
        assertThat(again.receipts().get(0).first().get(0).id()).isEqualTo(id);
        assertThat(transactions).hasSize(2).allSatisfy(put -> assertThat(put)
                .singleElement()
                .extracting(routed -> routed.message().id())
                .isEqualTo(id));
    }

    @Test
    void refusesARequestWhenAsManyWaitAsMay() throws Exception {
        holdUp();
        List<CompletableFuture<Exchange>> requests = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            requests.add(take(json("")));
        }

        assertThat(failure(requests.get(11))).isInstanceOf(IntakeFullException.class);
        go.countDown();
        assertThat(requests.subList(0, 11))
                .allSatisfy(request -> assertThat(failure(request)).isNull());
        await().untilAsserted(() -> assertThat(failure(take(json("")))).isNull());
    }

    @Test
    void takesNothingWhenItsLedgerIsAwayAndGoesOnWhenItIsBack() {
        go.countDown();
        ledger.takeAway();
        assertThat(failure(take(json("")))).isNotNull();
        assertThat(transactions).isEmpty();

        ledger.bringBack();

        await().untilAsserted(() -> assertThat(failure(take(json("")))).isNull());
    }

    @Test
    void takesInWhatHasComeBeforeItIsClosed() throws Exception {
        holdUp();
        CompletableFuture<Exchange> waiting = take(json(""));
        go.countDown();

        committer.close();

        assertThat(failure(waiting)).isNull();
        assertThat(failure(take(json("")))).isInstanceOf(IntakeFullException.class);
    }
}

package io.staffetta.ledger.slots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.it.support.PostgresDatabase;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.Nodes;
import io.staffetta.ledger.TestLedger;
import io.staffetta.ledger.history.AttemptDecision;
import io.staffetta.ledger.history.AttemptRecord;
import io.staffetta.ledger.history.Entry;
import io.staffetta.ledger.history.MessageVersion;
import io.staffetta.ledger.history.State;
import io.staffetta.ledger.store.LedgerStore;
import io.staffetta.message.MessageId;
import io.staffetta.message.Outcome;
import io.staffetta.message.Priority;
import io.staffetta.message.SmsMessage;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two gateways on one PostgreSQL ledger have the submissions of an account at once that one may have. */
class SharedSlotsIT {

    private static final Clock CLOCK = Clock.systemUTC();
    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** Longest until a gateway gives up slots that it does not use, with much room for a slow machine. */
    private static final Duration STARVED = SharedSlots.LOOK.multipliedBy(2).plusSeconds(5);

    @RegisterExtension
    private static final PostgresDatabase POSTGRES = new PostgresDatabase();

    private Ledger one;
    private Ledger other;
    private final String account = "main-" + MessageId.next();

    @BeforeEach
    void open() {
        one = ledger(LONGEST);
        other = ledger(LONGEST);
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
    }

    private static Ledger ledger(Duration longest) {
        LedgerStore store = POSTGRES.store();
        return new Ledger(store, "test", Duration.ofDays(7), longest, CLOCK);
    }

    /** An attempt that a gateway has begun, or tried to. */
    private record Begun(Ledger ledger, SmsMessage message, long token, AttemptDecision verdict) {

        boolean isOpen() {
            return verdict instanceof AttemptDecision.Go;
        }
    }

    private Begun begin(Ledger ledger, int most, Priority priority) {
        return begin(ledger, most, message(priority), ledger.attempts().nextToken());
    }

    private static SmsMessage message(Priority priority) {
        return new SmsMessage(
                MessageId.next(),
                "+393330000001",
                "Ciao",
                "",
                "",
                "",
                priority,
                "http",
                CLOCK.instant().plus(1, ChronoUnit.DAYS),
                Instant.EPOCH,
                false,
                "");
    }

    private Begun begin(Ledger ledger, int most, SmsMessage message, long token) {
        return begin(ledger, account, most, message, token);
    }

    private static Begun begin(Ledger ledger, String account, int most, SmsMessage message, long token) {
        Entry entry = new Entry(message, account, 1, 0, State.QUEUED, "", "", CLOCK.instant());
        AttemptDecision verdict = ledger.attempts()
                .begin(entry, new MessageVersion(message.id(), 0, 0), "messagenet", token, CLOCK.instant(), true, most);
        return new Begun(ledger, message, token, verdict);
    }

    private boolean begins(Ledger ledger, int most) {
        return begin(ledger, most, Priority.NORMAL).isOpen();
    }

    private void end(Begun begun) {
        TestLedger.end(
                begun.ledger(),
                new AttemptRecord(
                        begun.message().id(),
                        1,
                        0,
                        0,
                        account,
                        "messagenet",
                        begun.ledger().node(),
                        begun.token(),
                        CLOCK.instant(),
                        CLOCK.instant(),
                        Outcome.of(Outcome.Kind.ACCEPTED, "", 200, "", 0, "77")),
                null);
    }

    /** Lets time pass for what a gateway has said of itself: by the database's clock, and for this account. */
    private void age(Ledger ledger, Duration age) throws SQLException {
        try (Connection connection = POSTGRES.connect();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("update claim set until = until - " + age.toNanos() / 1000
                            + " where account = '" + account + "' and node = '" + ledger.node() + "'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void beginsAnAttemptOnlyWhereASlotIsFreeWhicheverGatewayHasTheOthers() {
        Begun first = begin(one, 3, Priority.HIGH);
        Begun second = begin(other, 3, Priority.HIGH);
        Begun third = begin(other, 3, Priority.HIGH);
        assertThat(List.of(first, second, third)).allMatch(Begun::isOpen);

        Begun refused = begin(one, 3, Priority.HIGH);
        assertThat(refused.verdict()).isEqualTo(new AttemptDecision.NoSlot());
        assertThat(one.messages().attempts(refused.message().id()))
                .as("counts as no attempt")
                .isEmpty();
        assertThat(one.messages().find(refused.message().id())).isEmpty();

        end(second);
        await().atMost(STARVED)
                .until(() -> begin(one, 3, refused.message(), refused.token()).isOpen());
        assertThat(begin(other, 3, Priority.HIGH).isOpen()).isFalse();
    }

    @Test
    void holdsTheSlotOfAGatewayThatHadNotSpokenForAlmostTheWholeTime() throws Exception {
        end(begin(one, 1, Priority.HIGH));
        age(one, Nodes.SILENCE.plus(LONGEST).minus(Duration.ofSeconds(2)));

        assertThat(begin(one, 1, Priority.HIGH).isOpen()).isTrue();
        age(one, Duration.ofSeconds(4));

        assertThat(begin(other, 1, Priority.HIGH).isOpen()).isFalse();
    }

    @Test
    void keepsItsShareFreeForUrgentMessagesOverAllGateways() {
        assertThat(begins(one, 4)).isTrue();
        assertThat(begins(one, 4)).isTrue();
        assertThat(begins(other, 4)).isTrue();
        assertThat(begins(other, 4)).isFalse();

        assertThat(begin(other, 4, Priority.HIGH).isOpen()).isTrue();
        assertThat(begin(one, 4, Priority.HIGH).isOpen()).isFalse();
    }

    @Test
    void countsEachAccountByItself() {
        assertThat(begins(one, 1)).isTrue();
        assertThat(begin(
                                other,
                                "another-" + account,
                                1,
                                message(Priority.NORMAL),
                                other.attempts().nextToken())
                        .isOpen())
                .isTrue();
        assertThat(begins(other, 1)).isFalse();
    }

    @Test
    void hasTheLowestNumberHoldWhereGatewaysDiffer() {
        one.tellConcurrency(Map.of(account, 2));
        await().until(() -> count("select count(*) from claim where account = '" + account + "'") == 1);

        // Also while the one with the lower number has nothing to send.
        assertThat(begin(other, 8, Priority.HIGH).isOpen()).isTrue();
        assertThat(begin(other, 8, Priority.HIGH).isOpen()).isTrue();
        assertThat(begin(other, 8, Priority.HIGH).isOpen()).isFalse();
    }

    @Test
    void beginsNothingAfterANumberWasLoweredUntilEnoughHasEnded() {
        List<Begun> open = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            open.add(begin(i % 2 == 0 ? one : other, 6, Priority.HIGH));
        }
        assertThat(open).allMatch(Begun::isOpen);

        // It was lowered to 2 here; the other has not noticed yet.
        for (Begun begun : open.subList(0, 4)) {
            assertThat(begin(one, 2, Priority.HIGH).isOpen()).isFalse();
            assertThat(begin(other, 6, Priority.HIGH).isOpen()).isFalse();
            end(begun);
        }
        assertThat(begin(one, 2, Priority.HIGH).isOpen()).isFalse();
        end(open.get(4));
        assertThat(begin(one, 2, Priority.HIGH).isOpen()).isTrue();
        assertThat(begin(one, 2, Priority.HIGH).isOpen()).isFalse();
    }

    @Test
    void usesNoSlotsThatItHoldsAboveANumberThatAnotherGatewayHas() throws SQLException {
        List<Begun> open = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            open.add(begin(other, 8, Priority.HIGH));
        }
        assertThat(open).allMatch(Begun::isOpen);
        one.tellConcurrency(Map.of(account, 2));
        await().until(() -> count("select count(*) from claim where account = '" + account + "'") == 2);

        open.subList(0, 4).forEach(this::end);
        assertThat(begin(other, 8, Priority.HIGH).isOpen()).isFalse();
        end(open.get(4));
        assertThat(begin(other, 8, Priority.HIGH).isOpen()).isTrue();
        assertThat(begin(other, 8, Priority.HIGH).isOpen()).isFalse();
    }

    @Test
    void usesNoSlotsThatItHeldBeforeItWasSilentForLong() throws SQLException {
        List<Begun> open =
                List.of(begin(one, 3, Priority.HIGH), begin(one, 3, Priority.HIGH), begin(one, 3, Priority.HIGH));
        assertThat(open).allMatch(Begun::isOpen);
        age(one, Nodes.SILENCE.plus(LONGEST).plusSeconds(1));
        for (int i = 0; i < 3; i++) {
            assertThat(begin(other, 3, Priority.HIGH).isOpen()).isTrue();
        }

        one.tellConcurrency(Map.of(account, 3));
        open.forEach(this::end);

        assertThat(begin(one, 3, Priority.HIGH).isOpen()).isFalse();
    }

    @Test
    void beginsAMessageOnceThoughBothGatewaysAskAtTheSameTime() {
        for (int i = 0; i < 40; i++) {
            SmsMessage message = message(Priority.HIGH);
            CompletableFuture<Begun> first = CompletableFuture.supplyAsync(
                    () -> begin(one, 1000, message, one.attempts().nextToken()));
            Begun second = begin(other, 1000, message, other.attempts().nextToken());

            assertThat(List.of(first.join(), second)).filteredOn(Begun::isOpen).hasSize(1);
        }
    }

    @Test
    void leavesTheSlotsOfASilentGatewayUntilItsSubmissionsHaveEnded() throws SQLException {
        Begun begun = begin(one, 1, Priority.NORMAL);
        assertThat(begun.isOpen()).isTrue();
        // One that was killed; a gateway that lives would say again that it has its slots.
        age(one, Nodes.SILENCE.plus(LONGEST).minusSeconds(5));
        assertThat(begins(other, 1)).isFalse();

        age(one, Duration.ofSeconds(5));
        assertThat(begins(other, 1)).isTrue();

        end(begun);
        assertThat(begins(other, 1))
                .as("what it gives back now is not its own any more")
                .isFalse();
    }

    @Test
    void keepsTheSlotsOfAGatewayThatSaysThatItLives() throws SQLException {
        one.tellConcurrency(Map.of(account, 1));
        assertThat(begins(one, 1)).isTrue();
        age(one, Nodes.SILENCE.plus(LONGEST));

        await().until(() -> count("select count(*) from claim where account = '" + account
                        + "' and until > extract(epoch from clock_timestamp()) * 1000000")
                == 1);
        assertThat(begins(other, 1)).isFalse();
    }

    @Test
    void losesNoSlotToAnAttemptThatWasGivenUp() {
        Begun begun = begin(one, 1, Priority.NORMAL);
        one.attempts().abandon(begun.token());

        await().until(() -> begins(other, 1));
    }

    @Test
    void givesBackAllWhenAGatewayStops() {
        Begun begun = begin(one, 2, Priority.HIGH);
        end(begun);
        await().atMost(STARVED).until(() -> begin(other, 1, Priority.HIGH).isOpen());
        one.tellConcurrency(Map.of(account, 1));
        one.close();

        // Its lower number is gone, too.
        assertThat(begin(other, 2, Priority.HIGH).isOpen()).isTrue();
    }

    @Test
    void keepsTheSlotsOfAGatewayThatStopsInTheMiddleOfASubmission() {
        assertThat(begins(one, 1)).isTrue();
        one.close();

        assertThat(begins(other, 1)).isFalse();
    }

    @Test
    void leavesTheNextSlotToTheGatewayThatHasFewerOfThem() {
        List<Begun> open = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            open.add(begin(one, 4, Priority.HIGH));
        }
        assertThat(begin(other, 4, Priority.HIGH).isOpen()).isFalse();

        end(open.get(0));
        assertThat(begin(one, 4, Priority.HIGH).isOpen()).isFalse();
        assertThat(begin(other, 4, Priority.HIGH).isOpen()).isTrue();
    }

    @Test
    void leavesNoSlotToAGatewayThatHasAskedLongAgo() {
        Begun begun = begin(one, 1, Priority.NORMAL);
        assertThat(begins(other, 1)).isFalse();
        end(begun);

        assertThat(begins(one, 1)).isFalse();
        await().atMost(Duration.ofSeconds(60)).until(() -> begins(one, 1));
    }

    @Test
    void leavesTheShareOfAnIdleGatewayToABusyOneThatUsesItWithoutAsking() throws SQLException {
        int most = 32;
        int usual = 28;
        List<Begun> idle = new ArrayList<>();
        List<Begun> busy = new ArrayList<>();
        for (int i = 0; i < usual / 2; i++) {
            idle.add(begin(one, most, Priority.NORMAL));
            busy.add(begin(other, most, Priority.NORMAL));
        }
        assertThat(begins(other, most)).as("each has its part").isFalse();
        idle.forEach(this::end);
        await().atMost(STARVED).until(() -> {
            Begun begun = begin(other, most, Priority.NORMAL);
            if (begun.isOpen()) {
                busy.add(begun);
            }
            return busy.size() == usual;
        });

        long before = other.slotTrips();
        int messages = 0;
        for (int i = 0; i < 20; i++) {
            List<Begun> next = new ArrayList<>();
            for (Begun begun : busy.subList(0, usual / 2)) {
                end(begun);
                next.add(begin(other, most, Priority.NORMAL));
            }
            assertThat(next).allMatch(Begun::isOpen);
            messages += next.size();
            busy.subList(0, usual / 2).clear();
            busy.addAll(next);
        }
        long trips = other.slotTrips() - before;
        System.out.println("MEASURED " + trips + " round trips for slots, " + messages + " messages");
        assertThat(trips).isLessThan(messages / 5);

        // And back again, when that one has something to send.
        await().atMost(STARVED).until(() -> {
            Begun begun = begin(one, most, Priority.NORMAL);
            if (!begun.isOpen() && !busy.isEmpty()) {
                end(busy.remove(0));
            }
            return begun.isOpen();
        });
    }

    @ParameterizedTest(name = "of {0} slots {1} are for usual messages")
    @CsvSource({"3, 2", "1, 1"})
    void neverHasMoreAtOnceThanAllowedAndStarvesNoGateway(int most, int usual) throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger sent = new AtomicInteger();
        AtomicInteger byOne = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Callable<Void>> work = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Ledger ledger = i % 4 == 0 ? one : other;
            work.add(() -> {
                while (sent.get() < 150) {
                    Begun begun = begin(ledger, most, Priority.NORMAL);
                    if (begun.isOpen()) {
                        atOnce.accumulateAndGet(now.incrementAndGet(), Math::max);
                        LockSupport.parkNanos(5_000_000);
                        now.decrementAndGet();
                        end(begun);
                        sent.incrementAndGet();
                        byOne.addAndGet(ledger == one ? 1 : 0);
                    } else {
                        LockSupport.parkNanos(1_000_000);
                    }
                }
                return null;
            });
        }
        for (Future<Void> done : threads.invokeAll(work)) {
            done.get();
        }
        threads.shutdown();

        assertThat(atOnce).hasValue(usual);
        assertThat(byOne.get()).as("by the gateway with fewer threads").isBetween(50, 100);
    }

    private static int count(String sql) throws SQLException {
        try (Connection connection = POSTGRES.connect();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }
}

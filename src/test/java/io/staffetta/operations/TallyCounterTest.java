package io.staffetta.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.ledger.HandSetClock;
import io.staffetta.ledger.TestLedger;
import io.staffetta.ledger.figures.Tally;
import io.staffetta.ledger.figures.Tally.Kind;
import io.staffetta.ledger.figures.Tally.Step;
import io.staffetta.ledger.figures.TallyTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TallyCounterTest {

    private static final Instant START = Instant.parse("2026-11-29T10:00:30Z");

    private final HandSetClock clock = new HandSetClock(START);
    private final TestLedger test = new TestLedger(clock);
    private final TallyCounter counter = new TallyCounter(clock);

    @AfterEach
    void close() {
        test.ledger().close();
    }

    private List<Tally> read(Step step) {
        return test.ledger().read(connection -> TallyTable.read(connection, step, Instant.EPOCH));
    }

    private static Tally minute(String at, String account, Kind kind, long messages) {
        return new Tally(Step.MINUTE, Instant.parse(at), account, kind, messages);
    }

    @Test
    void writesWhatWasDoneByMinutesAndHours() {
        counter.count("main", Kind.ACCEPTED);
        counter.write(test.ledger());
        counter.count("main", Kind.ACCEPTED);
        counter.count("", Kind.DEAD);
        clock.advance(Duration.ofMinutes(1));
        counter.count("main", Kind.ACCEPTED);
        counter.write(test.ledger());

        assertThat(read(Step.MINUTE))
                .containsExactlyInAnyOrder(
                        minute("2026-11-29T10:00:00Z", "main", Kind.ACCEPTED, 2),
                        minute("2026-11-29T10:00:00Z", "", Kind.DEAD, 1),
                        minute("2026-11-29T10:01:00Z", "main", Kind.ACCEPTED, 1));
        assertThat(read(Step.HOUR))
                .containsExactlyInAnyOrder(
                        new Tally(Step.HOUR, Instant.parse("2026-11-29T10:00:00Z"), "main", Kind.ACCEPTED, 3),
                        new Tally(Step.HOUR, Instant.parse("2026-11-29T10:00:00Z"), "", Kind.DEAD, 1));
    }

    @Test
    void countsWhatWasTakenInSinceTheLastTime() {
        AtomicLong taken = new AtomicLong(5);
        counter.taken(taken::get);
        counter.write(test.ledger());
        counter.write(test.ledger());
        taken.set(7);
        clock.advance(Duration.ofMinutes(1));
        counter.write(test.ledger());

        assertThat(read(Step.MINUTE))
                .containsExactlyInAnyOrder(
                        minute("2026-11-29T10:00:00Z", "", Kind.TAKEN, 5),
                        minute("2026-11-29T10:01:00Z", "", Kind.TAKEN, 2));
    }

    @Test
    void writesLaterWhatTheLedgerDidNotTake() {
        test.takeAway();
        counter.count("main", Kind.ACCEPTED);
        counter.write(test.ledger());
        clock.advance(Duration.ofMinutes(2));
        counter.count("main", Kind.ACCEPTED);
        test.bringBack();
        await().until(test.ledger()::isAvailable);
        counter.write(test.ledger());

        assertThat(read(Step.MINUTE))
                .containsExactlyInAnyOrder(
                        minute("2026-11-29T10:00:00Z", "main", Kind.ACCEPTED, 1),
                        minute("2026-11-29T10:02:00Z", "main", Kind.ACCEPTED, 1));
    }

    @Test
    void addsUpWhatSeveralProcessesDid() {
        counter.count("main", Kind.ACCEPTED);
        counter.write(test.ledger());
        test.ledger()
                .submit(new TallyTable("other"), List.of(minute("2026-11-29T10:00:00Z", "main", Kind.ACCEPTED, 4)))
                .join();

        assertThat(read(Step.MINUTE)).containsExactly(minute("2026-11-29T10:00:00Z", "main", Kind.ACCEPTED, 5));
    }

    @Test
    void forgetsMinutesAfterTwoHoursAndHoursAfterEightDays() {
        counter.count("main", Kind.ACCEPTED);
        counter.write(test.ledger());
        clock.advance(Duration.ofHours(3));
        counter.count("main", Kind.DEAD);
        counter.write(test.ledger());
        assertThat(read(Step.MINUTE)).extracting(Tally::kind).containsExactly(Kind.DEAD);
        assertThat(read(Step.HOUR)).hasSize(2);

        clock.advance(Duration.ofDays(9));
        counter.count("main", Kind.RETRIED);
        counter.write(test.ledger());
        assertThat(read(Step.HOUR)).extracting(Tally::kind).containsExactly(Kind.RETRIED);
    }
}

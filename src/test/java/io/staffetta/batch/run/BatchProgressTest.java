package io.staffetta.batch.run;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.TestLedger;
import io.staffetta.ledger.batch.BatchGroup;
import io.staffetta.ledger.batch.BatchRecord;
import io.staffetta.ledger.batch.Batches;
import io.staffetta.message.MessageId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What the log says of how far a batch is. */
class BatchProgressTest {

    private final Ledger ledger = new TestLedger(Clock.systemUTC()).ledger();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private long nanos = 7;

    @BeforeEach
    void listen() {
        log.start();
        ((Logger) LoggerFactory.getLogger(BatchProgress.class)).addAppender(log);
    }

    @AfterEach
    void close() {
        ((Logger) LoggerFactory.getLogger(BatchProgress.class)).detachAppender(log);
        ledger.close();
    }

    private BatchRecord batch(long rows) {
        BatchRecord batch = BatchRecord.claimed(
                MessageId.next(), "crm", "orders.csv", 1000, ledger.node(), Instant.now(), "here", "batch");
        new Batches(ledger).claims().create(batch);
        new Batches(ledger).work().prepared(batch, "digest", rows, null, "");
        return now(batch);
    }

    private BatchRecord now(BatchRecord batch) {
        return new Batches(ledger).find(batch.id()).orElseThrow();
    }

    private void take(BatchProgress progress, BatchRecord batch, int rows, long seconds) {
        BatchRecord before = now(batch);
        nanos += TimeUnit.SECONDS.toNanos(seconds);
        boolean isLast = before.progress().position() + rows == before.file().rows();
        new Batches(ledger)
                .work()
                .progress(
                        batch.id(), new BatchGroup(before.progress().position(), rows, rows, rows, 0, 0, 1, 0, isLast));
        progress.rows(before, before.progress().position() + rows);
    }

    private List<String> lines() {
        return log.list.stream()
                .map(line -> line.getFormattedMessage().replaceFirst("^Batch \\w+ ", ""))
                .toList();
    }

    @Test
    void hasTheRateOfTheTimeInWhichItWentOn() {
        BatchRecord batch = batch(1320);
        BatchProgress progress = new BatchProgress(batch, () -> nanos);

        progress.begin(batch);
        take(progress, batch, 200, 20);
        progress.halt();
        nanos += TimeUnit.HOURS.toNanos(1);
        progress.begin(now(batch));
        take(progress, batch, 200, 20);
        progress.halt();
        nanos += TimeUnit.HOURS.toNanos(1);
        progress.begin(now(batch));
        take(progress, batch, 920, 6);
        nanos += TimeUnit.SECONDS.toNanos(2);
        progress.taken(now(batch));

        assertThat(lines())
                .containsExactly(
                        "(orders.csv in folder 'crm'): takes 1320 rows",
                        "(orders.csv in folder 'crm'): 200 of 1320 rows, 10 rows/s, 0:01:52 left",
                        "(orders.csv in folder 'crm'): 400 of 1320 rows, 10 rows/s, 0:01:32 left",
                        "(orders.csv in folder 'crm'): 1320 rows answered, 1320 taken as 1320 messages, 0 rejected,"
                                + " 0 repeated, 28 rows/s");
    }

    @Test
    void countsOneRowAsOne() {
        BatchRecord batch = batch(1);
        BatchProgress progress = new BatchProgress(batch, () -> nanos);

        progress.begin(batch);
        take(progress, batch, 1, 5);
        progress.taken(now(batch));
        progress.ended(now(batch));

        assertThat(lines())
                .containsExactly(
                        "(orders.csv in folder 'crm'): takes 1 row",
                        "(orders.csv in folder 'crm'): 1 row answered, 1 taken as 1 message, 0 rejected, 0 repeated,"
                                + " 0.20 rows/s",
                        "(orders.csv in folder 'crm'): WAITING, 0 messages accepted, 0 dead, 0 cancelled");
    }
}

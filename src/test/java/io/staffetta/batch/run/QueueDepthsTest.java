package io.staffetta.batch.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.TestLedger;
import io.staffetta.ledger.batch.Batches;
import io.staffetta.ledger.history.Entry;
import io.staffetta.ledger.history.State;
import io.staffetta.message.MessageId;
import io.staffetta.message.Priority;
import io.staffetta.message.SmsMessage;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QueueDepthsTest {

    private final TestLedger test = new TestLedger(Clock.systemUTC());
    private final Ledger ledger = test.ledger();
    private long nanos;

    @AfterEach
    void close() {
        ledger.close();
    }

    private void take(String account) {
        SmsMessage message = new SmsMessage(
                MessageId.next(),
                "+393330000001",
                "Ciao",
                "",
                "",
                "",
                Priority.BULK,
                "batch",
                Instant.MAX,
                Instant.EPOCH,
                false,
                "");
        Entry entry = new Entry(message, account, 1, 0, State.TAKEN, "", "", Instant.now());
        Ledger.await(TestLedger.take(ledger, "batch", "", List.of(entry)));
    }

    @Test
    void isFullWhileOneOfTheAccountsHasTooManyAndCountsAtMostOnceASecond() {
        QueueDepths depths = new QueueDepths(new Batches(ledger), 2, () -> nanos);
        take("main");
        assertThat(depths.isFull(List.of("main", "other"))).isFalse();

        take("main");
        assertThat(depths.isFull(List.of("main"))).as("within the second").isFalse();
        nanos += TimeUnit.MILLISECONDS.toNanos(1001);
        assertThat(depths.isFull(List.of("other", "main"))).isTrue();
        assertThat(depths.isFull(List.of("other"))).isFalse();
    }

    @Test
    void countsWhatWasPutThereSince() {
        QueueDepths depths = new QueueDepths(new Batches(ledger), 10, () -> nanos);
        assertThat(depths.isFull(List.of("main"))).isFalse();

        depths.add("main", 10);

        assertThat(depths.isFull(List.of("main"))).isTrue();
    }
}

package io.staffetta.gateway.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.store.LedgerStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerOpeningTest {

    @TempDir
    private Path folder;

    @Test
    void opensOnAThreadOfItsOwnAndClosesWhatItOpened() {
        AtomicReference<Thread> thread = new AtomicReference<>();
        try (LedgerOpening opening = new LedgerOpening(() -> {
            thread.set(Thread.currentThread());
            return open();
        })) {
            assertThat(opening.get().isAvailable()).isTrue();
            assertThat(opening.get()).isSameAs(opening.get());
        }

        assertThat(thread.get()).isNotSameAs(Thread.currentThread());
        // Its folder is free again.
        open().close();
    }

    @Test
    void closesTheLedgerThatNobodyAskedFor() {
        new LedgerOpening(this::open).close();

        open().close();
    }

    @Test
    void failsAsOpeningDoes() {
        try (LedgerOpening opening = new LedgerOpening(() -> {
            throw new IllegalStateException("The ledger cannot be opened");
        })) {
            assertThatThrownBy(opening::get)
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessage("The ledger cannot be opened");
        }
    }

    private Ledger open() {
        return new Ledger(
                LedgerStore.embedded(folder), "test", Duration.ofDays(1), Duration.ofMinutes(1), Clock.systemUTC());
    }
}

package io.staffetta.operations;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.staffetta.broker.BrokerConnections;
import io.staffetta.broker.Credentials;
import io.staffetta.ledger.store.LedgerAwayException;
import io.staffetta.operations.IntakeFault.Kind;
import jakarta.jms.JMSException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class IntakeFaultsTest {

    private static final IntakeFault DISK = new IntakeFault(Kind.DISK, "The disk is full");
    private static final IntakeFault LEDGER = new IntakeFault(Kind.LEDGER, "The ledger cannot be written");

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicReference<IntakeFault> ledger = new AtomicReference<>();
    private final AtomicReference<IntakeFault> disk = new AtomicReference<>();
    private final IntakeFaults faults = new IntakeFaults(
            List.of(() -> Optional.ofNullable(ledger.get()), () -> Optional.ofNullable(disk.get())),
            new BrokerProbe(BrokerConnections.factory("tcp://127.0.0.1:1", Credentials.ANONYMOUS)),
            nanos::get);

    private void pass(int seconds) {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    @Test
    void seesAFaultOfWhichNoRequestHasFailed() {
        assertThat(faults.now()).isEmpty();
        disk.set(DISK);
        assertThat(faults.now()).containsExactly(DISK);
        disk.set(null);
        assertThat(faults.now()).isEmpty();
    }

    @Test
    void tellsTheFullDiskAndNotWhatFailedOfIt() {
        ledger.set(LEDGER);
        disk.set(DISK);
        assertThat(faults.failed(new LedgerAwayException("away", null))).isEqualTo(DISK);
        assertThat(faults.late()).isEqualTo(DISK);
        assertThat(faults.now()).containsExactly(DISK, LEDGER);
    }

    @Test
    void remembersWhatNobodySeesUntilAMessageIsTakenOrALongTimeHasPassed() {
        IntakeFault late = faults.late();
        pass(20);
        assertThat(faults.now()).containsExactly(late);
        faults.taken();
        assertThat(faults.now()).isEmpty();
        faults.late();
        pass(31);
        assertThat(faults.now()).isEmpty();
    }

    @Test
    void saysThatTheBrokerCannotBeReachedAndForgetsItSoonSinceAConnectionTells() {
        IntakeFault away = faults.failed(new JMSException("refused"));
        assertThat(away.words()).isEqualTo("The broker cannot be reached");
        assertThat(faults.now()).containsExactly(away);
        pass(6);
        assertThat(faults.now()).isEmpty();
    }

    @Test
    void namesTheLedgerThatDoesNotAnswer() {
        assertThat(faults.failed(new LedgerAwayException("slow", null)).kind()).isEqualTo(Kind.LEDGER);
        assertThat(faults.now()).extracting(IntakeFault::kind).containsExactly(Kind.LEDGER);
    }

    @Test
    void logsAThousandRequestsThatFailAsOneLineAndTheirNumberWhenItIsOver() {
        Logger logger = (Logger) LoggerFactory.getLogger(IntakeRefusalLog.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        try {
            for (int i = 0; i < 1000; i++) {
                faults.failed(new JMSException("refused"));
            }
            faults.failed(new LedgerAwayException("slow", null));
            faults.late();
            faults.taken();
            faults.taken();
        } finally {
            logger.detachAppender(lines);
        }

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "Requests are answered 503, their messages are not taken: The broker cannot be reached (refused)",
                        "Requests are answered 503, their messages are not taken: The ledger did not answer in time (slow)",
                        "Requests are taken again; 1002 were not");
    }

    @Test
    void namesPathAndFreeBytesOfADisk(@TempDir Path folder) throws Exception {
        DiskProbe look = new DiskProbe(Files.createDirectory(folder.resolve("data")));
        assertThat(look.full()).isEmpty();
        assertThat(look.failed(Long.MAX_VALUE).words())
                .startsWith("The disk of " + folder.resolve("data") + " is full: ")
                .contains(" bytes are free, and ");
        assertThat(look.failed(0).words()).contains("could not be written", "the log says why");
        assertThat(new DiskProbe(folder.resolve("none")).full()).isEmpty();
    }
}

package io.staffetta.delivery.parking;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.staffetta.delivery.DeliverySamples;
import io.staffetta.delivery.HandDrivenExecutor;
import io.staffetta.delivery.OpenAttempt;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ParkingTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** Writes down what is asked of it, and answers probes as told; else that there is no message. */
    private static final class FakeLine implements AccountLine {

        private final List<String> deeds = new ArrayList<>();
        private final Deque<Probe> probes = new ArrayDeque<>();
        private RuntimeException failure;
        private Runnable duringProbe = () -> {};
        private final List<Trial> trials = new ArrayList<>();

        @Override
        public void open(String accountId) {
            deeds.add("open " + accountId);
        }

        @Override
        public void close(String accountId) {
            deeds.add("close " + accountId);
            if (failure != null) {
                throw failure;
            }
        }

        @Override
        public Probe probe(String accountId, Trial trial) {
            trials.add(trial);
            deeds.add("probe " + accountId);
            duringProbe.run();
            if (failure != null) {
                throw failure;
            }
            return probes.isEmpty() ? Probe.NO_MESSAGE : probes.pop();
        }
    }

    private final FakeLine line = new FakeLine();
    private final HandDrivenExecutor executor = new HandDrivenExecutor();
    private final Parking parking =
            new Parking(List.of(MINUTE, MINUTE.multipliedBy(5)), line, executor, executor.clock());

    @Test
    void closesTheLineOfAParkedAccount() {
        parking.park("main", "no credit");
        executor.run();

        assertThat(line.deeds).containsExactly("close main");
        assertThat(parking.all())
                .containsExactly(new ParkedAccount(
                        "main", "no credit", DeliverySamples.NOW, DeliverySamples.NOW.plus(MINUTE), 0));
    }

    @Test
    void saysWhenItTriesAgainInWordsThatPeopleRead() {
        Logger logger = (Logger) LoggerFactory.getLogger(Parking.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Level before = logger.getLevel();
        lines.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(lines);
        try {
            line.probes.add(AccountLine.Probe.NOT_USABLE);
            parking.park("main", "no credit");
            executor.pass(MINUTE);
        } finally {
            logger.detachAppender(lines);
            logger.setLevel(before);
        }

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "Account 'main' is parked, its messages wait; next try in 1 min: no credit",
                        "Account 'main' stays parked; next try in 5 min");
    }

    @Test
    void saysWhetherAnAccountWasParked() {
        parking.park("main", "no credit");

        assertThat(parking.unpark("main", "a person said so")).isTrue();
        assertThat(parking.unpark("main", "a person said so")).isFalse();
    }

    @Test
    void letsAttemptsGoOnWithOtherAccountsOnly() {
        parking.park("main", "no credit");

        assertThat(parking.isOpen("main")).isFalse();
        assertThat(parking.isOpen("other")).isTrue();
    }

    @Test
    void opensTheLineOfAnAccountThatIsNoLongerParked() {
        parking.park("main", "no credit");
        parking.unpark("main", "a person said so");
        executor.run();

        assertThat(line.deeds).containsExactly("close main", "open main");
        assertThat(parking.find("main")).isEmpty();
        assertThat(parking.isOpen("main")).isTrue();
    }

    @Test
    void leavesTheLineOfAnAccountThatWasNotParked() {
        parking.unpark("main", "its configuration has changed");
        executor.pass(Duration.ofHours(1));

        assertThat(line.deeds).isEmpty();
    }

    @Test
    void keepsAParkedAccountParkedWithTheNewerReason() {
        parking.park("main", "no credit");
        executor.pass(Duration.ofSeconds(30));
        parking.park("main", "login refused");
        executor.run();

        assertThat(line.deeds).containsExactly("close main");
        assertThat(parking.find("main")).hasValueSatisfying(parked -> {
            assertThat(parked.reason()).isEqualTo("login refused");
            assertThat(parked.since()).isEqualTo(DeliverySamples.NOW);
            assertThat(parked.nextProbe()).isEqualTo(DeliverySamples.NOW.plus(MINUTE));
        });
    }

    @Test
    void triesAMessageAfterTheFirstWaitAndOpensTheLineIfItGetsThrough() {
        line.probes.add(AccountLine.Probe.USABLE);
        parking.park("main", "no credit");

        executor.pass(MINUTE.minusMillis(1));
        assertThat(line.deeds).containsExactly("close main");
        executor.pass(Duration.ofMillis(1));

        assertThat(line.deeds).containsExactly("close main", "probe main", "open main");
        assertThat(parking.all()).isEmpty();
        assertThat(executor.waiting()).isZero();
    }

    @Test
    void waitsLongerAfterEachProbeThatFailsAndRepeatsTheLastWait() {
        for (int i = 0; i < 4; i++) {
            line.probes.add(AccountLine.Probe.NOT_USABLE);
        }
        parking.park("main", "no credit");

        executor.pass(MINUTE);
        assertThat(parking.find("main")).hasValueSatisfying(parked -> {
            assertThat(parked.probes()).isEqualTo(1);
            assertThat(parked.reason()).isEqualTo("no credit");
            assertThat(parked.nextProbe()).isEqualTo(DeliverySamples.NOW.plus(MINUTE.multipliedBy(6)));
        });
        executor.pass(MINUTE.multipliedBy(5).minusMillis(1));
        assertThat(line.deeds).containsExactly("close main", "probe main");
        executor.pass(Duration.ofMillis(1));
        assertThat(line.deeds).containsExactly("close main", "probe main", "probe main");
        executor.pass(MINUTE.multipliedBy(5));

        assertThat(line.deeds).containsExactly("close main", "probe main", "probe main", "probe main");
    }

    @Test
    void looksSoonAgainWhereThereIsNoMessageToTry() {
        parking.park("main", "no credit");

        executor.pass(MINUTE.plusSeconds(10));

        assertThat(line.deeds).containsExactly("close main", "probe main", "probe main", "probe main");
        assertThat(parking.find("main")).hasValueSatisfying(parked -> {
            assertThat(parked.probes()).isZero();
            assertThat(parked.nextProbe()).isEqualTo(DeliverySamples.NOW.plus(MINUTE.plusSeconds(15)));
        });
    }

    @Test
    void looksSoonForAnotherMessageWhereOnlyOneThatItFailedWithWaits() {
        line.probes.add(AccountLine.Probe.STILL_NOT_USABLE);
        line.probes.add(AccountLine.Probe.NO_MESSAGE);
        line.probes.add(AccountLine.Probe.USABLE);
        parking.park("main", "no credit");
        executor.pass(MINUTE);
        assertThat(parking.find("main")).hasValueSatisfying(parked -> {
            assertThat(parked.probes()).isEqualTo(1);
            assertThat(parked.nextProbe()).isEqualTo(DeliverySamples.NOW.plus(MINUTE.multipliedBy(6)));
        });

        executor.pass(Duration.ofSeconds(10));

        assertThat(line.deeds).containsExactly("close main", "probe main", "probe main", "probe main", "open main");
        assertThat(line.trials).extracting(AccountLine.Trial::repeats).containsExactly(true, false, false);
        assertThat(executor.waiting()).isZero();
    }

    @Test
    void triesAMessageThatItFailedWithAgainAfterTheWholeWaitOnly() {
        line.probes.add(AccountLine.Probe.STILL_NOT_USABLE);
        parking.park("main", "no credit");
        executor.pass(MINUTE);

        executor.pass(MINUTE.multipliedBy(5));

        int looks = line.trials.size();
        assertThat(looks).isEqualTo(61);
        assertThat(line.trials.subList(1, looks - 1)).noneMatch(AccountLine.Trial::repeats);
        assertThat(line.trials.get(looks - 1).repeats()).isTrue();
        assertThat(executor.waiting()).isOne();
    }

    @Test
    void saysToAProbeWhichRefusalShowsNothing() {
        parking.parkTemporarily("main", "refused alike", List.of(MINUTE), "HTTP 400");
        executor.pass(MINUTE);
        parking.unpark("main", "a person said so");
        parking.park("main", "no credit");
        executor.pass(MINUTE);

        assertThat(line.trials).extracting(AccountLine.Trial::refusedWith).containsExactly("HTTP 400", "");
    }

    @Test
    void takesAMessageAgainThatFailedWithAnAttemptOfTheTimeBeforeTheAccountOpened() {
        OpenAttempt before = new OpenAttempt(1, 1, null, System.nanoTime());
        parking.park("main", "login refused");
        parking.unpark("main", "its configuration has changed");
        executor.run();

        parking.parkAfter("main", "login refused", before);
        executor.pass(Duration.ofSeconds(5));

        assertThat(parking.isOpen("main")).isTrue();
        assertThat(line.deeds).containsExactly("close main", "open main", "close main", "open main");
    }

    @Test
    void parksAfterAnAttemptOfThePresentTime() {
        parking.park("main", "login refused");
        parking.unpark("main", "its configuration has changed");

        parking.parkAfter("main", "no credit", new OpenAttempt(1, 1, null, System.nanoTime()));

        assertThat(parking.find("main"))
                .hasValueSatisfying(parked -> assertThat(parked.reason()).isEqualTo("no credit"));
    }

    @Test
    void waitsOnWhenAProbeCannotBeMade() {
        parking.park("main", "no credit");
        executor.run();
        line.failure = new IllegalStateException("the broker is away");

        executor.pass(MINUTE);

        assertThat(parking.find("main"))
                .hasValueSatisfying(parked -> assertThat(parked.probes()).isEqualTo(1));
        assertThat(executor.waiting()).isOne();
    }

    @Test
    void staysParkedWhenTheProbedMessageParksItAgain() {
        line.probes.add(AccountLine.Probe.NOT_USABLE);
        line.duringProbe = () -> parking.park("main", "login refused");
        parking.park("main", "no credit");

        executor.pass(MINUTE);

        assertThat(line.deeds).containsExactly("close main", "probe main");
        assertThat(parking.find("main")).hasValueSatisfying(parked -> {
            assertThat(parked.reason()).isEqualTo("login refused");
            assertThat(parked.probes()).isEqualTo(1);
        });
        assertThat(executor.waiting()).isOne();
    }

    @Test
    void forgetsTheProbesOfAnAccountThatWasParkedBefore() {
        parking.park("main", "no credit");
        executor.pass(Duration.ofSeconds(50));
        parking.unpark("main", "a person said so");
        parking.park("main", "still no credit");

        executor.pass(Duration.ofSeconds(59));
        assertThat(line.deeds).containsExactly("close main", "open main", "close main");
        executor.pass(Duration.ofSeconds(1));

        assertThat(line.deeds).containsExactly("close main", "open main", "close main", "probe main");
        assertThat(executor.waiting()).isOne();
    }

    @Test
    void parksOnceWhenSeveralAttemptsFailAtOnce() throws InterruptedException {
        for (int round = 0; round < 200; round++) {
            String account = "a" + round;
            List<Thread> attempts = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                attempts.add(new Thread(() -> parking.park(account, "no credit")));
            }
            attempts.forEach(Thread::start);
            for (Thread attempt : attempts) {
                attempt.join();
            }
        }
        executor.run();

        assertThat(line.deeds).hasSize(200).doesNotHaveDuplicates();
        assertThat(executor.waiting()).isEqualTo(200);
    }

    @Test
    void opensALineAnewAfterAWhileToGetBackWhatWasNotSettled() {
        parking.recover("main");
        parking.recover("main");

        executor.pass(Duration.ofSeconds(5));

        assertThat(line.deeds).containsExactly("close main", "open main");
        parking.recover("main");
        executor.pass(Duration.ofSeconds(5));
        assertThat(line.deeds).containsExactly("close main", "open main", "close main", "open main");
    }

    @Test
    void doesNotOpenTheLineOfAParkedAccountToRecover() {
        parking.recover("main");
        parking.park("main", "no credit");

        executor.pass(Duration.ofSeconds(5));

        assertThat(line.deeds).containsExactly("close main", "close main");
    }

    @Test
    void opensALineAnewEvenWhenItDidNotCloseCleanly() {
        line.failure = new IllegalStateException("timed out");
        parking.recover("main");

        executor.pass(Duration.ofSeconds(5));

        assertThat(line.deeds).containsExactly("close main", "open main");
    }

    @Test
    void takesNoNoticeOfAttemptsThatFailAfterItIsClosed() {
        parking.close();

        parking.park("main", "no credit");
        parking.recover("main");
        parking.unpark("main", "a person said so");
        executor.pass(Duration.ofHours(1));

        assertThat(line.deeds).isEmpty();
    }
}

package io.staffetta.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.account.Account;
import io.staffetta.account.CurrentAccounts;
import io.staffetta.delivery.DeliverySamples;
import io.staffetta.delivery.parking.AccountLine;
import io.staffetta.delivery.parking.Parking;
import io.staffetta.ledger.HandSetClock;
import io.staffetta.ledger.NodeRecord;
import io.staffetta.ledger.TestLedger;
import io.staffetta.ledger.figures.Dead;
import io.staffetta.ledger.figures.Figures;
import io.staffetta.ledger.figures.OpenBatch;
import io.staffetta.ledger.figures.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlertWatchTest {

    private static final Instant START = Instant.parse("2026-11-29T12:00:00Z");
    private static final AlertLimits LIMITS = new AlertLimits(
            10,
            Duration.ofMinutes(15),
            Duration.ofMinutes(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofMinutes(1),
            0,
            Duration.ofDays(14),
            Duration.ofMinutes(1));

    private static final AccountLine IDLE = new AccountLine() {
        @Override
        public void open(String accountId) {}

        @Override
        public void close(String accountId) {}

        @Override
        public Probe probe(String accountId, Trial trial) {
            return Probe.NO_MESSAGE;
        }
    };

    private final HandSetClock clock = new HandSetClock(START);
    private final TestLedger ledger = new TestLedger(clock);
    private final Account main = DeliverySamples.account("main");
    private final Parking parking = new Parking(List.of(Duration.ofHours(1)), IDLE, Parking.thread(), clock);
    private final List<Notice> told = new ArrayList<>();
    private List<Waiting> waiting = List.of();
    private List<Dead> dead = List.of();
    private List<OpenBatch> batches = List.of();
    private List<String> faults = List.of();
    private List<NodeRecord> silent = List.of();
    private Map<String, Instant> certificates = Map.of();
    private Map<String, String> unusable = Map.of();
    private long accepted;
    private AlertWatch watch = watch();

    @AfterEach
    void close() {
        ledger.ledger().close();
        parking.close();
    }

    private AlertWatch watch() {
        Watched watched = new Watched(
                () -> new Figures(clock.instant(), waiting, dead, List.of(), batches),
                () -> accepted,
                new CurrentAccounts(DeliverySamples.accounts(main)),
                parking,
                () -> silent,
                () -> false,
                () -> faults,
                () -> certificates,
                () -> unusable,
                Path.of("target"));
        return new AlertWatch(
                new Conditions(LIMITS, watched, "test", clock),
                ledger.ledger(),
                "test",
                Duration.ofHours(1),
                told::add,
                clock);
    }

    /** Looks every half minute for some time. */
    private void pass(Duration time) {
        for (Instant end = clock.instant().plus(time); clock.instant().isBefore(end); ) {
            clock.advance(Duration.ofSeconds(30));
            watch.run();
        }
    }

    private List<String> begun() {
        return told.stream()
                .flatMap(notice -> notice.begun().stream())
                .map(Alert::id)
                .toList();
    }

    private List<String> ended() {
        return told.stream()
                .flatMap(notice -> notice.ended().stream())
                .map(Alert::id)
                .toList();
    }

    @Test
    void tellsAnAlertOnceAnHourAndOnceThatItIsOver() {
        parking.park("main", "no credit");

        pass(Duration.ofMinutes(4));
        assertThat(told).isEmpty();
        pass(Duration.ofMinutes(2));
        assertThat(begun()).containsExactly("parked:main");
        pass(Duration.ofMinutes(50));
        assertThat(begun()).hasSize(1);
        pass(Duration.ofMinutes(20));
        assertThat(begun()).hasSize(2);

        parking.unpark("main", "paid");
        pass(Duration.ofMinutes(5));
        assertThat(begun()).hasSize(2);
        assertThat(ended()).containsExactly("parked:main");
        assertThat(told.get(2).text()).startsWith("All clear: no longer: account 'main' is parked for");
        pass(Duration.ofHours(2));
        assertThat(told).hasSize(3);
    }

    @Test
    void tellsWhatComesAndGoesNotMoreOftenThanOnceAnHour() {
        for (int i = 0; i < 12; i++) {
            faults = List.of("The ledger cannot be written");
            pass(Duration.ofMinutes(2));
            faults = List.of();
            pass(Duration.ofMinutes(2));
        }

        assertThat(begun()).containsExactly("intake:test");
        assertThat(ended()).containsExactly("intake:test");
    }

    @Test
    void goesOnWhereAProcessBeforeItStood() {
        parking.park("main", "no credit");
        pass(Duration.ofMinutes(6));
        assertThat(told).hasSize(1);

        watch = watch();
        pass(Duration.ofMinutes(10));
        assertThat(told).hasSize(1);
        assertThat(watch.all()).singleElement().satisfies(alert -> assertThat(alert.times())
                .isEqualTo(1));

        parking.unpark("main", "paid");
        watch = watch();
        pass(Duration.ofMinutes(5));
        assertThat(ended()).containsExactly("parked:main");
    }

    @Test
    void tellsOfTheGatewayItselfWhileTheLedgerIsAway() {
        ledger.takeAway();
        faults = List.of("The ledger cannot be written");

        pass(Duration.ofMinutes(3));

        assertThat(begun()).containsExactly("intake:test");
        assertThat(watch.all()).extracting(Alert::id).containsExactly("intake:test");
        ledger.bringBack();
    }

    @Test
    void looksAtWhatWaitsAndWhetherAnythingIsSent() {
        Instant since = START;
        waiting = List.of(new Waiting("main", 5, since, 100, 0, null));
        pass(Duration.ofMinutes(7));
        assertThat(begun()).containsExactly("nothing-sent:all");

        accepted++;
        pass(Duration.ofMinutes(4));
        assertThat(ended()).containsExactly("nothing-sent:all");
        waiting = List.of(new Waiting("main", 0, null, 100, 1, since));
        pass(Duration.ofMinutes(10));
        assertThat(begun()).containsExactly("nothing-sent:all", "oldest:main");

        waiting = List.of(new Waiting("main", 0, null, 100, 0, null));
        pass(Duration.ofMinutes(10));
        assertThat(ended()).containsExactly("nothing-sent:all", "oldest:main");
    }

    @Test
    void looksAtDeadLettersThatBecomeMore() {
        dead = List.of(new Dead("main", "REFUSED", 1000, START));
        pass(Duration.ofMinutes(30));
        assertThat(told).isEmpty();

        dead = List.of(new Dead("main", "REFUSED", 1009, START));
        pass(Duration.ofMinutes(30));
        assertThat(told).isEmpty();

        dead = List.of(new Dead("main", "REFUSED", 1020, START));
        pass(Duration.ofMinutes(5));
        assertThat(begun()).containsExactly("dead-letters:all");
        pass(Duration.ofMinutes(30));
        assertThat(ended()).containsExactly("dead-letters:all");
    }

    @Test
    void looksAtOtherGatewaysThatAreSilent() {
        silent = List.of(new NodeRecord("id2", "node2", START, START, null, NodeRecord.State.SILENT, null));
        pass(Duration.ofSeconds(30));
        assertThat(told).isEmpty();
        pass(Duration.ofMinutes(1));
        assertThat(begun()).containsExactly("gateway:node2");

        silent = List.of();
        pass(Duration.ofMinutes(3));
        assertThat(ended()).containsExactly("gateway:node2");
    }

    /** A dozen within the hour, and then a hundred thousand. */
    @Test
    void tellsOfMassesOfDeadLettersThoughSomeWereToldWithinTheHour() {
        dead = List.of(new Dead("main", "REFUSED", 0, START));
        pass(Duration.ofMinutes(1));
        dead = List.of(new Dead("main", "REFUSED", 12, START));
        pass(Duration.ofMinutes(15));
        assertThat(begun()).containsExactly("dead-letters:all");

        dead = List.of(new Dead("main", "REFUSED", 1011, START));
        pass(Duration.ofMinutes(1));
        assertThat(begun()).containsExactly("dead-letters:all");
        dead = List.of(new Dead("main", "REFUSED", 1012, START));
        pass(Duration.ofMinutes(1));
        assertThat(begun()).containsExactly("dead-letters:all", "dead-letters:masses");
    }

    @Test
    void looksAtBatchesAndCertificates() {
        OpenBatch spread = new OpenBatch("01A", "crm", "RUNNING", false, START, START.plusSeconds(86_400), 0, "");
        OpenBatch paused = new OpenBatch("01B", "crm", "RUNNING", true, START, null, 0, "");
        batches = List.of(spread, paused);
        certificates = Map.of("http", START.plus(Duration.ofDays(15)));
        pass(Duration.ofMinutes(40));
        assertThat(told).isEmpty();

        certificates = Map.of("http", START.plus(Duration.ofDays(13)));
        batches = List.of(
                spread,
                new OpenBatch("01C", "crm", "RUNNING", false, START, null, 0, "the share is away"),
                new OpenBatch("01D", "crm", "RUNNING", true, START, null, 3, ""));
        pass(Duration.ofMinutes(1));
        assertThat(begun()).containsExactlyInAnyOrder("certificate:http@test", "batch:01C", "batch:01D");
        assertThat(told.get(0).title())
                .startsWith("Staffetta test: certificate 'http'")
                .endsWith("; and 2 more");
    }

    @Test
    void tellsOfNewFilesOfACertificateThatCannotBeUsedUntilTheyCan() {
        certificates = Map.of("http", START.plus(Duration.ofDays(15)));
        unusable = Map.of("http", "TLS cannot be used: server.crt has no certificate in it");
        pass(Duration.ofMinutes(1));
        assertThat(begun()).containsExactly("certificate:http-files@test");
        assertThat(told.get(0).title()).contains("certificate 'http'", "cannot be used");

        unusable = Map.of();
        pass(Duration.ofMinutes(3));
        assertThat(ended()).containsExactly("certificate:http-files@test");
    }
}

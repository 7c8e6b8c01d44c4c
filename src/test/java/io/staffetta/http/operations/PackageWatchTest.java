package io.staffetta.http.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.staffetta.account.Account;
import io.staffetta.account.BoughtPackage;
import io.staffetta.account.CurrentAccounts;
import io.staffetta.delivery.DeliverySamples;
import io.staffetta.ledger.HandSetClock;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.TestLedger;
import io.staffetta.ledger.store.LedgerCommand;
import io.staffetta.ledger.store.Sql;
import io.staffetta.provider.wire.Credits;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PackageWatchTest {

    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final LedgerCommand<Long, Integer> USE = (connection, segments) -> List.of(Sql.update(
            connection,
            "insert into usage (at, account, source, tag, price, node, messages, segments)"
                    + " values (?, 'main', 'http', '', '', 'n', 1, ?)",
            NOW.minus(Duration.ofDays(1)),
            segments.get(0)));

    private final HandSetClock clock = new HandSetClock(NOW);
    private final TestLedger ledger = new TestLedger(clock);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @AfterEach
    void close() {
        ledger.ledger().close();
    }

    /** Of an account that has bought 1,000 segments, and has sent some yesterday. */
    private PackageWatch watch(long sent) {
        Account usual = DeliverySamples.account("main");
        Account account = new Account(
                usual.id(),
                usual.provider(),
                usual.wire(),
                usual.description(),
                true,
                usual.fields(),
                usual.url(),
                usual.limits(),
                usual.validity(),
                usual.failover(),
                usual.unsupportedCharacters(),
                usual.unknownOutcome(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new BoughtPackage(1000, LocalDate.parse("2026-11-01"))));
        Ledger.await(ledger.ledger().submit(USE, sent));
        CurrentAccounts accounts = new CurrentAccounts(DeliverySamples.accounts(account));
        PackageWatch watch =
                new PackageWatch(ledger.ledger(), accounts, 14, () -> meters, () -> new Credits(clock), clock);
        watch.run();
        return watch;
    }

    @Test
    void tellsOfAPackageThatDoesNotLastForTheDaysThatAreAskedFor() {
        assertThat(watch(350).shortages()).singleElement().satisfies(shortage -> assertThat(shortage.toString())
                .contains("main", "of the package of 1000 segments 650 are left, which last 13 days at this rate"));
        assertThat(meters.get("staffetta.package.days.left").gauge().value()).isEqualTo(13);
    }

    @Test
    void tellsNothingOfOneThatLasts() {
        assertThat(watch(330).shortages()).isEmpty();
        assertThat(meters.get("staffetta.package.segments.left").gauge().value())
                .isEqualTo(670);
    }

    @Test
    void tellsOfOneThatIsUsedUp() {
        assertThat(watch(1001).shortages()).singleElement().satisfies(shortage -> assertThat(shortage.toString())
                .contains("the package of 1000 segments is used up"));
    }
}

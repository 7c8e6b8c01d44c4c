package io.staffetta.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.staffetta.account.Account;
import io.staffetta.account.CurrentAccounts;
import io.staffetta.delivery.OutcomeEvent;
import io.staffetta.delivery.parking.Parking;
import io.staffetta.ledger.figures.Tally;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import org.apache.camel.Variable;

/**
 * Measures messages and accounts for {@code /observe/metrics}: {@code staffetta.outcomes}, a counter by account,
 * provider and outcome, and {@code staffetta.accounts.enabled} and {@code staffetta.accounts.parked}. All tags have few
 * values, none of which a sender chooses: an account that is not configured counts as {@value #NONE}.
 *
 * <p>Thread-safe.
 */
public final class Metrics {

    private static final String NONE = "none";

    private final MeterRegistry registry;
    private final CurrentAccounts accounts;
    private final BiConsumer<String, Tally.Kind> tally;
    private final LongAdder accepted = new LongAdder();
    private final LongAdder retried = new LongAdder();
    private final LongAdder dead = new LongAdder();

    /**
     * @param registry what is told; the gauges are added at once
     * @param tally counts what was done with messages of an account, by its id; it is empty where the account is not configured
     */
    public Metrics(
            MeterRegistry registry, CurrentAccounts accounts, Parking parking, BiConsumer<String, Tally.Kind> tally) {
        this.registry = registry;
        this.accounts = accounts;
        this.tally = tally;
        Gauge.builder("staffetta.accounts.enabled", () -> enabled(accounts))
                .description("Accounts that are not disabled")
                .register(registry);
        Gauge.builder("staffetta.accounts.parked", () -> enabled(accounts) - open(accounts, parking))
                .description("Enabled accounts that their provider will not serve, so that their messages wait")
                .register(registry);
    }

    /** Counts an outcome: of an attempt, or of a message that none was made for. One that is told again counts once. */
    public void count(@Variable("event") OutcomeEvent event) {
        if (event.duplicate()) {
            return;
        }
        Optional<Account> account = Optional.ofNullable(event.account()).flatMap(accounts::find);
        total(event, account.map(Account::id).orElse(""));
        registry.counter(
                        "staffetta.outcomes",
                        Tags.of(
                                "account", account.map(Account::id).orElse(NONE),
                                "provider", account.map(Account::provider).orElse(NONE),
                                "outcome", event.outcome().name()))
                .increment();
    }

    private void total(OutcomeEvent event, String account) {
        switch (event.outcome()) {
            case ACCEPTED -> count(accepted, account, Tally.Kind.ACCEPTED);
            case DELIVERED -> tally.accept(account, Tally.Kind.DELIVERED);
            case UNDELIVERED -> tally.accept(account, Tally.Kind.UNDELIVERED);
            case DISCARDED -> {
                // Of a message that was counted before.
            }
            default -> {
                if (event.isFinal()) {
                    count(dead, account, Tally.Kind.DEAD);
                } else {
                    count(retried, account, Tally.Kind.RETRIED);
                }
            }
        }
    }

    private void count(LongAdder total, String account, Tally.Kind kind) {
        total.increment();
        tally.accept(account, kind);
    }

    /**
     * What was done since the start.
     *
     * @param taken messages that were taken in, which this does not know
     */
    public Totals totals(long taken) {
        return new Totals(taken, accepted.sum(), retried.sum(), dead.sum());
    }

    /** Messages that providers took since the start. */
    public long accepted() {
        return accepted.sum();
    }

    private static long enabled(CurrentAccounts accounts) {
        return accounts.get().byId().values().stream().filter(Account::enabled).count();
    }

    private static long open(CurrentAccounts accounts, Parking parking) {
        return accounts.get().byId().values().stream()
                .filter(account -> account.enabled() && parking.isOpen(account.id()))
                .count();
    }
}

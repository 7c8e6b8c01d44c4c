package io.staffetta.http.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.staffetta.account.Account;
import io.staffetta.account.BoughtPackage;
import io.staffetta.account.CurrentAccounts;
import io.staffetta.account.QuietHours;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.store.LedgerAwayException;
import io.staffetta.ledger.usage.UsageSum;
import io.staffetta.ledger.usage.Usages;
import io.staffetta.provider.wire.Credits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches how long the segments that were bought beforehand will last, at the rate of the last seven days: tells in the log once a
 * day, in health, which it does not take down, and in figures of each account, {@code staffetta.package.segments.left} and {@code
 * staffetta.package.days.left}.
 *
 * <p>Thread-safe.
 */
public final class PackageWatch extends AbstractHealthCheck implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(PackageWatch.class);
    private static final int RATE_DAYS = 7;
    private static final Duration TELL_AGAIN = Duration.ofDays(1);
    private static final double UNKNOWN = Double.NaN;

    private final Ledger ledger;
    private final CurrentAccounts accounts;
    private final int warnDays;
    private final Supplier<MeterRegistry> meters;
    private final Supplier<Credits> credits;
    private final Clock clock;
    private final Map<String, Instant> told = new HashMap<>();
    private volatile List<Left> left = List.of();
    private volatile Map<String, Double> perDay = Map.of();

    /**
     * @param warnDays warns when a package lasts less than so many days; 0 for never
     * @param meters where figures are told
     * @param credits what providers told of the credit that is left
     */
    PackageWatch(
            Ledger ledger,
            CurrentAccounts accounts,
            int warnDays,
            Supplier<MeterRegistry> meters,
            Supplier<Credits> credits,
            Clock clock) {
        super("staffetta", "packages");
        this.ledger = ledger;
        this.accounts = accounts;
        this.warnDays = warnDays;
        this.meters = meters;
        this.credits = credits;
        this.clock = clock;
    }

    /**
     * Says how much is left of a package.
     *
     * @param left segments; below 0 if more were sent
     * @param perDay segments a day, of the last seven
     * @param lastsDays whole days that it will last at that rate; missing if nothing was sent
     */
    record Left(String account, long bought, String from, long used, long left, double perDay, Long lastsDays) {}

    @Override
    public boolean isLiveness() {
        return false;
    }

    /** What is left of all packages now. */
    List<Left> left() {
        List<Left> all = new ArrayList<>();
        for (Account account : accounts.get().byId().values()) {
            account.bought().ifPresent(bought -> all.add(left(account, bought)));
        }
        return all;
    }

    private Left left(Account account, BoughtPackage bought) {
        Instant now = clock.instant();
        long used = used(
                account, bought.from().atStartOfDay(QuietHours.DEFAULT_ZONE).toInstant(), now);
        double perDay = used(account, now.minus(Duration.ofDays(RATE_DAYS)), now) / (double) RATE_DAYS;
        long left = bought.segments() - used;
        return new Left(
                account.id(),
                bought.segments(),
                bought.from().toString(),
                used,
                left,
                perDay,
                perDay == 0 ? null : Math.max(0, (long) (left / perDay)));
    }

    private long used(Account account, Instant from, Instant to) {
        return ledger.read(connection -> Usages.read(connection, from, to, false, false)).stream()
                .filter(sum -> sum.account().equals(account.id()))
                .mapToLong(UsageSum::segments)
                .sum();
    }

    /** Looks, and tells what is worth it. */
    @Override
    public void run() {
        try {
            left = left();
            perDay = perDay();
        } catch (LedgerAwayException e) {
            LOG.debug("How long packages last is not known while the ledger is away", e);
            return;
        }
        for (Left one : left) {
            register(one.account());
            Instant now = clock.instant();
            Instant last = told.getOrDefault(one.account(), Instant.EPOCH);
            if (isShort(one) && !last.plus(TELL_AGAIN).isAfter(now)) {
                told.put(one.account(), now);
                LOG.warn(
                        "Account '{}': {}. Buy more, and update 'package' in accounts.yaml", one.account(), words(one));
            }
        }
    }

    private void register(String account) {
        Gauge.builder("staffetta.package.segments.left", this, watch -> watch.figure(account, false))
                .description("Segments that are left of what was bought beforehand")
                .tag("account", account)
                .register(meters.get());
        Gauge.builder("staffetta.package.days.left", this, watch -> watch.figure(account, true))
                .description("Days that they last at the rate of the last seven")
                .tag("account", account)
                .register(meters.get());
    }

    private double figure(String account, boolean isDays) {
        return left.stream()
                .filter(one -> one.account().equals(account))
                .mapToDouble(one -> !isDays ? one.left() : one.lastsDays() == null ? UNKNOWN : one.lastsDays())
                .findFirst()
                .orElse(UNKNOWN);
    }

    /** Segments a day of the last seven, by account. */
    private Map<String, Double> perDay() {
        Instant now = clock.instant();
        Map<String, Double> found = new HashMap<>();
        ledger.read(connection -> Usages.read(connection, now.minus(Duration.ofDays(RATE_DAYS)), now, false, false))
                .forEach(sum -> found.merge(sum.account(), sum.segments() / (double) RATE_DAYS, Double::sum));
        return found;
    }

    /** Packages and credits that last too short, as of some minutes ago. Does not wait. */
    public List<Shortage> shortages() {
        List<Shortage> found = new ArrayList<>();
        left.stream()
                .filter(this::isShort)
                .forEach(one -> found.add(new Shortage(one.account(), "package", words(one), one.left() <= 0)));
        if (warnDays > 0) {
            credits.get().all().forEach((account, credit) -> credit(account, credit)
                    .ifPresent(found::add));
        }
        return found;
    }

    private Optional<Shortage> credit(String account, Credits.Credit credit) {
        if (credit.value().signum() <= 0) {
            return Optional.of(new Shortage(account, "credit", "its provider says that no credit is left", true));
        }
        double costPerDay = accounts.find(account)
                .flatMap(Account::price)
                .filter(price ->
                        credit.currency().isEmpty() || credit.currency().equals(price.currency()))
                .map(price -> price.segment().doubleValue() * perDay.getOrDefault(account, 0.0))
                .orElse(0.0);
        long days = costPerDay == 0 ? Long.MAX_VALUE : (long) (credit.value().doubleValue() / costPerDay);
        return days >= warnDays
                ? Optional.empty()
                : Optional.of(new Shortage(
                        account,
                        "credit",
                        "the credit of " + (credit.value().toPlainString() + " " + credit.currency()).strip()
                                + " lasts " + days + " days at this rate",
                        false));
    }

    private boolean isShort(Left one) {
        return warnDays > 0 && (one.left() <= 0 || (one.lastsDays() != null && one.lastsDays() < warnDays));
    }

    private static String words(Left one) {
        return one.left() <= 0
                ? "the package of " + one.bought() + " segments is used up"
                : "of the package of " + one.bought() + " segments " + one.left() + " are left, which last "
                        + one.lastsDays() + " days at this rate";
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        List<String> some = left.stream()
                .filter(this::isShort)
                .map(one -> one.account() + ": " + words(one))
                .toList();
        builder.message(some.isEmpty() ? "none is short" : String.join("; ", some))
                .up();
    }
}

package io.staffetta.operations;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.staffetta.account.Account;
import io.staffetta.account.CurrentAccounts;
import io.staffetta.delivery.parking.Breakers;
import io.staffetta.delivery.parking.Parking;
import io.staffetta.ledger.figures.Dead;
import io.staffetta.ledger.figures.DueReports;
import io.staffetta.ledger.figures.Figures;
import io.staffetta.ledger.figures.OpenBatch;
import io.staffetta.ledger.figures.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Measures for {@code /observe/metrics} what waits: the {@link Figures} of the ledger, the queues of the embedded
 * broker, and which accounts are parked or about to be. An account that is not configured any more counts as {@value
 * #GONE}, so that a tag has few values.
 *
 * <p>Not thread-safe; the meters are.
 */
public final class FigureMetrics {

    private static final String GONE = "gone";

    private final CurrentAccounts accounts;
    private final Parking parking;
    private final Breakers breakers;
    private final Map<String, MultiGauge> gauges = new HashMap<>();
    private final MeterRegistry registry;

    /**
     * @param registry what is told
     */
    public FigureMetrics(MeterRegistry registry, CurrentAccounts accounts, Parking parking, Breakers breakers) {
        this.registry = registry;
        this.accounts = accounts;
        this.parking = parking;
        this.breakers = breakers;
    }

    /**
     * Tells other figures from now on.
     *
     * @param figures of the ledger
     * @param queues messages on the queues of the embedded broker, by name; empty where the broker is another
     */
    public void tell(Figures figures, Map<String, Long> queues) {
        Instant now = figures.at();
        set(
                "staffetta.waiting.messages",
                "Messages that have not come to their end: queue, for their first attempt; retry, for another; scheduled,"
                        + " for the instant at which they are to be sent",
                waiting(figures));
        setSeconds(
                "staffetta.waiting.oldest",
                "Since the oldest came to its queue, or of retry: since it was taken",
                oldest(figures, now));
        set("staffetta.dead.letters", "Dead letters that nobody has discarded", dead(figures, each -> each.stream()
                .mapToLong(Dead::messages)
                .sum()));
        setSeconds(
                "staffetta.dead.letters.oldest",
                "Since the oldest of them died",
                dead(figures, each -> age(first(each), now)));
        set(
                "staffetta.reports.overdue",
                "Delivery reports that should have been asked for by now",
                reports(figures, DueReports::overdue));
        setSeconds(
                "staffetta.reports.overdue.oldest",
                "Since the first of them is due",
                reports(figures, one -> age(one.since(), now)));
        set("staffetta.batches", "Batches that have not come to their end", batches(figures));
        set(
                "staffetta.broker.queue.messages",
                "Messages on a queue of the embedded broker",
                queues.entrySet().stream()
                        .map(queue -> row(Tags.of("queue", queue.getKey()), queue.getValue()))
                        .toList());
        set(
                "staffetta.account.parked",
                "1 for an enabled account that is parked, else 0",
                ofEnabled(account -> parking.isOpen(account) ? 0 : 1));
        set(
                "staffetta.breaker.failures.percent",
                "Of the last attempts of an account so many percent failed or were slow; 0 before there were enough",
                ofEnabled(breakers::failuresPercent));
    }

    private List<Row<?>> waiting(Figures figures) {
        List<Row<?>> rows = new ArrayList<>();
        byAccount(figures).forEach((account, waiting) -> {
            rows.add(row(tags(account, "queue"), sum(waiting, Waiting::queued)));
            rows.add(row(tags(account, "retry"), sum(waiting, Waiting::retried)));
            rows.add(row(tags(account, "scheduled"), sum(waiting, one -> one.later() - one.retried())));
        });
        return rows;
    }

    private List<Row<?>> oldest(Figures figures, Instant now) {
        List<Row<?>> rows = new ArrayList<>();
        byAccount(figures).forEach((account, waiting) -> {
            rows.add(row(
                    tags(account, "queue"),
                    waiting.stream()
                            .mapToDouble(one -> age(one.queuedSince(), now))
                            .max()
                            .orElse(0)));
            rows.add(row(
                    tags(account, "retry"),
                    waiting.stream()
                            .mapToDouble(one -> age(one.retriedSince(), now))
                            .max()
                            .orElse(0)));
        });
        return rows;
    }

    /** Also of accounts for which nothing waits: what is 0 is told. */
    private Map<String, List<Waiting>> byAccount(Figures figures) {
        Map<String, List<Waiting>> found = new TreeMap<>();
        accounts.get().byId().keySet().forEach(id -> found.put(id, new ArrayList<>()));
        figures.waiting().forEach(one -> found.computeIfAbsent(account(one.account()), id -> new ArrayList<>())
                .add(one));
        return found;
    }

    private List<Row<?>> dead(Figures figures, ToDoubleFunction<Collection<Dead>> value) {
        Map<Tags, List<Dead>> found = figures.dead().stream()
                .collect(Collectors.groupingBy(one -> Tags.of(
                        "account",
                        one.account().isEmpty() ? "none" : account(one.account()),
                        "reason",
                        one.reason().isEmpty() ? "none" : one.reason())));
        return found.entrySet().stream()
                .<Row<?>>map(each -> row(each.getKey(), value.applyAsDouble(each.getValue())))
                .toList();
    }

    private List<Row<?>> reports(Figures figures, ToDoubleFunction<DueReports> value) {
        Map<String, Double> found = new TreeMap<>();
        accounts.get().byId().keySet().forEach(id -> found.put(id, 0.0));
        figures.reports().forEach(one -> found.merge(account(one.account()), value.applyAsDouble(one), Math::max));
        return found.entrySet().stream()
                .<Row<?>>map(each -> row(Tags.of("account", each.getKey()), each.getValue()))
                .toList();
    }

    private static List<Row<?>> batches(Figures figures) {
        Map<Tags, Long> found = new HashMap<>();
        for (String state : List.of("PREPARING", "WAITING", "RUNNING", "SENDING")) {
            found.put(Tags.of("state", state, "paused", "false"), 0L);
        }
        for (OpenBatch batch : figures.batches()) {
            found.merge(Tags.of("state", batch.state(), "paused", Boolean.toString(batch.paused())), 1L, Long::sum);
        }
        return found.entrySet().stream()
                .<Row<?>>map(each -> row(each.getKey(), each.getValue()))
                .toList();
    }

    private List<Row<?>> ofEnabled(ToDoubleFunction<String> value) {
        return accounts.get().byId().values().stream()
                .filter(Account::enabled)
                .<Row<?>>map(account -> row(Tags.of("account", account.id()), value.applyAsDouble(account.id())))
                .toList();
    }

    private String account(String id) {
        return accounts.find(id).isPresent() ? id : GONE;
    }

    private static Tags tags(String account, String where) {
        return Tags.of("account", account, "where", where);
    }

    private static double sum(List<Waiting> waiting, ToDoubleFunction<Waiting> count) {
        return waiting.stream().mapToDouble(count).sum();
    }

    private static Instant first(Collection<Dead> dead) {
        return dead.stream().map(Dead::since).min(Instant::compareTo).orElse(null);
    }

    private static double age(Instant since, Instant now) {
        return since == null ? 0 : Math.max(0, Duration.between(since, now).toMillis() / 1000.0);
    }

    private static Row<?> row(Tags tags, double value) {
        return Row.of(tags, value);
    }

    private void set(String name, String description, Iterable<? extends Row<?>> rows) {
        set(MultiGauge.builder(name).description(description), name, rows);
    }

    private void setSeconds(String name, String description, Iterable<? extends Row<?>> rows) {
        set(MultiGauge.builder(name).description(description).baseUnit("seconds"), name, rows);
    }

    private void set(MultiGauge.Builder gauge, String name, Iterable<? extends Row<?>> rows) {
        gauges.computeIfAbsent(name, unused -> gauge.register(registry)).register(rows, true);
    }
}

package io.staffetta.alert;

import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.store.LedgerAwayException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the conditions every few seconds, and raises, repeats and ends alerts. Of several gateways on a ledger one checks what
 * they share.
 *
 * <p>Thread-safe.
 */
final class AlertWatch implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger("io.staffetta.alert");
    private static final String JOB = "alerts";
    /** What has not been found for so long is over: what comes and goes is told once. */
    private static final Duration CALM = Duration.ofMinutes(1);

    private static final Duration KEPT = Duration.ofDays(1);

    private final Conditions conditions;
    private final AlertTable table;
    private final Ledger ledger;
    private final String node;
    private final Duration repeat;
    private final Duration calm;
    private final Consumer<Notice> told;
    private final Clock clock;
    private final Map<String, Alert> alerts = new TreeMap<>();
    private final Map<String, Alert> unwritten = new HashMap<>();
    private final Map<String, Instant> seen = new HashMap<>();

    /**
     * @param node name of this gateway
     * @param repeat after which an alert that goes on is told again
     * @param told tells receivers; does not wait
     */
    AlertWatch(Conditions conditions, Ledger ledger, String node, Duration repeat, Consumer<Notice> told, Clock clock) {
        this.conditions = conditions;
        this.table = new AlertTable(ledger);
        this.ledger = ledger;
        this.node = node;
        this.repeat = repeat;
        this.calm = repeat.compareTo(CALM) < 0 ? repeat : CALM;
        this.told = told;
        this.clock = clock;
    }

    /** Those that hold, or ended within a day, as far as is known; the newest first. Does not wait for the ledger if it is away. */
    List<Alert> all() {
        try {
            if (ledger.isAvailable()) {
                return table.all();
            }
        } catch (LedgerAwayException e) {
            LOG.debug("Alerts are told from memory", e);
        }
        synchronized (this) {
            return alerts.values().stream()
                    .sorted((one, other) -> other.since().compareTo(one.since()))
                    .toList();
        }
    }

    @Override
    public synchronized void run() {
        Optional<List<Finding>> common = isToLook() ? conditions.common() : Optional.empty();
        List<Finding> findings = new ArrayList<>(conditions.own());
        common.ifPresent(findings::addAll);
        Instant now = clock.instant();
        List<Alert> begun = new ArrayList<>();
        for (Finding finding : findings) {
            seen.put(finding.id(), now);
            Alert before = alerts.get(finding.id());
            Alert alert = before == null ? Alert.begun(finding, now) : before.found(finding, now);
            if (alert.isToTell(now, repeat)) {
                alert = alert.told(now);
                begun.add(alert);
            }
            put(before, alert);
        }
        List<Alert> ended = end(now, id -> isOwn(id) || common.isPresent());
        write(now);
        tell(begun, ended);
    }

    /** The ledger is read first, where another gateway may have written meanwhile. */
    private boolean isToLook() {
        if (!ledger.isAvailable()) {
            return false;
        }
        try {
            if (unwritten.isEmpty()) {
                alerts.clear();
                table.all().forEach(alert -> alerts.put(alert.id(), alert));
            }
            return ledger.jobs().take(JOB);
        } catch (LedgerAwayException e) {
            LOG.debug("Only this gateway itself is looked at", e);
            return false;
        }
    }

    private List<Alert> end(Instant now, Predicate<String> mine) {
        List<Alert> ended = new ArrayList<>();
        for (Alert alert : List.copyOf(alerts.values())) {
            boolean isCalm =
                    !now.isBefore(seen.computeIfAbsent(alert.id(), id -> now).plus(calm));
            if (alert.ended() == null && isCalm && mine.test(alert.id())) {
                Alert over = alert.over(now);
                put(alert, over);
                if (over.allClear()) {
                    ended.add(over);
                }
            }
        }
        return ended;
    }

    private boolean isOwn(String id) {
        for (Condition condition : Condition.values()) {
            if (condition.isOwn() && id.startsWith(condition.label() + ":")) {
                return id.equals(condition.label() + ":" + node) || id.endsWith("@" + node);
            }
        }
        return false;
    }

    private void put(Alert before, Alert after) {
        if (!after.equals(before)) {
            alerts.put(after.id(), after);
            unwritten.put(after.id(), after);
        }
    }

    private void write(Instant now) {
        seen.keySet().retainAll(alerts.keySet());
        if (unwritten.isEmpty() || !ledger.isAvailable()) {
            return;
        }
        try {
            table.write(unwritten.values());
            unwritten.clear();
            table.forget(now.minus(KEPT));
        } catch (LedgerAwayException e) {
            LOG.debug("Alerts are noted later", e);
        }
    }

    private void tell(List<Alert> begun, List<Alert> ended) {
        begun.forEach(alert -> LOG.error("Alert {}: {}", alert.id(), alert.words()));
        ended.forEach(alert -> LOG.info("All clear {}: no longer: {}", alert.id(), alert.words()));
        if (!begun.isEmpty() || !ended.isEmpty()) {
            told.accept(new Notice(node, false, begun, ended));
        }
    }
}

package io.staffetta.alert;

import io.staffetta.account.Account;
import io.staffetta.delivery.parking.ParkedAccount;
import io.staffetta.ledger.NodeRecord;
import io.staffetta.ledger.figures.Figures;
import io.staffetta.ledger.figures.OpenBatch;
import io.staffetta.ledger.figures.Waiting;
import java.io.File;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds what is not as it should be.
 *
 * <p>Not thread-safe.
 */
final class Conditions {

    /** Figures that are older say nothing of now. */
    private static final Duration FRESH = Duration.ofMinutes(5);
    /** So many processes died over a batch before the gateway pauses it. */
    private static final int DEATHS = 3;

    private final AlertLimits limits;
    private final Watched watched;
    private final String node;
    private final Clock clock;
    private final NewDeadLetters deadLetters;
    private long accepted = -1;
    private Instant progress = Instant.MIN;
    private Instant taken = Instant.MIN;

    /**
     * @param node name of this gateway
     */
    Conditions(AlertLimits limits, Watched watched, String node, Clock clock) {
        this.limits = limits;
        this.watched = watched;
        this.node = node;
        this.clock = clock;
        deadLetters = new NewDeadLetters(limits.deadLetters());
    }

    /** What holds of this gateway alone. */
    List<Finding> own() {
        Instant now = clock.instant();
        List<Finding> found = new ArrayList<>();
        disk(found);
        certificates(found, now);
        unusable(found);
        intake(found, now);
        return found;
    }

    /** What holds of all gateways on the ledger; empty if that is not known now. */
    Optional<List<Finding>> common() {
        Instant now = clock.instant();
        Figures figures = watched.figures().get();
        if (figures.at().plus(FRESH).isBefore(now)) {
            return Optional.empty();
        }
        List<Finding> found = new ArrayList<>();
        found.addAll(deadLetters.found(figures));
        nothingSent(found, figures, now);
        for (Waiting waiting : figures.waiting()) {
            oldest(found, waiting, figures.at());
        }
        for (ParkedAccount parked : watched.parking().all()) {
            parked(found, parked, now);
        }
        for (OpenBatch batch : figures.batches()) {
            batch(found, batch, figures.at());
        }
        for (NodeRecord node : watched.silent().get()) {
            silent(found, node, now);
        }
        return Optional.of(found);
    }

    private void nothingSent(List<Finding> found, Figures figures, Instant now) {
        long total = watched.accepted().getAsLong();
        long queued = figures.waiting().stream()
                .filter(waiting -> isSending(waiting.account(), now))
                .mapToLong(Waiting::queued)
                .sum();
        if (total != accepted || queued == 0 || watched.onHold().getAsBoolean()) {
            accepted = total;
            progress = now;
        }
        if (isOver(limits.nothingSent(), progress, now)) {
            found.add(new Finding(
                    Condition.NOTHING_SENT,
                    "all",
                    "nothing was sent for " + age(progress, now) + ", though " + queued + " messages wait"));
        }
    }

    private boolean isSending(String id, Instant now) {
        return watched.accounts()
                .find(id)
                .filter(account -> account.enabled() && watched.parking().isOpen(id) && !isQuiet(account, now))
                .isPresent();
    }

    private static boolean isQuiet(Account account, Instant now) {
        return account.quietHours().flatMap(hours -> hours.endOf(now)).isPresent();
    }

    /** What waits for its turn at the pace of its account does not wait for too long. */
    private void oldest(List<Finding> found, Waiting waiting, Instant now) {
        Optional<Account> account = watched.accounts().find(waiting.account());
        if (waiting.since() == null
                || account.filter(one -> isQuiet(one, now)).isPresent()
                || !watched.parking().isOpen(waiting.account())
                || watched.onHold().getAsBoolean()) {
            return;
        }
        double perSecond = account.map(one -> one.limits().perSecond()).orElse(0.0);
        Duration turn = perSecond > 0 ? Duration.ofSeconds((long) (waiting.due() / perSecond)) : Duration.ZERO;
        if (isOver(limits.oldest(), waiting.since().plus(turn), now)) {
            found.add(new Finding(
                    Condition.OLDEST,
                    waiting.account().isEmpty() ? "none" : waiting.account(),
                    waiting.due() + " messages wait at account '" + waiting.account() + "'"
                            + (account.isEmpty() ? ", which is not configured any more" : "")
                            + (account.filter(one -> !one.enabled()).isPresent() ? ", which is disabled" : "")
                            + ", the oldest for " + age(waiting.since(), now)));
        }
    }

    private void parked(List<Finding> found, ParkedAccount parked, Instant now) {
        boolean isEnabled = watched.accounts()
                .find(parked.account())
                .filter(Account::enabled)
                .isPresent();
        if (isEnabled && isOver(limits.parked(), parked.since(), now)) {
            found.add(new Finding(
                    Condition.PARKED,
                    parked.account(),
                    "account '" + parked.account() + "' is parked for " + age(parked.since(), now)
                            + ", its messages wait: 'staffetta accounts list' says why"));
        }
    }

    private void batch(List<Finding> found, OpenBatch batch, Instant now) {
        if (limits.batch().isZero()) {
            return;
        }
        String what = "batch " + batch.id() + " of folder '" + batch.folder() + "' ";
        if (batch.paused()) {
            if (batch.deaths() >= DEATHS) {
                found.add(new Finding(
                        Condition.BATCH, batch.id(), what + "is paused: one process after the other died over it"));
            }
        } else if ((batch.state().equals("PREPARING") || batch.state().equals("RUNNING"))
                && isOver(limits.batch(), batch.moved(), now)
                && (batch.next() == null || isOver(limits.batch(), batch.next(), now))) {
            found.add(new Finding(
                    Condition.BATCH,
                    batch.id(),
                    what + "has not moved on for " + age(batch.moved(), now) + ": 'staffetta batches show' says what it"
                            + " waits for"));
        }
    }

    private void silent(List<Finding> found, NodeRecord node, Instant now) {
        if (isOver(limits.gateway(), node.seen(), now)) {
            found.add(new Finding(
                    Condition.GATEWAY,
                    node.name(),
                    "gateway '" + node.name() + "' is silent for " + age(node.seen(), now)
                            + ": it died, or cannot reach the ledger; 'staffetta dead groups --node " + node.name()
                            + "' has what it was submitting"));
        }
    }

    private void disk(List<Finding> found) {
        File data = watched.data().toFile();
        long total = data.getTotalSpace();
        long free = data.getUsableSpace();
        if (total > 0 && free * 100.0 / total < limits.diskPercent()) {
            found.add(new Finding(
                    Condition.DISK,
                    node,
                    "the disk of the data folder of gateway '" + node + "' has " + free * 100 / total + " % free, "
                            + free / (1024 * 1024) + " MB"));
        }
    }

    private void certificates(List<Finding> found, Instant now) {
        for (Map.Entry<String, Instant> certificate :
                watched.certificates().get().entrySet()) {
            Duration left = Duration.between(now, certificate.getValue());
            if (!limits.certificate().isZero() && left.compareTo(limits.certificate()) < 0) {
                found.add(new Finding(
                        Condition.CERTIFICATE,
                        certificate.getKey() + "@" + node,
                        "certificate '" + certificate.getKey() + "' of gateway '" + node + "' "
                                + (left.isNegative() ? "has ended, at " : "ends at ")
                                + certificate.getValue().truncatedTo(ChronoUnit.SECONDS)));
            }
        }
    }

    /** The gateway works on with the old one: nobody sees it until that ends, or until the next start, which fails. */
    private void unusable(List<Finding> found) {
        if (!limits.certificate().isZero()) {
            watched.unusable()
                    .get()
                    .forEach((name, why) -> found.add(new Finding(
                            Condition.CERTIFICATE,
                            name + "-files@" + node,
                            "the new files of certificate '" + name + "' of gateway '" + node
                                    + "' cannot be used, so it shows the old one: " + why)));
        }
    }

    private void intake(List<Finding> found, Instant now) {
        List<String> faults = watched.faults().get();
        if (faults.isEmpty() || taken.equals(Instant.MIN)) {
            taken = now;
        }
        if (!faults.isEmpty() && isOver(limits.intake(), taken, now)) {
            found.add(new Finding(
                    Condition.INTAKE,
                    node,
                    "gateway '" + node + "' takes no messages for " + age(taken, now) + ": "
                            + String.join("; ", faults)));
        }
    }

    private static boolean isOver(Duration limit, Instant since, Instant now) {
        return !limit.isZero() && !now.isBefore(since.plus(limit));
    }

    private static String age(Instant since, Instant now) {
        long minutes = Math.max(0, Duration.between(since, now).toMinutes());
        if (minutes < 1) {
            return Math.max(0, Duration.between(since, now).toSeconds()) + " s";
        }
        return minutes < 120 ? minutes + " min" : minutes < 2880 ? minutes / 60 + " h" : minutes / 1440 + " days";
    }
}

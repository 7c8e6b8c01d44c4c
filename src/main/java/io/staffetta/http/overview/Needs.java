package io.staffetta.http.overview;

import io.staffetta.alert.Alert;
import io.staffetta.alert.Alerts;
import io.staffetta.http.operations.WaitingBatches;
import io.staffetta.http.overview.Need.Severity;
import io.staffetta.language.Phrase;
import io.staffetta.ledger.NodeRecord;
import io.staffetta.ledger.figures.Dead;
import io.staffetta.ledger.figures.Figures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Finds what needs somebody. */
final class Needs {

    /** Alerts on what is listed by itself, with more of it. */
    private static final Set<String> LISTED = Set.of("parked", "batch", "gateway", "dead-letters", "intake");

    private final Sources of;
    private final Figures figures;
    private final List<Need> needs = new ArrayList<>();

    private Needs(Sources of, Figures figures) {
        this.of = of;
        this.figures = figures;
    }

    /**
     * All of it, worst first.
     *
     * @throws io.staffetta.ledger.store.LedgerAwayException if the ledger goes away meanwhile
     */
    static List<Need> of(Sources of, Figures figures) {
        Needs found = new Needs(of, figures);
        found.gateway();
        found.needs.addAll(new AccountNeeds(of, figures).find());
        found.dead();
        if (of.ledger().isAvailable()) {
            found.batches();
            found.retention();
        }
        found.alerts();
        return found.needs.stream().sorted(Need.WORST_FIRST).toList();
    }

    private void gateway() {
        of.ledger()
                .sending()
                .now()
                .ifPresent(hold -> needs.add(Need.of(
                                "hold",
                                Severity.critical,
                                "sending",
                                "nothing is sent until somebody resumes; what comes in waits")
                        .because(hold.reason())
                        .since(hold.since())
                        .messages(figures.messages(), figures.oldest())));
        of.ledger()
                .problem()
                .ifPresent(problem -> needs.add(Need.of(
                                "ledger",
                                Severity.critical,
                                "ledger",
                                "the ledger is away: nothing is taken, nothing is sent")
                        .because(problem)));
        List<String> faults = of.faults().get();
        if (!faults.isEmpty()) {
            needs.add(Need.of(
                            "intake",
                            Severity.critical,
                            of.ledger().nodes().name(of.ledger().node()),
                            "no messages are taken")
                    .because(Phrase.joined(
                            "{0}; {1}", faults.stream().map(Phrase::of).toList())));
        }
        for (NodeRecord node : of.ledger().nodes().silent()) {
            needs.add(Need.of(
                            "node-silent",
                            Severity.warning,
                            node.name(),
                            "gateway '" + node.name() + "' has ended without a word, and not come back")
                    .since(node.seen()));
        }
    }

    private void dead() {
        Map<String, List<Dead>> byReason =
                figures.dead().stream().collect(Collectors.groupingBy(Dead::reason, TreeMap::new, Collectors.toList()));
        byReason.forEach((reason, some) -> {
            long count = some.stream().mapToLong(Dead::messages).sum();
            Instant first = some.stream()
                    .map(Dead::since)
                    .min(Comparator.naturalOrder())
                    .orElse(null);
            needs.add(Need.of(
                            "dead-letters",
                            Severity.error,
                            reason.isEmpty() ? "none" : reason,
                            count + " dead letters: " + (reason.isEmpty() ? "reason not known" : reason))
                    .since(first)
                    .messages(count, first));
        });
    }

    private void batches() {
        for (WaitingBatches.One batch : of.batches().get()) {
            boolean isStopped = batch.accounts().stream().anyMatch(this::isStopped);
            if (batch.paused() || batch.failing() || isStopped) {
                needs.add(Need.of(
                                "batch",
                                batch.paused() ? Severity.warning : Severity.error,
                                batch.id(),
                                "batch " + batch.id() + " of folder '" + batch.folder() + "' waits for "
                                        + batch.waitsFor())
                        .because(batch.waitsFor())
                        .since(batch.since())
                        .messages(batch.left(), null)
                        .batch(batch.folder(), batch.name()));
            }
        }
    }

    /** Quiet hours pass by themselves. */
    private boolean isStopped(String account) {
        return of.accounts().find(account).filter(one -> one.enabled()).isEmpty()
                || !of.parking().isOpen(account)
                || of.orders().isPaused(account);
    }

    private void retention() {
        of.ledger()
                .jobs()
                .hold("retention")
                .ifPresent(hold -> needs.add(Need.of(
                                "retention",
                                Severity.warning,
                                "retention",
                                "old messages are neither erased nor deleted")
                        .because(hold.reason())
                        .since(hold.since())));
    }

    private void alerts() {
        for (Alert alert : of.alerts().all()) {
            if (alert.ended() == null && !LISTED.contains(alert.condition())) {
                boolean isError = alert.condition().equals("nothing-sent")
                        || alert.condition().equals("oldest");
                needs.add(Need.of(
                                "alert-" + alert.condition(),
                                isError ? Severity.error : Severity.warning,
                                alert.subject(),
                                alert.words())
                        .since(alert.since()));
            }
        }
        if (!of.sandbox() && !of.alerts().reachAnybody()) {
            needs.add(Need.of(
                    "no-alert-receivers",
                    Severity.info,
                    "alerts",
                    "alerts reach nobody: set staffetta.alerts.webhook.url, .mail.to or .sms.to"));
        }
        for (Alerts.Receiver receiver : of.alerts().receivers()) {
            if (receiver.failed() != null) {
                needs.add(Need.of(
                                "alert-receiver",
                                Severity.warning,
                                receiver.name(),
                                "alerts do not reach " + receiver.to() + " by " + receiver.name())
                        .because(receiver.failure())
                        .since(receiver.failed()));
            }
        }
    }
}

package io.staffetta.sandbox;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came in. Keeps the last {@value #KEPT} messages; its counts go on beyond, save that a pair of recipient and text
 * is recognised among the last {@value #RECOGNISED} different ones only.
 *
 * <p>Thread-safe.
 */
final class Ledger {

    /** Messages kept in memory; the oldest go first. */
    static final int KEPT = 200_000;

    /** Different pairs of recipient and text that are recognised when they come again. */
    static final int RECOGNISED = 1_000_000;

    private static final int ATTEMPTED = 100_000;

    private final Deque<Received> kept = new ArrayDeque<>();
    private final Map<String, Long> byProvider = new TreeMap<>();
    private final Fingerprints taken = new Fingerprints(RECOGNISED);
    private final Fingerprints attempted = new Fingerprints(ATTEMPTED);
    private long requests;
    private long twice;
    // Not cleared: a reference must stay unique while the sandbox runs.
    private long lastReference;

    synchronized void countRequest() {
        requests++;
    }

    /** Counts an attempt at a message and returns how many that makes, at least 1. */
    synchronized int countAttempt(String to, String text) {
        return attempted.add(to, text);
    }

    /** Takes a message for each recipient, in their order. */
    synchronized List<Received> take(String provider, Submitted submitted, List<String> recipients) {
        List<Received> messages = new ArrayList<>(recipients.size());
        for (String to : recipients) {
            messages.add(new Received(
                    provider,
                    submitted.username(),
                    to,
                    submitted.text(),
                    submitted.sender(),
                    submitted.id(),
                    Long.toString(++lastReference),
                    Instant.now()));
        }
        messages.forEach(this::keep);
        return messages;
    }

    private void keep(Received message) {
        kept.addLast(message);
        if (kept.size() > KEPT) {
            kept.removeFirst();
        }
        byProvider.merge(message.provider(), 1L, Long::sum);
        if (taken.add(message.to(), message.text()) == 2) {
            twice++;
        }
    }

    synchronized List<Received> received() {
        return List.copyOf(kept);
    }

    synchronized Counts counts() {
        long total = byProvider.values().stream().mapToLong(Long::longValue).sum();
        return new Counts(total, requests, new TreeMap<>(byProvider), twice);
    }

    synchronized void clear() {
        kept.clear();
        byProvider.clear();
        taken.clear();
        attempted.clear();
        requests = 0;
        twice = 0;
    }
}

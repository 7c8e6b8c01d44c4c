package io.staffetta.sandbox.wire;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Message Store of the sandbox: keeps the requests that came in. Keeps the last {@value #KEPT} messages; its counts go on
 * beyond, save that a pair of recipient and text
 * is recognised among the last {@value #RECOGNISED} different ones only.
 *
 * <p>Thread-safe.
 */
public final class ReceivedMessages {

    /** Messages kept in memory; the oldest go first. */
    public static final int KEPT = 200_000;

    /** Different pairs of recipient and text that are recognised when they come again. */
    public static final int RECOGNISED = 1_000_000;

    private static final int ATTEMPTED = 100_000;

    /** A message, and what it was taken for, which says what becomes of it. */
    public record Kept(Received message, Behaviour fate) {}

    private final Map<String, Kept> kept = new LinkedHashMap<>();
    private final Map<String, Long> byProvider = new TreeMap<>();
    private final Map<String, Long> atOnce = new TreeMap<>();
    private final Map<String, Long> mostAtOnce = new TreeMap<>();
    private final Fingerprints taken = new Fingerprints(RECOGNISED);
    private final Fingerprints attempted = new Fingerprints(ATTEMPTED);
    private long requests;
    private long asked;
    private long twice;
    // Not cleared: a reference must stay unique while the sandbox runs.
    private long lastReference;

    /** Counts a request to send, which is open until {@link #endRequest}. */
    public synchronized void countRequest(String provider) {
        requests++;
        mostAtOnce.merge(provider, atOnce.merge(provider, 1L, Long::sum), Long::max);
    }

    public synchronized void endRequest(String provider) {
        atOnce.computeIfPresent(provider, (name, open) -> open == 1 ? null : open - 1);
    }

    public synchronized void countQuestion() {
        asked++;
    }

    /** Counts an attempt at a message and returns how many that makes, at least 1. */
    public synchronized int countAttempt(Submitted submitted) {
        return attempted.add(String.join(";", submitted.to()), submitted.text());
    }

    /** Takes a message for each recipient, in their order. */
    public synchronized List<Received> take(String provider, Submitted submitted, Decision decision) {
        List<Received> messages = new ArrayList<>(decision.recipients().size());
        for (String to : decision.recipients()) {
            Received message = new Received(
                    provider,
                    submitted.username(),
                    to,
                    submitted.text(),
                    submitted.sender(),
                    submitted.id(),
                    Long.toString(++lastReference),
                    Instant.now());
            keep(message, decision.fate(provider, to));
            messages.add(message);
        }
        return messages;
    }

    /** The message that a provider knows by an id; empty if it has none, or no longer. */
    public synchronized Optional<Kept> find(String provider, String reference) {
        return Optional.ofNullable(kept.get(reference))
                .filter(found -> found.message().provider().equals(provider));
    }

    private void keep(Received message, Behaviour fate) {
        kept.put(message.reference(), new Kept(message, fate));
        if (kept.size() > KEPT) {
            kept.remove(kept.keySet().iterator().next());
        }
        byProvider.merge(message.provider(), 1L, Long::sum);
        if (taken.add(message.to(), message.text()) == 2) {
            twice++;
        }
    }

    public synchronized List<Received> all() {
        return kept.values().stream().map(Kept::message).toList();
    }

    public synchronized Counts counts() {
        long total = byProvider.values().stream().mapToLong(Long::longValue).sum();
        return new Counts(total, requests, asked, new TreeMap<>(byProvider), twice, new TreeMap<>(mostAtOnce));
    }

    public synchronized void clear() {
        kept.clear();
        byProvider.clear();
        taken.clear();
        attempted.clear();
        requests = 0;
        asked = 0;
        twice = 0;
        mostAtOnce.clear();
        mostAtOnce.putAll(atOnce);
    }
}

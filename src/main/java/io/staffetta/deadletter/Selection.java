package io.staffetta.deadletter;

import io.staffetta.deadletter.Removal.Item;
import jakarta.jms.JMSException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sorts the dead letters that a filter means, before any is taken: which are to go, and which stay and why. */
final class Selection {

    private final Map<String, Item> wanted = new LinkedHashMap<>();
    private final Map<String, Item> expired = new LinkedHashMap<>();
    private final Map<String, Item> unknown = new LinkedHashMap<>();
    private final Map<String, Item> unsealed = new LinkedHashMap<>();
    private Instant newest = Instant.EPOCH;
    private final Set<String> seen = new LinkedHashSet<>();

    /**
     * Looks through the queue.
     *
     * @param before what died at or after this instant is left out: it may have come back just now
     * @param now deadlines have passed that are not after it
     * @param except ids that are left out
     * @param guarded whether to leave those that the gateway has not put there, those whose deadline has passed, and, unless an id,
     *     a reason or a phase asks for them, those
     *     that the provider may have
     * @param newDeadline whether they get another deadline, so that a passed one does not count
     */
    Selection(
            DeadLetterQueue queue,
            DeadLetterFilter filter,
            Instant before,
            Instant now,
            Set<String> except,
            boolean guarded,
            boolean newDeadline)
            throws JMSException {
        boolean sweeping = !filter.asksForUnknown();
        queue.browse(filter, letter -> {
            seen.add(letter.id());
            seen.add(letter.jmsId());
            if (except.contains(letter.id()) || !letter.diedBefore(before)) {
                return;
            }
            newest = letter.deadSince().filter(at -> at.isAfter(newest)).orElse(newest);
            if (guarded && !letter.sealed()) {
                add(unsealed, letter);
            } else if (guarded && sweeping && letter.isPerhapsSent()) {
                add(unknown, letter);
            } else if (guarded && !newDeadline && letter.isExpired(now)) {
                add(expired, letter);
            } else {
                add(wanted, letter);
            }
        });
        // A copy that stays would be taken along with its original, since both have one id.
        unknown.keySet().forEach(wanted::remove);
        expired.keySet().forEach(wanted::remove);
    }

    /** When the youngest of those that were looked at died, as far as they say. */
    Instant newest() {
        return newest;
    }

    List<Item> wanted() {
        return new ArrayList<>(wanted.values());
    }

    List<Item> expired() {
        return List.copyOf(expired.values());
    }

    List<Item> unknown() {
        return List.copyOf(unknown.values());
    }

    List<Item> unsealed() {
        return List.copyOf(unsealed.values());
    }

    /** Those of the ids that are not on the queue. */
    List<String> missing(Set<String> ids) {
        return ids.stream().filter(id -> !seen.contains(id)).toList();
    }

    private static void add(Map<String, Item> items, StoredDeadLetter letter) {
        items.merge(
                letter.id(),
                new Item(letter.id(), letter.reason(), letter.account(), 1),
                (item, copy) -> item.withOneMore());
    }
}

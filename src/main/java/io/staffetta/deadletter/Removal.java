package io.staffetta.deadletter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was, or would be, taken off the dead letter queue, and what was not.
 *
 * @param done those taken off
 * @param expired those left because their deadline has passed
 * @param unknown those left because the provider may have them
 * @param unsealed those left because somebody else than the gateway has put them there
 * @param gone those that were there first, and then not: somebody else took them, or the broker did not hand them over
 * @param notFound ids of which there was no trace
 */
public record Removal(
        List<Item> done,
        List<Item> expired,
        List<Item> unknown,
        List<Item> unsealed,
        List<Item> gone,
        List<String> notFound) {

    public Removal {
        done = List.copyOf(done);
        expired = List.copyOf(expired);
        unknown = List.copyOf(unknown);
        unsealed = List.copyOf(unsealed);
        gone = List.copyOf(gone);
        notFound = List.copyOf(notFound);
    }

    /**
     * A dead letter in short.
     *
     * @param id its id
     * @param reason why it was dead
     * @param account the account it died with; empty if it had none
     * @param copies how often it is on the queue, mostly once
     */
    public record Item(String id, String reason, String account, int copies) {

        Item withOneMore() {
            return new Item(id, reason, account, copies + 1);
        }
    }

    /** How many of the items there are of each reason and account. */
    public static Map<String, Map<String, Integer>> counts(List<Item> items) {
        Map<String, Map<String, Integer>> counts = new TreeMap<>();
        items.forEach(item -> counts.computeIfAbsent(item.reason(), reason -> new LinkedHashMap<>())
                .merge(item.account(), 1, Integer::sum));
        return counts;
    }
}

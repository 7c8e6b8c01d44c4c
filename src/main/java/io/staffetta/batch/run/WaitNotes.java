package io.staffetta.batch.run;

import io.staffetta.ledger.batch.BatchWait;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Notes in the ledger what a batch waits for and what holds it up, whenever that is something else than before.
 *
 * <p>Not thread-safe.
 */
final class WaitNotes {

    private final BatchTools tools;
    private final String id;
    /** What is in the ledger; {@code null} for nothing. */
    private BatchWait noted;
    /** Whether that is known: an earlier process may have noted something. */
    private boolean isKnown;

    WaitNotes(BatchTools tools, String id) {
        this.tools = tools;
        this.id = id;
    }

    /** It waits. */
    void waits(String reason, Collection<String> accounts) {
        List<String> sorted = accounts.stream().sorted().toList();
        if (noted == null
                || noted.times() > 0
                || !noted.reason().equals(reason)
                || !noted.accounts().equals(sorted)) {
            note(new BatchWait(reason, sorted, tools.clock().instant(), 0));
        }
    }

    /**
     * It failed, and will be tried again.
     *
     * @return how often it has failed so without a success in between
     */
    int fails(String reason) {
        boolean isAgain = noted != null && noted.times() > 0 && noted.reason().equals(reason);
        Instant since = isAgain ? noted.since() : tools.clock().instant();
        note(new BatchWait(reason, List.of(), since, isAgain ? noted.times() + 1 : 1));
        return noted.times();
    }

    /** Nothing has failed since it failed last. */
    void recovered() {
        if (noted != null && noted.times() > 0) {
            goesOn();
        }
    }

    /** It goes on. */
    void goesOn() {
        if (noted != null || !isKnown) {
            tools.batches().waits().forget(id);
            noted = null;
            isKnown = true;
        }
    }

    private void note(BatchWait wait) {
        // Also if the ledger is away just now: how often it failed counts all the same.
        noted = wait;
        tools.batches().waits().note(id, wait);
        isKnown = true;
    }
}

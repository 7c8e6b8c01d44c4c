package io.staffetta.batch.run;

import io.staffetta.batch.rows.IdQueue;
import io.staffetta.ledger.batch.BatchEnds;
import io.staffetta.ledger.batch.Batches;
import io.staffetta.ledger.history.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Tracks which messages of a batch have ended. Holds the ids of those that have not, 16 bytes each, which are no
 * more than may be on queues.
 *
 * <p>Not thread-safe.
 */
final class CompletionTracker {

    private static final int GROUP = 500;

    private final Batches batches;
    private final IdQueue pending = new IdQueue();
    private final List<String> earlier = new ArrayList<>(GROUP);
    private BatchEnds ends = BatchEnds.NONE;

    CompletionTracker(Batches batches) {
        this.batches = batches;
    }

    /** Adds messages that have just been taken. */
    void add(Collection<String> ids) {
        ids.forEach(pending::add);
    }

    /** Adds one that was taken before this process saw the batch, and may have ended long ago. */
    void addEarlier(String id) {
        earlier.add(id);
        if (earlier.size() == GROUP) {
            lookAtEarlier();
        }
    }

    /** No more are added by {@link #addEarlier}. */
    void lookAtEarlier() {
        if (!earlier.isEmpty()) {
            judge(earlier, false);
            earlier.clear();
        }
    }

    /** Whether all have come to their end. */
    boolean isOver() {
        return pending.isEmpty();
    }

    /** The accounts that some of them wait for. */
    List<String> accounts() {
        List<String> some = pending.remove(Math.min(GROUP, pending.size()));
        try {
            return some.isEmpty() ? List.of() : batches.messages().accounts(some);
        } finally {
            some.forEach(pending::add);
        }
    }

    BatchEnds ends() {
        return ends;
    }

    /**
     * Looks once at the messages that it has not looked at for longest, and goes on as long as most of them have ended.
     *
     * @param cancel whether those are to be ended that are not sent
     * @return whether any had ended
     */
    boolean look(boolean cancel) {
        long before = ends.ended();
        int most = pending.size();
        for (int looked = 0; looked < most; looked += GROUP) {
            int ended = lookAtSome(Math.min(GROUP, most - looked), cancel);
            if (!cancel && ended < GROUP / 2) {
                break;
            }
        }
        return ends.ended() > before;
    }

    private int lookAtSome(int count, boolean cancel) {
        List<String> some = pending.remove(count);
        try {
            return judge(some, cancel);
        } catch (RuntimeException e) {
            some.forEach(pending::add);
            throw e;
        }
    }

    /** Counts those that have ended, and keeps the others. */
    private int judge(List<String> some, boolean cancel) {
        if (cancel) {
            batches.messages().cancel(some);
        }
        Map<String, State> states = batches.messages().states(some);
        int ended = 0;
        for (String id : some) {
            // One that is forgotten for its age has ended as nobody knows.
            State state = states.getOrDefault(id, State.DELIVERED);
            if (state.isEnd()) {
                ends = ends.plus(state);
                ended++;
            } else {
                pending.add(id);
            }
        }
        return ended;
    }
}

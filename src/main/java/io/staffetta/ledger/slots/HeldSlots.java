package io.staffetta.ledger.slots;

import io.staffetta.ledger.slots.SlotShare.Demand;
import io.staffetta.ledger.slots.SlotShare.Slots;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;

/**
 * Counts the slots of one account that this gateway holds, and those of them that its attempts use.
 *
 * <p>Used by the ledger's thread alone.
 */
final class HeldSlots {

    private static final long UNUSED_NANOS = TimeUnit.SECONDS.toNanos(1);

    private int most;
    private Slots held = Slots.NONE;
    private Slots usable = Slots.NONE;
    /** Whether the database is certain to have no less than {@link #held}. */
    private boolean certain;

    /** Whether a message is urgent, by the token of its attempt that is under way. */
    private final Map<Long, Boolean> used = new HashMap<>();

    /** The same of those that begin with the present transaction. */
    private final Map<Long, Boolean> beginning = new HashMap<>();

    private Slots peak = Slots.NONE;
    private long peakSince = System.nanoTime();

    /** What the attempts under way need, and so many new ones. */
    Demand demand(int usualNew, int urgentNew) {
        int urgent = (int) used.values().stream().filter(each -> each).count();
        return new Demand(used.size() - urgent, usualNew, urgent, urgentNew);
    }

    /** Whether the slots suffice for a demand. */
    boolean hasRoom(Demand demand) {
        return (demand.usualNew() == 0 || demand.usual() <= usable.usual())
                && demand.usual() + demand.urgent() <= usable.all();
    }

    /** Whether a new attempt can begin; from then on it uses a slot, if the transaction is committed. */
    boolean begin(long token, boolean urgent) {
        int urgentNew = (int) beginning.values().stream().filter(each -> each).count();
        Demand demand = demand(beginning.size() - urgentNew + (urgent ? 0 : 1), urgentNew + (urgent ? 1 : 0));
        boolean hasRoom = urgent ? demand.usual() + demand.urgent() <= usable.all() : hasRoom(demand);
        if (hasRoom) {
            beginning.put(token, urgent);
        }
        return hasRoom;
    }

    /** The slots that cover what is in use. */
    Slots cover() {
        return held.coverOf(demand(0, 0));
    }

    /** Whether an attempt has a slot, or gets one with the present transaction. */
    boolean has(long token) {
        return used.containsKey(token) || beginning.containsKey(token);
    }

    /** Forgets the attempts of a transaction that is not certain to have been committed. */
    void forgetBeginning() {
        beginning.clear();
    }

    /** The transaction was committed in which attempts began. */
    void begun() {
        used.putAll(beginning);
        beginning.clear();
        peak = peak.most(cover());
    }

    /** Frees the slot of an attempt; whether it had one. */
    boolean end(long token) {
        return used.remove(token) != null;
    }

    /** Frees the slots of attempts that have been given up. */
    void release(LongPredicate isWanted) {
        used.keySet().removeIf(token -> !isWanted.test(token));
    }

    /** Slots are held from now on; of them so many, at most, may be used. */
    void hold(Slots now, Slots mostUsable) {
        held = now;
        usable = mostUsable.least(now);
    }

    /** Uses no more than so many from now on. */
    void limit(Slots mostUsable) {
        usable = usable.least(mostUsable);
    }

    /** What to keep: what was used within a second, and no less than is in use. */
    Slots needed() {
        long now = System.nanoTime();
        Slots cover = cover();
        if (now - peakSince < UNUSED_NANOS) {
            return usable.most(cover);
        }
        Slots needed = peak.least(held).most(cover);
        peak = cover;
        peakSince = now;
        return needed;
    }

    /** What may be used, and no less than is in use. */
    Slots usableOrUsed() {
        return usable.most(cover());
    }

    Slots held() {
        return held;
    }

    Slots usable() {
        return usable;
    }

    /** Submissions at once, as this gateway has told the others last. */
    int most() {
        return most;
    }

    void most(int told) {
        most = told;
    }

    boolean isCertain() {
        return certain;
    }

    void certain(boolean now) {
        certain = now;
    }

    /** Whether nothing is held, in use or unclear. */
    boolean isIdle() {
        return held.all() == 0 && used.isEmpty() && beginning.isEmpty() && certain;
    }
}

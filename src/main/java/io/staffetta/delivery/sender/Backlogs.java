package io.staffetta.delivery.sender;

import io.staffetta.delivery.RateLimiter;
import io.staffetta.delivery.attempt.InFlight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Keeps the messages of all accounts that were taken from their queues, until their attempts may begin. Each account has its share
 * of what begins.
 *
 * <p>Not thread-safe.
 */
final class Backlogs {

    private static final long COPY_PAUSE_NANOS = Duration.ofMillis(250).toNanos();

    private final RateLimiter rate;
    private final Runnable wake;
    private final Map<String, Backlog> backlogs = new HashMap<>();
    private final List<Later> copies = new ArrayList<>();

    private record Later(InFlight message, long at) {}

    /**
     * @param rate when accounts may submit that have {@code limits.perSecond}
     * @param wake called when messages may be released before {@link #next}
     */
    Backlogs(RateLimiter rate, Runnable wake) {
        this.rate = rate;
        this.wake = wake;
    }

    /** Adds a message behind those of its account that are as urgent. */
    void add(InFlight message) {
        of(message.account()).add(message);
    }

    /** Adds a message of which another copy is being submitted: it is released again after 250 ms. */
    void addLater(InFlight message) {
        copies.add(new Later(message, System.nanoTime() + COPY_PAUSE_NANOS));
    }

    /** Puts a message back before all others of its account, whose slots are all taken. */
    void noSlot(InFlight message) {
        of(message.account()).noSlot(message);
    }

    /** A slot of an account has come free. */
    void freed(String account) {
        Backlog backlog = backlogs.get(account);
        if (backlog != null) {
            backlog.freed();
        }
    }

    /** Adds the messages again whose time has come. */
    void addDue(long now) {
        for (Iterator<Later> each = copies.iterator(); each.hasNext(); ) {
            Later later = each.next();
            if (now - later.at() >= 0) {
                each.remove();
                add(later.message());
            }
        }
    }

    /** Accounts that have or had messages here. */
    List<String> accounts() {
        return List.copyOf(backlogs.keySet());
    }

    /** Whether messages of an account could be released, but for its limits. */
    boolean isWaiting(String account) {
        Backlog backlog = backlogs.get(account);
        return backlog != null && !backlog.isEmpty();
    }

    /** Takes out all messages of an account. */
    List<InFlight> drain(String account) {
        List<InFlight> messages = new ArrayList<>();
        if (backlogs.containsKey(account)) {
            backlogs.get(account).drain(messages);
        }
        copies.removeIf(later -> later.message().account().equals(account) && messages.add(later.message()));
        return messages;
    }

    /**
     * When to release messages again, as {@link System#nanoTime} has it.
     *
     * @param latest not later than this
     */
    long next(long now, long latest) {
        long next = latest;
        for (Backlog backlog : backlogs.values()) {
            next = earlier(next, backlog.next(), now);
        }
        for (Later later : copies) {
            next = earlier(next, later.at(), now);
        }
        return next;
    }

    /**
     * Takes out messages whose attempts may begin, and those that cannot be submitted now.
     *
     * @param most messages to take out; each account has its share
     */
    List<InFlight> release(long now, int most) {
        List<InFlight> released = new ArrayList<>();
        int each = Math.max(1, most / Math.max(1, backlogs.size()));
        for (Iterator<Backlog> all = backlogs.values().iterator(); all.hasNext() && released.size() < most; ) {
            Backlog backlog = all.next();
            backlog.release(now, Math.min(each, most - released.size()), released);
            if (backlog.isEmpty()) {
                all.remove();
            }
        }
        return released;
    }

    private Backlog of(String account) {
        return backlogs.computeIfAbsent(account, id -> new Backlog(id, rate, wake));
    }

    private static long earlier(long one, long other, long now) {
        return other - now < one - now ? other : one;
    }
}

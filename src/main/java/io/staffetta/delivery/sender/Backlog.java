package io.staffetta.delivery.sender;

import io.staffetta.account.Limits;
import io.staffetta.delivery.RateLimiter;
import io.staffetta.delivery.Turns;
import io.staffetta.delivery.attempt.InFlight;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Messages of one account that were taken from its queues, and whose attempts have not begun: urgent ones first, each when the
 * account's rate and its slots, which other gateways may have, allow it.
 *
 * <p>Not thread-safe.
 */
final class Backlog {

    /** How often slots are looked for that other gateways may have given back. */
    static final long SLOT_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final Duration LEDGER_PAUSE = Duration.ofMillis(250);
    private static final Turns NO_TURNS = new Turns(0, 0, Duration.ZERO);

    private final String account;
    private final RateLimiter rate;
    private final Runnable wake;
    private final Deque<InFlight> urgent = new ArrayDeque<>();
    private final Deque<InFlight> usual = new ArrayDeque<>();
    private CompletableFuture<Turns> asked;
    private long nextTurn;
    private long nextLook;
    private boolean full;
    private int freed;

    /**
     * @param wake called when turns were given that had to be asked for
     */
    Backlog(String account, RateLimiter rate, Runnable wake) {
        this.account = account;
        this.rate = rate;
        this.wake = wake;
        this.nextTurn = System.nanoTime();
        this.nextLook = nextTurn;
    }

    boolean isEmpty() {
        return urgent.isEmpty() && usual.isEmpty();
    }

    /** Adds a message behind those that are as urgent. */
    void add(InFlight message) {
        queue(message).addLast(message);
    }

    /** All slots of the account are taken: a message waits before all others. */
    void noSlot(InFlight message) {
        queue(message).addFirst(message);
        full = true;
        nextLook = System.nanoTime() + SLOT_PAUSE_NANOS;
    }

    /** A slot of the account has come free. */
    void freed() {
        freed += full ? 1 : 0;
    }

    /** When to look again, as {@link System#nanoTime} has it. */
    long next() {
        return nextTurn - nextLook > 0 ? nextTurn : nextLook;
    }

    /** Takes out all messages. */
    void drain(List<InFlight> out) {
        out.addAll(urgent);
        out.addAll(usual);
        urgent.clear();
        usual.clear();
    }

    /**
     * Takes out the messages whose attempts may begin, and those that cannot be submitted now, which need neither rate nor slot.
     *
     * @param most messages to take out
     */
    void release(long now, int most, List<InFlight> out) {
        int end = out.size() + most;
        takeHindered(urgent, out, end);
        takeHindered(usual, out, end);
        if (isEmpty() || out.size() >= end) {
            return;
        }
        Limits limits = first().delivery().account().limits();
        boolean looks = now - nextLook >= 0;
        if (full && freed == 0 && !looks) {
            return;
        }
        int places = Math.min(end - out.size(), full ? freed + (looks ? 1 : 0) : Integer.MAX_VALUE);
        int begin = Math.min(places, urgent.size() + usual.size());
        Turns turns = limits.perSecond() <= 0 ? null : turns(limits.perSecond(), begin, now);
        if (turns != null) {
            begin = Math.min(begin, turns.taken());
        }
        if (begin > 0) {
            // What came free here is known to be there; whether there is more, only one that looks finds out.
            full &= !looks;
            freed = Math.max(0, freed - begin);
        }
        for (int i = 0; i < begin; i++) {
            InFlight message = poll();
            if (turns != null) {
                message.turn(turns.at());
            }
            out.add(message);
        }
    }

    /** The turns of the account, which may have to be asked for. */
    private Turns turns(double perSecond, int most, long now) {
        if (asked == null && now - nextTurn >= 0) {
            asked = rate.take(account, perSecond, most).whenComplete((turns, failure) -> wake.run());
        }
        if (asked == null || !asked.isDone()) {
            return NO_TURNS;
        }
        Turns turns = asked.exceptionally(failure -> new Turns(0, System.nanoTime(), LEDGER_PAUSE))
                .join();
        asked = null;
        nextTurn = turns.at() + turns.left().toNanos();
        return turns;
    }

    private static void takeHindered(Deque<InFlight> from, List<InFlight> out, int end) {
        for (Iterator<InFlight> each = from.iterator(); each.hasNext() && out.size() < end; ) {
            InFlight message = each.next();
            if (message.obstacle() != null) {
                each.remove();
                out.add(message);
            }
        }
    }

    private Deque<InFlight> queue(InFlight message) {
        return message.isUrgent() ? urgent : usual;
    }

    private InFlight first() {
        return urgent.isEmpty() ? usual.getFirst() : urgent.getFirst();
    }

    private InFlight poll() {
        return urgent.isEmpty() ? usual.pollFirst() : urgent.pollFirst();
    }
}

package io.staffetta.operations;

import io.staffetta.broker.BrokerOutage;
import io.staffetta.intake.IntakeFullException;
import io.staffetta.ledger.store.LedgerAwayException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Finds why the gateway accepts no messages now: by looking, and by what requests failed of. The doors' answers and the health
 * check both ask it, so that they cannot differ.
 *
 * <p>Thread-safe.
 */
public final class IntakeFaults {

    /** How long a failure counts whose cause can be looked at. */
    private static final Duration SEEN = Duration.ofSeconds(5);

    /** How long one counts that nothing else tells of, unless a message is taken before: longer than callers wait. */
    private static final Duration UNSEEN = Duration.ofSeconds(30);

    private static final IntakeFault AWAY = new IntakeFault(IntakeFault.Kind.BROKER, "The broker cannot be reached");
    private static final IntakeFault UNCONFIRMED =
            new IntakeFault(IntakeFault.Kind.BROKER, "The broker did not confirm what it was sent");
    private static final IntakeFault LATE =
            new IntakeFault(IntakeFault.Kind.BROKER, "The broker did not confirm in time what it was sent");
    private static final IntakeFault SILENT =
            new IntakeFault(IntakeFault.Kind.LEDGER, "The ledger did not answer in time");

    private static final IntakeFault FULL = new IntakeFault(
            IntakeFault.Kind.OVERLOAD,
            "As many requests as staffetta.intake.waiting allows wait for the ledger and the broker");

    private final List<Supplier<Optional<IntakeFault>>> looks;
    private final BrokerProbe broker;
    private final LongSupplier nanos;
    private final IntakeRefusalLog untaken = new IntakeRefusalLog();
    private volatile Failure last;

    private record Failure(IntakeFault fault, long at, Duration counts) {}

    /**
     * @param looks tell of a fault that can be seen without a request, of one kind the best first; do not wait
     * @param broker tells whether the broker can be reached
     * @param nanos the time, as of {@link System#nanoTime()}
     */
    public IntakeFaults(List<Supplier<Optional<IntakeFault>>> looks, BrokerProbe broker, LongSupplier nanos) {
        this.looks = List.copyOf(looks);
        this.broker = broker;
        this.nanos = nanos;
    }

    /** All that is known to keep messages out now, one of each kind, in their order; empty if they are taken. Does not wait. */
    public List<IntakeFault> now() {
        List<IntakeFault> found = new ArrayList<>(seen());
        Failure failure = last;
        if (failure != null
                && nanos.getAsLong() - failure.at() < failure.counts().toNanos()
                && found.stream()
                        .noneMatch(fault -> fault.kind() == failure.fault().kind())) {
            found.add(failure.fault());
        }
        return found;
    }

    /**
     * A request was not taken. Looks for the reason, for up to two seconds.
     *
     * @param failure what the broker or the ledger failed with
     * @return the reason, for the caller
     */
    public IntakeFault failed(Throwable failure) {
        List<IntakeFault> seen = seen();
        if (!seen.isEmpty()) {
            return note(seen.get(0), SEEN, failure);
        }
        if (failure instanceof IntakeFullException) {
            return note(FULL, SEEN, failure);
        }
        if (failure instanceof LedgerAwayException) {
            return note(SILENT, SEEN, failure);
        }
        return isReached() ? note(UNCONFIRMED, UNSEEN, failure) : note(AWAY, SEEN, failure);
    }

    /** A request was not taken in time. Does not wait. */
    public IntakeFault late() {
        List<IntakeFault> seen = seen();
        if (!seen.isEmpty()) {
            return note(seen.get(0), SEEN, null);
        }
        return BrokerOutage.isOn() ? note(AWAY, SEEN, null) : note(LATE, UNSEEN, null);
    }

    /** A request was taken: what others failed of before is over. */
    public void taken() {
        if (last != null) {
            last = null;
            untaken.end();
        }
    }

    private IntakeFault note(IntakeFault fault, Duration counts, Throwable failure) {
        untaken.note(fault, failure);
        last = new Failure(fault, nanos.getAsLong(), counts);
        return fault;
    }

    private List<IntakeFault> seen() {
        Map<IntakeFault.Kind, IntakeFault> firsts = new EnumMap<>(IntakeFault.Kind.class);
        looks.stream()
                .map(Supplier::get)
                .flatMap(Optional::stream)
                .forEach(fault -> firsts.putIfAbsent(fault.kind(), fault));
        return List.copyOf(firsts.values());
    }

    private boolean isReached() {
        try {
            return broker.isReached();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

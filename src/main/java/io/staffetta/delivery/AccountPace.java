package io.staffetta.delivery;

import io.staffetta.account.Limits;
import io.staffetta.ledger.SharedPace;
import io.staffetta.message.Priority;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.camel.Exchange;

/**
 * Holds {@code limits.perSecond}: of an account with N no more than N submissions begin in any second, by all gateways that
 * share a ledger. Those that wait do so on the account's own threads.
 *
 * <p>Thread-safe.
 */
public final class AccountPace {

    private final Map<String, Turns> turns = new ConcurrentHashMap<>();
    private final Deliveries deliveries;
    private final Optional<SharedPace> shared;
    private final AccountSlots slots;
    private final Predicate<String> wanted;
    private final Clock clock;
    private volatile boolean stopping;

    /**
     * @param shared the pace of all gateways; empty if this is the only one
     * @param slots where a slot is waited for before a turn is taken, which would be over else when there is a slot
     * @param wanted whether the account with an id still submits what it has taken
     */
    public AccountPace(
            Deliveries deliveries,
            Optional<SharedPace> shared,
            AccountSlots slots,
            Predicate<String> wanted,
            Clock clock) {
        this.deliveries = deliveries;
        this.shared = shared;
        this.slots = slots;
        this.wanted = wanted;
        this.clock = clock;
    }

    /** From now on nobody waits. */
    public void stop() {
        stopping = true;
    }

    /**
     * Waits until a message's account may begin its next submission. What cannot be submitted now anyhow takes no turn.
     *
     * @return the delivery, which begins when the wait is over
     * @throws NoMoreTurnsException if the account stops submitting before
     */
    public Delivery await(Delivery delivery, Exchange exchange) throws InterruptedException {
        Limits limits = delivery.account().limits();
        if (limits.perSecond() <= 0 || !isReady(delivery)) {
            return delivery;
        }
        String account = delivery.account().id();
        Delivery ready = slots.await(delivery, exchange, slots.token(exchange));
        Instant begun = turns.computeIfAbsent(account, this::turns)
                .take(
                        interval(limits),
                        delivery.message().priority() == Priority.HIGH,
                        () -> !stopping && wanted.test(account))
                .orElseThrow(() -> new NoMoreTurnsException(account));
        return ready.beginningAt(begun);
    }

    private boolean isReady(Delivery delivery) {
        try {
            deliveries.prepare(delivery);
            return true;
        } catch (RuntimeException e) {
            // The attempt that follows says so.
            return false;
        }
    }

    private Turns turns(String account) {
        return new Turns(shared.isPresent() ? interval -> shared.get().take(account, interval) : Turns.own(), clock);
    }

    private static Duration interval(Limits limits) {
        return Duration.ofNanos((long) Math.ceil(1_000_000_000 / limits.perSecond()));
    }
}

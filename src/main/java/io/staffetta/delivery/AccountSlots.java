package io.staffetta.delivery;

import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.LedgerAwayException;
import io.staffetta.message.Priority;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Holds {@code limits.concurrency} over all gateways that share a ledger: an attempt that finds no slot of its account free
 * waits here for one, on the account's own threads. Where the ledger is not shared, the account's threads are its slots.
 *
 * <p>Thread-safe.
 */
public final class AccountSlots {

    private static final String TOKEN = "slot";

    private final Ledger ledger;
    private final Predicate<String> wanted;
    private final Clock clock;
    private final Map<String, SlotLine> usual = new ConcurrentHashMap<>();
    private final Map<String, SlotLine> urgent = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    /**
     * @param wanted whether the account with an id still submits what it has taken
     */
    public AccountSlots(Ledger ledger, Predicate<String> wanted, Clock clock) {
        this.ledger = ledger;
        this.wanted = wanted;
        this.clock = clock;
    }

    /** From now on nobody waits. */
    public void stop() {
        stopping = true;
    }

    /** Whether others have come before a message, and wait; then it does not ask before them. */
    boolean isWaitedFor(Delivery delivery) {
        return !line(delivery).isEmpty();
    }

    /** Whether the attempt of an exchange has a slot already. */
    boolean hasSlot(Exchange exchange) {
        return exchange.getVariable(TOKEN) != null;
    }

    /** The token for the attempt of an exchange: that of its slot, if it has one already. */
    long token(Exchange exchange) {
        Long taken = exchange.getVariable(TOKEN, Long.class);
        return taken == null ? ledger.nextToken() : taken;
    }

    /**
     * Waits for a slot for the attempt of an exchange, ahead of it. It is given back with the attempt, or when the exchange is
     * complete if there is none.
     *
     * @param token of the attempt
     * @return the delivery, which begins when the wait is over
     * @throws NoMoreTurnsException if the account stops submitting before
     */
    Delivery await(Delivery delivery, Exchange exchange, long token) throws InterruptedException {
        if (!ledger.isShared()) {
            return delivery;
        }
        String account = delivery.account().id();
        exchange.setVariable(TOKEN, token);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                if (done.getVariable(TOKEN) != null) {
                    ledger.giveBackSlot(account, delivery.message().id(), token);
                    freed(account);
                }
            }
        });
        return inLine(delivery, () -> ask(delivery, token));
    }

    /**
     * Waits until there is a slot, and takes it in the transaction that opens the attempt.
     *
     * @param open opens the attempt of a delivery, which begins when the wait is over; empty if there is no slot
     * @throws NoMoreTurnsException if the account stops submitting before
     */
    <T> T await(Delivery delivery, Function<Delivery, Optional<T>> open) throws InterruptedException {
        return inLine(delivery, () -> open.apply(delivery.beginningAt(clock.instant())));
    }

    private <T> T inLine(Delivery delivery, Supplier<Optional<T>> ask) throws InterruptedException {
        String account = delivery.account().id();
        return line(delivery)
                .take(ask, () -> !stopping && wanted.test(account))
                .orElseThrow(() -> new NoMoreTurnsException(account));
    }

    /** The attempt of an exchange is open: its slot is given back with it. */
    void opened(Exchange exchange) {
        exchange.removeVariable(TOKEN);
    }

    /** A slot of an account has been given back. */
    void freed(String accountId) {
        for (Map<String, SlotLine> lines : List.of(urgent, usual)) {
            SlotLine line = lines.get(accountId);
            if (line != null) {
                line.call();
            }
        }
    }

    private Optional<Delivery> ask(Delivery delivery, long token) {
        try {
            boolean taken = ledger.takeSlot(
                    delivery.account().id(),
                    delivery.message().id(),
                    token,
                    delivery.account().limits().concurrency(),
                    isUrgent(delivery));
            return taken ? Optional.of(delivery.beginningAt(clock.instant())) : Optional.empty();
        } catch (LedgerAwayException e) {
            // If it was taken all the same, the next time tells so.
            return Optional.empty();
        }
    }

    private SlotLine line(Delivery delivery) {
        return (isUrgent(delivery) ? urgent : usual)
                .computeIfAbsent(delivery.account().id(), account -> new SlotLine());
    }

    private static boolean isUrgent(Delivery delivery) {
        return delivery.message().priority() == Priority.HIGH;
    }
}

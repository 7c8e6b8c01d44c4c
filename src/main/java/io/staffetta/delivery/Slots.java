package io.staffetta.delivery;

import io.staffetta.ledger.Ledger;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Keeps the two routes of an account, for urgent messages and for the others, from submitting more at once than the account
 * may.
 *
 * <p>Thread-safe.
 */
public final class Slots {

    private final Map<String, Semaphore> free = new ConcurrentHashMap<>();
    private final Ledger ledger;

    /**
     * @param ledger is told what the slots are; counts them itself, and nothing is done here, if other gateways use it
     */
    public Slots(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Gives an account so many slots, all of them free. */
    void open(String accountId, int slots) {
        // Fair, so that neither kind of message can keep the other from its turn.
        free.put(accountId, new Semaphore(slots, true));
    }

    /**
     * Has other gateways know what this one makes of the accounts that it sends with.
     *
     * @param most submissions at once, by account
     */
    void tell(Map<String, Integer> most) {
        ledger.tellConcurrency(most);
    }

    /**
     * Waits for a slot, which is free again when the exchange is complete. Where other gateways may have some, too, that is left
     * to {@link AccountSlots}.
     */
    public void enter(Exchange exchange, @Variable("accountId") String accountId) throws InterruptedException {
        if (ledger.isShared()) {
            return;
        }
        Semaphore slots = free.get(accountId);
        slots.acquire();
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                slots.release();
            }
        });
    }
}

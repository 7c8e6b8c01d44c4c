package io.staffetta.delivery;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Keeps the two routes of an account, for urgent messages and for the others, from submitting more at once than the account
 * may.
 *
 * <p>Thread-safe.
 */
public final class Slots {

    private final Map<String, Semaphore> free = new ConcurrentHashMap<>();

    /** Gives an account so many slots, all of them free. */
    void open(String accountId, int slots) {
        // Fair, so that neither kind of message can keep the other from its turn.
        free.put(accountId, new Semaphore(slots, true));
    }

    /** Waits for a slot, which is free again when the exchange is complete. */
    public void enter(Exchange exchange, String accountId) throws InterruptedException {
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

package io.staffetta.delivery.orders;

import java.util.Map;

/** Puts what waits for accounts on the queues of other accounts. */
public interface WaitingMover {

    /**
     * Moves from these accounts from now on, and from no others.
     *
     * @param targets the accounts that messages go to, by the account that they are taken from
     */
    void fit(Map<String, String> targets);
}

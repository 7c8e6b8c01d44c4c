package io.staffetta.ledger;

import io.staffetta.ledger.history.Entry;
import io.staffetta.ledger.history.MessageVersion;
import io.staffetta.ledger.slots.SlotRequest;
import io.staffetta.message.Priority;
import java.time.Instant;

/**
 * A message that has come to its account.
 *
 * @param entry what the ledger is to know of it, if it does not know it yet
 * @param version which copy of it this is
 * @param provider provider of the account
 * @param token distinguishes the attempt from others of this node, also when it is begun again after a lost answer
 * @param at when it begins
 * @param open whether to open an attempt if nothing speaks against it; else it is only decided on
 * @param most submissions of the account at once, over all gateways that share the ledger; 1 or more if it is opened
 */
record Beginning(Entry entry, MessageVersion version, String provider, long token, Instant at, boolean open, int most) {

    /** What the attempt needs of a ledger that is shared. */
    SlotRequest slot() {
        return new SlotRequest(entry.account(), token, most, entry.message().priority() == Priority.HIGH);
    }
}

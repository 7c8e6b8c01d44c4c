package io.staffetta.ledger.slots;

import io.staffetta.ledger.slots.SlotShare.Demand;

/**
 * Asks for slots of an account.
 *
 * @param most submissions of the account at once, by this gateway's configuration
 * @param demand slots that this gateway has use for
 */
record SlotDemand(int most, Demand demand) {}

package io.staffetta.provider;

import java.time.Instant;

/**
 * Reports what a provider says of a message that it took.
 *
 * @param state what is known now
 * @param detail the same in the provider's words, for people; without number, text or secret
 * @param at when it became so, as the provider says; when it was asked, where the provider does not say
 */
public record DeliveryReport(State state, String detail, Instant at) {

    /** Names what is known of a message's delivery. */
    public enum State {
        /** It is on its way: ask again. */
        PENDING,
        /** The recipient's telephone has it. Final. */
        DELIVERED,
        /** The recipient's telephone will not get it. Final. */
        UNDELIVERED,
        /** The provider answered, and what it says is not understood: nothing is known that was not known before. */
        UNREADABLE;

        /** Whether there is nothing more to ask. */
        public boolean isFinal() {
            return this == DELIVERED || this == UNDELIVERED;
        }
    }
}

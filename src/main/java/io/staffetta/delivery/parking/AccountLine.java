package io.staffetta.delivery.parking;

import io.staffetta.delivery.EventOutcome;
import io.staffetta.delivery.OutcomeEvent;

/** Consumes the queues of an account. */
public interface AccountLine {

    /** Takes messages from the account's queue. */
    void open(String accountId);

    /** Takes no more messages from the account's queue, and gives back those that were not settled. */
    void close(String accountId);

    /**
     * Tries one message of a closed line: an urgent one before others, and one that the account has not failed with before
     * those that it has.
     *
     * @return whether the provider judged a message, which shows that the account can be used
     */
    Probe probe(String accountId, Trial trial);

    /**
     * Says what a probe may submit, and what it is to show.
     *
     * @param repeats whether a message that the account has failed with may be tried again, if there is no other
     * @param refusedWith a refusal with this code, see {@link BreakerWindow#code}, shows nothing; empty if each does
     * @param mostAlike messages that may be refused so, before the probe ends; 1 or more
     */
    record Trial(boolean repeats, String refusedWith, int mostAlike) {

        /** Whether an outcome is a refusal that shows nothing. */
        public boolean isAlike(OutcomeEvent event) {
            return event != null
                    && event.outcome() == EventOutcome.REFUSED
                    && BreakerWindow.code(event.httpStatus(), event.providerCode())
                            .equals(refusedWith);
        }
    }

    /** Holds the result of a probe. */
    enum Probe {
        /** The account can be used again. */
        USABLE,
        /** It cannot, or nothing is known. */
        NOT_USABLE,
        /** The same, of a message that the account has failed with before: another might still get through. */
        STILL_NOT_USABLE,
        /** There was no message to try. */
        NO_MESSAGE
    }
}

package io.staffetta.delivery.attempt;

import io.staffetta.delivery.Delivery;
import io.staffetta.message.Outcome;

/** Listens for the ends of attempts. Called by the thread that sends: it must not wait, and must not take long. */
@FunctionalInterface
public interface AttemptListener {

    /**
     * An attempt ended.
     *
     * @param delivery the message, and its account
     * @param result how
     * @param nanos how long it took
     */
    void ended(Delivery delivery, Outcome result, long nanos);
}

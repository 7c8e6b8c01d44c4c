package io.staffetta.sandbox.wire;

import java.util.List;

/**
 * Implements one provider's protocol, from the provider's side: reads its requests and words its answers. What becomes
 * of a request is decided elsewhere, so that every provider misbehaves alike.
 */
public interface Wire {

    /** Where its requests arrive, and what they look like. */
    WireDescription description();

    /**
     * Reads a request.
     *
     * @throws WireRefusal if login, required fields or content are wrong
     */
    Submitted read(WireRequest request) throws WireRefusal;

    /**
     * Words an answer.
     *
     * @param behaviour what to say; any that is not a refusal of this wire's kind means accepted
     * @param submitted what {@link #read} returned
     * @param taken messages that were taken, at least one where the answer is to accept
     */
    Answer answer(Behaviour behaviour, Submitted submitted, List<Received> taken);

    /** Whether a script's name for a provider means this wire: its own name, or {@code tim} for all of TIM's. */
    default boolean isOf(String provider) {
        String name = description().provider();
        return name.equals(provider) || name.startsWith(provider + "-");
    }
}

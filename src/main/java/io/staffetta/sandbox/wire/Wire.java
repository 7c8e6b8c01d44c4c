package io.staffetta.sandbox.wire;

import io.vertx.core.http.HttpMethod;
import java.util.List;

/**
 * One provider's protocol, seen from the provider's side: reads its requests and words its answers. What becomes of a
 * request is decided elsewhere, so that every provider misbehaves alike.
 */
public interface Wire {

    /** Name in scripts and in {@code /received}. */
    String provider();

    /** Method of its requests. */
    default HttpMethod method() {
        return HttpMethod.POST;
    }

    /** Paths that it answers on. */
    List<String> paths();

    /** Media type that a request must have; empty for any. */
    String mediaType();

    /** Names of what a request carries, for the documentation. */
    String fields();

    /** Whether its requests send messages; only those are counted, and answered by the recipient's digits. */
    default boolean carriesMessages() {
        return true;
    }

    /** Whether its requests ask what became of a message; these are counted apart. */
    default boolean tellsDelivery() {
        return false;
    }

    /** What stands before the message's id in the answer of a wire that carries messages. */
    default String beforeId() {
        return "";
    }

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
        return provider().equals(provider) || provider().startsWith(provider + "-");
    }
}

package io.staffetta.broker.embedded.rights;

import java.util.Optional;

/**
 * The applications that may log in to the embedded broker, each with its name and token.
 *
 * <p>Thread-safe.
 */
public interface ApplicationLogins {

    /** No applications. */
    ApplicationLogins NONE = (user, password) -> Optional.empty();

    /**
     * An application that has logged in.
     *
     * @param tokenId identifies its token
     * @param name its name
     * @param sentBy what is written on its messages: its name, and {@code :test} for a test
     */
    record Entered(String tokenId, String name, String sentBy) {}

    /** The one with a name and a token; empty if there is none, or it may not send. */
    Optional<Entered> login(String user, String password);

    /** Whether a token is still good. */
    default boolean isActive(String tokenId) {
        return true;
    }

    /** Somebody could not log in, from an address. */
    default void failed(String address) {
        // Not told.
    }

    /** Has something done whenever a token may have ended. */
    default void onChange(Runnable listener) {
        // None ends.
    }
}

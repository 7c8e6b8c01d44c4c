package io.staffetta.broker.embedded;

import java.time.Duration;

/**
 * Limits the number of clients of the embedded broker.
 *
 * @param connections most connections, of both ports together
 * @param beforeLogin most of them that have not logged in; for another one the oldest has to go
 * @param login how long a client may take to log in
 */
public record BrokerLimits(int connections, int beforeLogin, Duration login) {

    /** Those of a broker that is not told any. */
    public static final BrokerLimits DEFAULT = new BrokerLimits(500, 100, Duration.ofSeconds(15));
}

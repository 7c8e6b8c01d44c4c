package io.staffetta.message;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;

/** When JMS would let a message expire: its deadline, where its sender gives no other. */
final class Expiration {

    /** ActiveMQ's property for the JMSExpiration of a message that it keeps all the same. */
    private static final String ORIGINAL = "originalExpiration";

    private Expiration() {}

    /**
     * The instant of expiration.
     *
     * @param headers headers of the message; {@code JMSExpiration}, or else {@value #ORIGINAL}, in ms since 1970
     * @return {@link Instant#MAX} if it does not expire
     */
    static Instant of(Map<String, Object> headers) {
        return Stream.of("JMSExpiration", ORIGINAL)
                .filter(name -> headers.get(name) instanceof Long millis && millis > 0)
                .map(name -> Instant.ofEpochMilli((Long) headers.get(name)))
                .findFirst()
                .orElse(Instant.MAX);
    }
}

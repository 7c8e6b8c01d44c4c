package io.staffetta.message;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;

/** Reads when JMS would let a message expire: its deadline, where its sender gives no other. */
public final class Expiration {

    /**
     * Property with the JMSExpiration that a message had before the embedded broker took it off, in ms since 1970. Not
     * ActiveMQ's own {@code originalExpiration}: its client takes that off every message that it receives over vm.
     */
    public static final String KEPT = "keptExpiration";

    private Expiration() {}

    /**
     * The instant of expiration.
     *
     * @param headers headers of the message; {@code JMSExpiration}, or else {@value #KEPT}, in ms since 1970
     * @return {@link Instant#MAX} if it does not expire
     */
    static Instant of(Map<String, Object> headers) {
        return Stream.of("JMSExpiration", KEPT)
                .filter(name -> headers.get(name) instanceof Long millis && millis > 0)
                .map(name -> Instant.ofEpochMilli((Long) headers.get(name)))
                .findFirst()
                .orElse(Instant.MAX);
    }
}

package io.staffetta.http;

import java.time.Duration;

/**
 * Limits what callers of one port take of the gateway: connections, time and memory.
 *
 * @param connections most open connections of a port
 * @param perAddress most of them from one address
 * @param withoutLogin most of them on which nobody has shown who he is: the one that has waited longest makes room for the
 *     next
 * @param time how long a connection may be idle, a request may take to come, and an answer may wait to be read
 */
public record HttpLimits(int connections, int perAddress, int withoutLogin, Duration time) {

    /** Largest body of a request, in bytes. */
    public static final int MOST_BODY_BYTES = 1_048_576;

    /** Requests that a caller may send ahead of the answer to an earlier one. */
    static final int MOST_AHEAD = 16;
}

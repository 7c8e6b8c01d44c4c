package io.staffetta.http;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the connections of one port, and decides who comes in. Who has not shown who he is makes room for who comes later,
 * so that idle connections keep nobody out.
 *
 * <p>Thread-safe.
 */
final class ConnectionLimit {

    /** A connection that is counted. */
    interface Member {

        /** Ends the connection, to make room for another. Called from any thread. */
        void end(HttpProblem why);
    }

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionLimit.class);
    private static final long TELL_NANOS = 60_000_000_000L;

    private final HttpLimits limits;
    private final boolean asksForLogin;
    private final Map<Member, String> open = new HashMap<>();
    private final Map<String, Integer> byAddress = new HashMap<>();
    private final Set<Member> unknown = new LinkedHashSet<>();
    private long told = System.nanoTime() - TELL_NANOS;
    private long turnedAway;

    /**
     * @param asksForLogin whether callers show by a token who they are; else whoever asks something has done so
     */
    ConnectionLimit(HttpLimits limits, boolean asksForLogin) {
        this.limits = limits;
        this.asksForLogin = asksForLogin;
    }

    /**
     * Lets a connection in.
     *
     * @return why not; empty if it is in
     */
    synchronized Optional<HttpProblem> enter(Member connection, String address) {
        boolean tooMany = open.size() >= limits.connections();
        boolean tooManyOfIt = byAddress.getOrDefault(address, 0) >= limits.perAddress();
        boolean tooManyUnknown = unknown.size() >= limits.withoutLogin();
        if (tooMany || tooManyOfIt || tooManyUnknown) {
            tell();
            if (!makeRoom(tooManyOfIt ? address : null)) {
                return Optional.of(
                        tooManyOfIt
                                ? Overload.connections("staffetta.http.connections-per-address", limits.perAddress())
                                : Overload.connections("staffetta.http.connections", limits.connections()));
            }
        }
        open.put(connection, address);
        byAddress.merge(address, 1, Integer::sum);
        unknown.add(connection);
        return Optional.empty();
    }

    synchronized void left(Member connection) {
        unknown.remove(connection);
        String address = open.remove(connection);
        if (address != null) {
            byAddress.computeIfPresent(address, (key, count) -> count > 1 ? count - 1 : null);
        }
    }

    synchronized void loggedIn(Member connection) {
        unknown.remove(connection);
    }

    void asked(Member connection) {
        if (!asksForLogin) {
            loggedIn(connection);
        }
    }

    /** Ends the connection that has waited longest of those on which nobody has shown who he is. */
    private boolean makeRoom(String address) {
        for (Iterator<Member> all = unknown.iterator(); all.hasNext(); ) {
            Member oldest = all.next();
            if (address == null || address.equals(open.get(oldest))) {
                left(oldest);
                oldest.end(Overload.connections("staffetta.http.connections-without-login", limits.withoutLogin()));
                return true;
            }
        }
        return false;
    }

    private void tell() {
        turnedAway++;
        long now = System.nanoTime();
        if (now - told >= TELL_NANOS) {
            LOG.warn(
                    "Too many HTTP connections: {} open, {} of them without login; {} were ended or refused since the last"
                            + " such line. See staffetta.http.connections in config/application.properties",
                    open.size(),
                    unknown.size(),
                    turnedAway);
            told = now;
            turnedAway = 0;
        }
    }
}

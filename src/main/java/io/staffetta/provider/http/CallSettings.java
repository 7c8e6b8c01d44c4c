package io.staffetta.provider.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Settings of calls to providers.
 *
 * @param connectTimeout longest wait for a name, for each of its addresses, for TLS, and for a connection of the pool
 * @param responseTimeout from the first byte of a request to the last of its answer
 * @param names looks up host names
 * @param nanoTime time in nanoseconds, by which connections grow old
 */
record CallSettings(Duration connectTimeout, Duration responseTimeout, Names names, LongSupplier nanoTime) {

    /** Looks up a host name; may block. */
    @FunctionalInterface
    interface Names {
        /** All addresses of a name. */
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /** With the names and the time of the Java runtime. */
    CallSettings(Duration connectTimeout, Duration responseTimeout) {
        this(connectTimeout, responseTimeout, InetAddress::getAllByName, System::nanoTime);
    }
}

package io.staffetta.provider.http;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** Explains why there is no connection to a provider. */
final class ConnectFailure {

    private ConnectFailure() {}

    /** Such as {@code cannot connect to sms.example.com:443: connection refused}. */
    static String words(Origin origin, Throwable failure) {
        if (failure instanceof UnsolicitedDataException) {
            return "cannot talk to " + origin + ": " + failure.getMessage();
        }
        if (failure instanceof ConnectTimeoutException
                || failure instanceof SocketTimeoutException
                || failure instanceof SslHandshakeTimeoutException) {
            return "cannot connect to " + origin + ": it did not answer in time";
        }
        if (failure instanceof UnknownHostException) {
            return "cannot connect to " + origin + ": its name is not known";
        }
        if (failure instanceof ClosedChannelException) {
            return "cannot connect to " + origin + ": the connection was closed";
        }
        if (failure instanceof NotSslRecordException) {
            return "cannot connect to " + origin + ": it does not speak TLS";
        }
        if (failure instanceof SSLException) {
            return "cannot trust " + origin + ": " + reason(failure);
        }
        return "cannot connect to " + origin + ": " + reason(failure);
    }

    /** What the system says. Netty wraps it to add the address. */
    private static String reason(Throwable failure) {
        Throwable system = failure.getCause() instanceof IOException cause ? cause : failure;
        String clean = String.valueOf(system.getMessage())
                .replaceAll("[\\p{Cc}\\s]+", " ")
                .strip();
        return clean.isEmpty()
                ? "no reason given"
                : clean.substring(0, 1).toLowerCase(Locale.ROOT) + clean.substring(1);
    }
}

package io.staffetta.provider;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.client5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.client5.http.impl.io.DefaultManagedHttpClientConnection;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.HttpConnectionFactory;
import org.apache.hc.core5.util.Timeout;

/**
 * A connection to a provider that is not used again after the provider sent what nobody asked for: such bytes would be taken
 * as the answer to the next request, and every later answer as that of the one before.
 */
final class AccountConnection extends DefaultManagedHttpClientConnection {

    /** How long bytes of a provider that speaks first are waited for, on a new connection. */
    private static final Timeout FIRST = Timeout.ofMilliseconds(15);

    private static final Timeout LOOK = Timeout.ofMilliseconds(1);
    private static final AtomicLong COUNTER = new AtomicLong();

    /** Makes connections whose answers have heads within these bounds. */
    record Factory(Http1Config bounds) implements HttpConnectionFactory<ManagedHttpClientConnection> {
        @Override
        public ManagedHttpClientConnection createConnection(Socket socket) throws IOException {
            AccountConnection connection = new AccountConnection(bounds);
            if (socket != null) {
                connection.bind(socket);
            }
            return connection;
        }
    }

    private boolean used;

    private AccountConnection(Http1Config bounds) {
        super(
                "provider-" + COUNTER.getAndIncrement(),
                null,
                null,
                bounds,
                null,
                null,
                null,
                new DefaultHttpResponseParserFactory(bounds));
    }

    /**
     * Whether the provider sent something on this connection before its first request. Later requests have been seen to by
     * {@link #isStale}, at which the pool looks before it gives a connection out again.
     */
    boolean spokeFirst() throws IOException {
        boolean first = !used;
        used = true;
        return first && isDataAvailable(FIRST);
    }

    /** Whether the provider closed the connection, or sent something since its last answer. */
    @Override
    public boolean isStale() {
        if (!isOpen()) {
            return true;
        }
        try {
            awaitInput(LOOK); // Returns for bytes as well as for the end of the stream.
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}

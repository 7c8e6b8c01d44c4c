package io.staffetta.operations;

import io.staffetta.thread.DaemonThreads;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Checks whether the broker can be reached: a connection of its own must be open in time.
 *
 * <p>Thread-safe.
 */
public final class BrokerProbe {

    private static final long LIMIT_MILLIS = 2000;

    private final ConnectionFactory connections;
    private final ExecutorService executor = Executors.newCachedThreadPool(DaemonThreads.named("broker-health"));

    /**
     * @param connections makes new connections, not pooled ones
     */
    public BrokerProbe(ConnectionFactory connections) {
        this.connections = connections;
    }

    /**
     * Connects. Takes up to two seconds.
     *
     * @return whether that succeeded
     * @throws InterruptedException if the gateway is stopping
     */
    public boolean isReached() throws InterruptedException {
        // In a thread of its own, since a client that looks for several brokers tries for ever.
        Future<?> connected = executor.submit(() -> {
            connect();
            return null;
        });
        try {
            connected.get(LIMIT_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } finally {
            connected.cancel(true);
        }
    }

    private void connect() throws JMSException {
        try (Connection connection = connections.createConnection()) {
            connection.start();
        }
    }
}

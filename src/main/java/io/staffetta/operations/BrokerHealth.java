package io.staffetta.operations;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Readiness of the broker: a connection of its own must be open in time. Without the broker nothing can be taken or sent,
 * but a restart of the gateway does not bring it back, so that liveness does not depend on it.
 *
 * <p>Thread-safe.
 */
public final class BrokerHealth extends AbstractHealthCheck {

    private static final long LIMIT_MILLIS = 2000;

    private final ConnectionFactory connections;
    private final ExecutorService executor = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "broker-health");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param connections makes new connections, not pooled ones
     */
    public BrokerHealth(ConnectionFactory connections) {
        super("staffetta", "broker");
        this.connections = connections;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        // In a thread of its own, since a client that looks for several brokers tries for ever.
        Future<?> connected = executor.submit(() -> {
            connect();
            return null;
        });
        try {
            connected.get(LIMIT_MILLIS, TimeUnit.MILLISECONDS);
            builder.message("connected").up();
        } catch (ExecutionException | TimeoutException e) {
            connected.cancel(true);
            builder.message("cannot be reached").down();
        } catch (InterruptedException e) {
            connected.cancel(true);
            Thread.currentThread().interrupt();
            builder.message("not known, the gateway is stopping").unknown();
        }
    }

    private void connect() throws JMSException {
        try (Connection connection = connections.createConnection()) {
            connection.start();
        }
    }
}

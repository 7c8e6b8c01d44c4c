package io.staffetta.operations;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Readiness of the broker: a connection of its own must be open in time. Without the broker nothing can be taken or sent,
 * but a restart of the gateway does not bring it back, so that liveness does not depend on it.
 *
 * <p>Thread-safe.
 */
public final class BrokerHealth extends AbstractHealthCheck {

    private final BrokerProbe broker;

    public BrokerHealth(BrokerProbe broker) {
        super("staffetta", "broker");
        this.broker = broker;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        try {
            if (broker.isReached()) {
                builder.message("connected").up();
            } else {
                builder.message("cannot be reached").down();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            builder.message("not known, the gateway is stopping").unknown();
        }
    }
}

package io.staffetta.operations;

import io.staffetta.ledger.Ledger;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Tells whether sending is on hold. That is never down: what comes in is taken, and a load balancer must not take the gateway away
 * from callers.
 *
 * <p>Thread-safe.
 */
public final class HoldHealth extends AbstractHealthCheck {

    private final Ledger ledger;

    public HoldHealth(Ledger ledger) {
        super("staffetta", "hold");
        this.ledger = ledger;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.message(ledger.sending()
                        .now()
                        .map(hold -> "nothing is sent since " + hold.since() + ": " + hold.reason())
                        .orElse("messages are sent"))
                .up();
    }
}

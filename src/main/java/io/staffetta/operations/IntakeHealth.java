package io.staffetta.operations;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Readiness of the doors: down, with the reason that callers are told, while requests are answered 503. A restart of the
 * gateway would not help, so that liveness does not depend on it.
 *
 * <p>Thread-safe.
 */
public final class IntakeHealth extends AbstractHealthCheck {

    private final IntakeFaults faults;

    public IntakeHealth(IntakeFaults faults) {
        super("staffetta", "intake");
        this.faults = faults;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        List<IntakeFault> now = faults.now();
        if (now.isEmpty()) {
            builder.message("messages are taken").up();
            return;
        }
        builder.message(now.stream().map(IntakeFault::words).collect(Collectors.joining("; ")))
                .down();
    }
}

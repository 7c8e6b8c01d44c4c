package io.staffetta.alert;

import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Tells whom alerts reach. Messages are sent all the same, so that the check is never down.
 *
 * <p>Thread-safe.
 */
public final class AlertsHealth extends AbstractHealthCheck {

    private final Alerts alerts;

    public AlertsHealth(Alerts alerts) {
        super("staffetta", "alerts");
        this.alerts = alerts;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.message(
                        alerts.reachAnybody()
                                ? alerts.receivers().stream()
                                        .map(AlertsHealth::words)
                                        .collect(Collectors.joining("; "))
                                : "alerts reach nobody: set staffetta.alerts.webhook.url, .mail.to or .sms.to")
                .up();
    }

    private static String words(Alerts.Receiver receiver) {
        return receiver.name()
                + (receiver.failed() == null
                        ? " is told"
                        : " is not reached (" + receiver.to() + "), last at " + receiver.failed() + ": "
                                + receiver.failure());
    }
}

package io.staffetta.gateway;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.staffetta.broker.embedded.EmbeddedBroker;
import io.staffetta.operations.LedgerMetrics;
import io.staffetta.operations.Metrics;
import io.staffetta.operations.Monitoring;
import io.staffetta.operations.ProcessMetrics;
import io.staffetta.operations.ReportsHealth;
import java.util.Map;
import org.apache.camel.component.micrometer.MicrometerConstants;

/** What {@code /observe/metrics} tells, and what looks at the gateway while it runs. */
final class MetricsConfiguration implements AutoCloseable {

    private final Foundation on;
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ProcessMetrics process = new ProcessMetrics(meters);
    private final Monitoring monitoring;

    MetricsConfiguration(Foundation on) {
        this.on = on;
        monitoring = new Monitoring(meters, on.clock());
        on.bind(MicrometerConstants.METRICS_REGISTRY_NAME, meters);
    }

    PrometheusMeterRegistry meters() {
        return meters;
    }

    Monitoring monitoring() {
        return monitoring;
    }

    /** Knows from now on what to look at. */
    void watch(IntakeConfiguration intake, DeliveryConfiguration delivery, IntakeLooks looks) {
        Metrics metrics = new Metrics(meters, on.accounts(), delivery.parking());
        on.bind("metrics", metrics);
        on.access().register(meters);
        LedgerMetrics.register(meters, on.ledger(), intake.recorder(), delivery.opener());
        monitoring.watch(
                metrics,
                intake.recorder()::entered,
                on.accounts(),
                delivery.parking(),
                delivery.breakers(),
                on.ledger(),
                () -> looks.broker().map(EmbeddedBroker::depths).orElse(Map.of()),
                looks.data());
        on.bind("reportsHealth", new ReportsHealth(monitoring::figures));
    }

    /** Looks from now on. */
    void start() {
        monitoring.start();
    }

    @Override
    public void close() {
        monitoring.close();
        process.close();
    }
}

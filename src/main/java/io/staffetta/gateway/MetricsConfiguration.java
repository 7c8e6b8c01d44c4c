package io.staffetta.gateway;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.staffetta.operations.LedgerMetrics;
import io.staffetta.operations.Metrics;
import io.staffetta.operations.ProcessMetrics;
import org.apache.camel.component.micrometer.MicrometerConstants;

/** What {@code /observe/metrics} tells. */
final class MetricsConfiguration implements AutoCloseable {

    private final ProcessMetrics process;

    MetricsConfiguration(Foundation on, IntakeConfiguration intake, DeliveryConfiguration delivery) {
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        process = new ProcessMetrics(meters);
        LedgerMetrics.register(meters, on.ledger(), intake.recorder(), delivery.opener());
        on.bind(MicrometerConstants.METRICS_REGISTRY_NAME, meters);
        on.bind("metrics", new Metrics(meters, on.accounts(), delivery.parking()));
    }

    @Override
    public void close() {
        process.close();
    }
}

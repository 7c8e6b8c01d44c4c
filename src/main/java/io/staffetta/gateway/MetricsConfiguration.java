package io.staffetta.gateway;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.staffetta.alert.AlertReceiver;
import io.staffetta.alert.Alerts;
import io.staffetta.alert.AlertsHealth;
import io.staffetta.alert.MailReceiver;
import io.staffetta.alert.SmsReceiver;
import io.staffetta.alert.Watched;
import io.staffetta.alert.WebhookReceiver;
import io.staffetta.broker.embedded.EmbeddedBroker;
import io.staffetta.delivery.Outbox;
import io.staffetta.gateway.settings.AlertSettings;
import io.staffetta.http.operations.AlertsApi;
import io.staffetta.intake.Intake;
import io.staffetta.intake.KeptQueues;
import io.staffetta.operations.IntakeFault;
import io.staffetta.operations.IntakeFaults;
import io.staffetta.operations.LedgerMetrics;
import io.staffetta.operations.Metrics;
import io.staffetta.operations.Monitoring;
import io.staffetta.operations.ProcessMetrics;
import io.staffetta.operations.ReportsHealth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.component.micrometer.MicrometerConstants;

/** Wires {@code /observe/metrics}, the monitoring and the alerts. */
final class MetricsConfiguration implements AutoCloseable {

    private final Foundation on;
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ProcessMetrics process = new ProcessMetrics(meters);
    private final Monitoring monitoring;
    private Metrics metrics;
    private Alerts alerts;
    private boolean warns;

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

    Alerts alerts() {
        return alerts;
    }

    /** Knows from now on what to look at. */
    void watch(IntakeConfiguration intake, DeliveryConfiguration delivery, IntakeWatch looks) {
        metrics = new Metrics(meters, on.accounts(), delivery.parking(), monitoring.tally()::count);
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

    /**
     * Knows from now on what people are to be told, and who they are.
     *
     * @param unusable why the files of certificates cannot be used, by the names of the certificates
     * @param sandbox whether the provider sandbox takes the messages: then nothing leaves this machine, and nobody is told
     */
    void alert(
            IntakeConfiguration intake,
            DeliveryConfiguration delivery,
            BrokerConfiguration broker,
            IntakeFaults faults,
            IntakeWatch looks,
            Supplier<Map<String, String>> unusable,
            boolean sandbox) {
        AlertSettings settings = on.settings().alerts();
        Watched watched = new Watched(
                monitoring::figures,
                metrics::accepted,
                on.accounts(),
                delivery.parking(),
                () -> on.ledger().nodes().silent(),
                () -> on.ledger().sending().isOn(),
                () -> faults.now().stream().map(IntakeFault::words).toList(),
                monitoring::certificateEnds,
                unusable,
                looks.data());
        alerts = new Alerts(
                settings.limits(),
                watched,
                on.ledger(),
                settings.repeat(),
                sandbox ? List.of() : receivers(settings, intake.intake(), broker.outbox()),
                meters,
                on.clock());
        warns = !sandbox;
        on.bind("alertsHealth", new AlertsHealth(alerts));
        on.bind("alertsApi", new AlertsApi(alerts, on.access().audit()));
    }

    private List<AlertReceiver> receivers(AlertSettings settings, Intake intake, Outbox outbox) {
        List<AlertReceiver> receivers = new ArrayList<>();
        settings.webhook().ifPresent(url -> receivers.add(new WebhookReceiver(url, settings.webhookToken())));
        settings.mail().to().forEach(to -> receivers.add(new MailReceiver(settings.mail(), to, on::camel)));
        if (!settings.smsTo().isEmpty()) {
            receivers.add(new SmsReceiver(
                    settings.smsTo(), settings.smsAccount(), intake, new KeptQueues(on.connections(), outbox)));
        }
        return receivers;
    }

    /** Looks from now on. */
    void start() {
        monitoring.start();
        alerts.start(warns);
    }

    @Override
    public void close() {
        alerts.close();
        monitoring.close();
        process.close();
    }
}

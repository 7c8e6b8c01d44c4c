package io.staffetta.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.staffetta.alert.AlertReceiver;
import io.staffetta.alert.Alerts;
import io.staffetta.alert.AlertsHealth;
import io.staffetta.alert.MailReceiver;
import io.staffetta.alert.SmsReceiver;
import io.staffetta.alert.Watched;
import io.staffetta.alert.WebhookReceiver;
import io.staffetta.audit.LogAuditTrail;
import io.staffetta.gateway.settings.AlertSettings;
import io.staffetta.http.operations.AlertsApi;
import io.staffetta.intake.Intake;
import io.staffetta.intake.Queues;
import io.staffetta.ledger.Ledger;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.main.Main;

/** Who is told what is not as it should be. */
final class AlertConfiguration {

    private AlertConfiguration() {}

    /**
     * Binds what routes call, and the health check.
     *
     * @param intake takes alerts by SMS
     * @param queues makes the queues that they are put on
     * @return what looks, not started yet
     */
    static Alerts bind(
            Main main,
            AlertSettings settings,
            Watched watched,
            Ledger ledger,
            Intake intake,
            Supplier<Queues> queues,
            MeterRegistry meters,
            Clock clock) {
        List<AlertReceiver> receivers = new ArrayList<>();
        settings.webhook().ifPresent(url -> receivers.add(new WebhookReceiver(url, settings.webhookToken())));
        if (!settings.mail().to().isEmpty()) {
            receivers.add(new MailReceiver(settings.mail(), main::getCamelContext));
        }
        if (!settings.smsTo().isEmpty()) {
            receivers.add(new SmsReceiver(settings.smsTo(), settings.smsAccount(), intake, queues.get()));
        }
        Alerts alerts = new Alerts(settings.limits(), watched, ledger, settings.repeat(), receivers, meters, clock);
        main.bind("alertsHealth", new AlertsHealth(alerts));
        main.bind("alertsApi", new AlertsApi(alerts, new LogAuditTrail()));
        return alerts;
    }
}

package io.staffetta.http.operations;

import io.staffetta.access.Caller;
import io.staffetta.alert.Alert;
import io.staffetta.alert.Alerts;
import io.staffetta.audit.AuditEntry;
import io.staffetta.audit.AuditTrail;
import io.staffetta.http.Callers;
import io.staffetta.http.HttpAnswer;
import io.staffetta.http.HttpProblem;
import io.staffetta.http.ProblemException;
import io.staffetta.http.QueryParameters;
import io.staffetta.language.Phrase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * Lists alerts and their receivers, and sends a test alert.
 *
 * <p>Thread-safe.
 */
public final class AlertsApi {

    private static final int CONFLICT = 409;

    private final Alerts alerts;
    private final AuditTrail audit;

    public AlertsApi(Alerts alerts, AuditTrail audit) {
        this.alerts = alerts;
        this.audit = audit;
    }

    /** Alerts that hold, or ended within a day, the newest first; and who is told, and how that goes. */
    public HttpAnswer list(Exchange exchange) {
        QueryParameters.of(exchange);
        return HttpAnswer.json(
                200,
                new Listed(
                        alerts.all().stream().map(View::of).toList(),
                        alerts.receivers().stream().map(Receiver::of).toList(),
                        alerts.reachAnybody()));
    }

    /**
     * Tells everybody that this is a test.
     *
     * @throws ProblemException if nobody is told, or another test is under way
     */
    public HttpAnswer test(Exchange exchange) {
        QueryParameters.of(exchange);
        if (!alerts.reachAnybody()) {
            throw new ProblemException(HttpProblem.of(
                    CONFLICT,
                    "no_alert_receivers",
                    "Alerts reach nobody: set staffetta.alerts.webhook.url, staffetta.alerts.mail.to or"
                            + " staffetta.alerts.sms.to in config/application.properties"));
        }
        List<Alerts.Tested> tested;
        try {
            tested = alerts.test();
        } catch (IllegalStateException e) {
            throw new ProblemException(HttpProblem.of(CONFLICT, "test_under_way", e.getMessage()));
        }
        Caller by = Callers.of(exchange);
        long failed = tested.stream().filter(one -> !one.failure().isEmpty()).count();
        audit.note(new AuditEntry(
                by,
                "alert.test",
                "",
                Map.of("receivers", Integer.toString(tested.size()), "failed", Long.toString(failed)),
                ""));
        return HttpAnswer.json(200, new Results(tested.stream().map(Result::of).toList()));
    }

    private record Listed(List<View> alerts, List<Receiver> receivers, boolean reachAnybody) {}

    /** An alert. */
    private record View(
            String id,
            String condition,
            String subject,
            String state,
            String words,
            String since,
            String toldAt,
            int times,
            String endedAt) {

        static View of(Alert alert) {
            return new View(
                    alert.id(),
                    alert.condition(),
                    alert.subject(),
                    alert.ended() == null ? "firing" : "ended",
                    alert.words(),
                    alert.since().toString(),
                    text(alert.told()),
                    alert.times(),
                    text(alert.ended()));
        }
    }

    private record Receiver(String name, String to, String lastToldAt, String failedAt, Phrase failure, int waiting) {

        static Receiver of(Alerts.Receiver receiver) {
            return new Receiver(
                    receiver.name(),
                    receiver.to(),
                    text(receiver.sent()),
                    text(receiver.failed()),
                    receiver.failure().isEmpty() ? null : receiver.failure(),
                    receiver.waiting());
        }
    }

    private record Results(List<Result> receivers) {}

    private record Result(String name, String to, boolean told, Phrase failure) {

        static Result of(Alerts.Tested tested) {
            return new Result(
                    tested.name(),
                    tested.to(),
                    tested.failure().isEmpty(),
                    tested.failure().isEmpty() ? null : tested.failure());
        }
    }

    private static String text(Instant instant) {
        return instant == null ? null : instant.toString();
    }
}

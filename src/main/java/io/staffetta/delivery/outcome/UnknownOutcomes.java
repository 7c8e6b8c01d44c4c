package io.staffetta.delivery.outcome;

import io.staffetta.delivery.Delivery;
import io.staffetta.delivery.Reason;
import io.staffetta.message.Outcome;
import io.staffetta.provider.DeliveryReport;
import io.staffetta.provider.ReportUnavailableException;
import io.staffetta.provider.UnknownOutcomeException;
import io.staffetta.provider.wire.DeliveryReports;
import java.util.Optional;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;

/**
 * Asks a provider about a message that it may have, before the message is given up.
 *
 * <p>Thread-safe.
 */
public final class UnknownOutcomes {

    private final DeliveryReports reports;

    public UnknownOutcomes(DeliveryReports reports) {
        this.reports = reports;
    }

    /**
     * Asks about a message whose attempt is of unknown outcome.
     *
     * @param delivery the message; {@code null} if it could not be read
     * @return that it was accepted, if the provider knows it, and so has taken it; else the outcome before, with what was learned
     */
    public Outcome ask(
            @Variable("delivery") Delivery delivery, @ExchangeProperty(Reason.CAUGHT) UnknownOutcomeException failure) {
        Outcome.Unknown before = failure.unknown();
        if (delivery == null || before.providerMessageId().isEmpty()) {
            return before;
        }
        try {
            Optional<DeliveryReport> report = reports.ask(
                    delivery.account(),
                    before.providerMessageId(),
                    delivery.message().to());
            if (report.isEmpty()) {
                return before;
            }
            return report.get().state() == DeliveryReport.State.UNREADABLE
                    ? before.withDetail("asked about it, the provider did not say: "
                            + report.get().detail())
                    : new Outcome.Accepted(before.providerMessageId());
        } catch (ReportUnavailableException e) {
            return before.withDetail("the provider could not be asked: " + e.getMessage());
        }
    }
}

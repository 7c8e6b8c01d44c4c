package io.staffetta.delivery.outcome;

import io.staffetta.delivery.Delivery;
import io.staffetta.provider.DeliveryReport;
import io.staffetta.provider.ReportUnavailableException;
import io.staffetta.provider.UnknownOutcomeException;
import io.staffetta.provider.wire.DeliveryReports;
import java.util.Optional;
import org.apache.camel.Exchange;

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
     * Asks about the message of an exchange whose attempt is of unknown outcome. What was learned is added to the failure that
     * the exchange has caught, for whoever reads the dead letter.
     *
     * @return the provider's id of the message if the provider knows it, and so has taken it; else empty
     */
    public String ask(Exchange exchange) {
        UnknownOutcomeException failure =
                exchange.getProperty(Exchange.EXCEPTION_CAUGHT, UnknownOutcomeException.class);
        Delivery delivery = exchange.getVariable("delivery", Delivery.class);
        if (delivery == null || failure.outcome().providerMessageId().isEmpty()) {
            return "";
        }
        String learned;
        try {
            Optional<DeliveryReport> report = reports.ask(
                    delivery.account(),
                    failure.outcome().providerMessageId(),
                    delivery.message().to());
            if (report.isEmpty()) {
                return "";
            }
            if (report.get().state() != DeliveryReport.State.UNREADABLE) {
                return failure.outcome().providerMessageId();
            }
            learned =
                    "asked about it, the provider did not say: " + report.get().detail();
        } catch (ReportUnavailableException e) {
            learned = "the provider could not be asked: " + e.getMessage();
        }
        exchange.setProperty(
                Exchange.EXCEPTION_CAUGHT,
                new UnknownOutcomeException(failure.unknown().withDetail(learned), failure.getCause()));
        return "";
    }
}

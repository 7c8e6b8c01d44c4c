package io.staffetta.provider.wire;

import io.staffetta.account.Account;
import io.staffetta.provider.DeliveryReport;
import io.staffetta.provider.Inquiry;
import io.staffetta.provider.ReportUnavailableException;
import io.staffetta.provider.SubmissionException;
import io.staffetta.provider.table.ProviderWires;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.FluentProducerTemplate;

/**
 * Asks providers what became of messages: those that they took, and those of unknown outcome of which at least the
 * provider's id is known. Each call is one request, by way of the route {@code report-<wire>}, with a few connections of
 * the account's that submissions do not share.
 *
 * <p>Thread-safe. A call takes as long as the provider, at most the connect and the response time-out together.
 */
public final class DeliveryReports {

    private final FluentProducerTemplate template;
    private final ProviderWires wires;

    /** Asks as these wires say, by the routes of the template's context. */
    public DeliveryReports(FluentProducerTemplate template, ProviderWires wires) {
        this.template = template;
        this.wires = wires;
    }

    /** Whether the account's provider can be asked. */
    public boolean offered(Account account) {
        return wires.offersReports(account);
    }

    /**
     * What the provider says of a message now; empty if its provider offers no reports, or gave no id to ask by.
     *
     * @param account the account that the message was sent with; another one of the same provider does not know it
     * @param providerMessageId the provider's id of the message
     * @param recipient the message's recipient in E.164 form
     * @throws ReportUnavailableException if the provider could not be asked, or would not say; ask later
     */
    public Optional<DeliveryReport> ask(Account account, String providerMessageId, String recipient) {
        if (!offered(account) || providerMessageId.isBlank()) {
            return Optional.empty();
        }
        String route = "report-" + account.wire();
        if (template.getCamelContext().getRoute(route) == null) {
            throw unavailable("there is no route " + route + ", which a provider file with 'report' needs", null);
        }
        Inquiry inquiry = new Inquiry(account, providerMessageId, recipient);
        try {
            return Optional.of(template.to("direct:" + route)
                    .withVariable("inquiry", inquiry)
                    .request(DeliveryReport.class));
        } catch (CamelExecutionException e) {
            throw unavailable(e.getCause());
        }
    }

    private static ReportUnavailableException unavailable(Throwable failure) {
        if (failure instanceof ReportUnavailableException told) {
            return told;
        }
        if (failure instanceof SubmissionException known) {
            return unavailable(known.getMessage(), known);
        }
        return unavailable("the question failed (" + failure.getClass().getSimpleName() + ")", failure);
    }

    private static ReportUnavailableException unavailable(String detail, Throwable cause) {
        return new ReportUnavailableException("no delivery report: " + detail, Duration.ZERO, cause);
    }
}

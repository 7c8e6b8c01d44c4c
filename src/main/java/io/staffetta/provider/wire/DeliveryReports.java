package io.staffetta.provider.wire;

import io.staffetta.account.Account;
import io.staffetta.provider.DeliveryReport;
import io.staffetta.provider.Inquiry;
import io.staffetta.provider.ReportUnavailableException;
import io.staffetta.provider.SubmissionException;
import io.staffetta.provider.table.ProviderWires;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;

/**
 * Asks providers what became of messages: those that they took, and those of unknown outcome of which at least the
 * provider's id is known. Each call is one request, by way of the route {@code report-<wire>}, with a few connections of
 * the account's that submissions do not share. It takes as long as the provider, at most the connect and the response
 * time-out together.
 *
 * <p>Thread-safe.
 */
public final class DeliveryReports {

    private final CamelContext camel;
    private final ProviderWires wires;
    private final Map<String, AsyncProducer> producers = new ConcurrentHashMap<>();

    /** Asks as these wires say, by the routes of the context. */
    public DeliveryReports(CamelContext camel, ProviderWires wires) {
        this.camel = camel;
        this.wires = wires;
    }

    /** Whether the account's provider can be asked. */
    public boolean offered(Account account) {
        return wires.offersReports(account);
    }

    /**
     * What the provider says of a message now; empty if its provider offers no reports, or gave no id to ask by. Waits for it.
     *
     * @param account the account that the message was sent with; another one of the same provider does not know it
     * @param providerMessageId the provider's id of the message
     * @param recipient the message's recipient in E.164 form
     * @throws ReportUnavailableException if the provider could not be asked, or would not say; ask later
     */
    public Optional<DeliveryReport> ask(Account account, String providerMessageId, String recipient) {
        if (!isKnown(account, providerMessageId)) {
            return Optional.empty();
        }
        try {
            AsyncProducer producer = producer(account);
            Exchange exchange = question(producer, account, providerMessageId, recipient);
            // Not the asynchronous way: called by a step of a route, that would have its own steps wait for the end of
            // this one.
            producer.process(exchange);
            return Optional.of(report(exchange));
        } catch (Exception e) {
            throw unavailable(e);
        }
    }

    /**
     * Asks as {@link #ask}, and returns without waiting for the provider. Not for steps of a route.
     *
     * @return ends on the event loop of the calls, which must not be held up, if not at once; with a
     *     {@link ReportUnavailableException} where {@link #ask} throws one
     */
    public CompletableFuture<Optional<DeliveryReport>> begin(
            Account account, String providerMessageId, String recipient) {
        if (!isKnown(account, providerMessageId)) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        CompletableFuture<Optional<DeliveryReport>> answer = new CompletableFuture<>();
        try {
            AsyncProducer producer = producer(account);
            Exchange exchange = question(producer, account, providerMessageId, recipient);
            producer.process(exchange, atOnce -> end(exchange, answer));
        } catch (RuntimeException e) {
            answer.completeExceptionally(unavailable(e));
        }
        return answer;
    }

    private boolean isKnown(Account account, String providerMessageId) {
        return offered(account) && !providerMessageId.isBlank();
    }

    private static Exchange question(
            AsyncProducer producer, Account account, String providerMessageId, String recipient) {
        Exchange exchange = producer.getEndpoint().createExchange();
        exchange.setVariable("inquiry", new Inquiry(account, providerMessageId, recipient));
        return exchange;
    }

    private static void end(Exchange exchange, CompletableFuture<Optional<DeliveryReport>> answer) {
        try {
            answer.complete(Optional.of(report(exchange)));
        } catch (ReportUnavailableException e) {
            answer.completeExceptionally(e);
        }
    }

    /** What the route has read of an answer. */
    private static DeliveryReport report(Exchange exchange) {
        if (exchange.getException() != null) {
            throw unavailable(exchange.getException());
        }
        try {
            return exchange.getMessage().getMandatoryBody(DeliveryReport.class);
        } catch (InvalidPayloadException e) {
            throw unavailable(e);
        }
    }

    private AsyncProducer producer(Account account) {
        String route = "report-" + account.wire();
        if (camel.getRoute(route) == null) {
            throw unavailable("there is no route " + route + ", which a provider file with 'report' needs", null);
        }
        return producers.computeIfAbsent(route, this::producer);
    }

    private AsyncProducer producer(String route) {
        try {
            AsyncProducer producer =
                    camel.getEndpoint("direct:" + route + "?block=false").createAsyncProducer();
            producer.start();
            return producer;
        } catch (Exception e) {
            throw new IllegalStateException("There is no route " + route, e);
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

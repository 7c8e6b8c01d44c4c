package io.staffetta.delivery.sender;

import io.staffetta.delivery.attempt.Acknowledgement;
import io.staffetta.delivery.attempt.InFlight;
import io.staffetta.delivery.retry.FailedMessages;
import io.staffetta.provider.AccountUnusableException;
import io.staffetta.provider.NotSentException;
import io.staffetta.provider.http.AccountHttpComponent;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Submits messages by the route {@code attempt}, and hands those that were accepted to the {@link Settler}, the others
 * to the {@link FailedMessages}.
 *
 * <p>Thread-safe.
 */
public final class Submissions implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Submissions.class);

    private final Supplier<CamelContext> camel;
    private final Settler settler;
    private final FailedMessages failures;
    private final Acknowledgement acknowledgement;
    private volatile AsyncProducer attempt;

    /**
     * @param settler tells acceptances and acknowledges their messages
     * @param failures sees to what is not accepted; closed with this
     * @param acknowledgement leaves messages on their queue
     */
    public Submissions(
            Supplier<CamelContext> camel, Settler settler, FailedMessages failures, Acknowledgement acknowledgement) {
        this.camel = camel;
        this.settler = settler;
        this.acknowledgement = acknowledgement;
        this.failures = failures;
    }

    /**
     * Has a message submitted whose attempt is open; returns without waiting for the provider. What its routes do before the call is
     * done by the present thread, and what they do after it by the event loop of the calls: neither may block.
     *
     * @param ended is run once, by any thread
     */
    void submit(InFlight message, Runnable ended) {
        Exchange exchange = message.exchange().camel();
        AtomicBoolean once = new AtomicBoolean();
        AsyncCallback callback = atOnce -> {
            if (once.compareAndSet(false, true)) {
                noteMissingRoute(exchange);
                ended.run();
            }
        };
        try {
            attempt().process(exchange, callback);
        } catch (RuntimeException | Error e) {
            // Perhaps in the middle of the call: nobody knows.
            exchange.setException(e);
            callback.done(true);
        }
    }

    /** Nothing is sent by a provider without a route, and no account of it can send. */
    private static void noteMissingRoute(Exchange exchange) {
        if (exchange.getException() instanceof DirectConsumerNotAvailableException missing) {
            String called = exchange.getProperty(Exchange.TO_ENDPOINT, "", String.class);
            String route = "provider-" + exchange.getVariable("wire");
            if (called.startsWith("direct://" + route + "?")) {
                exchange.setException(new AccountUnusableException("There is no route '" + route + "'", 0, ""));
            } else if (called.isEmpty()) {
                exchange.setException(new NotSentException("The route 'attempt' does not run", missing));
            } // Else a route that the provider's has called, perhaps after the call.
        }
    }

    /** Ends the calls under way, of which each tells how far it came. */
    public void abort() {
        if (camel.get().hasComponent(AccountHttpComponent.NAME) instanceof AccountHttpComponent calls) {
            calls.abort();
        }
    }

    /** A provider has a message, and the ledger has that. */
    void accepted(InFlight message, String providerMessageId) {
        settler.accepted(message, providerMessageId);
    }

    /** A message was not accepted, or not submitted: the failure routes say what follows. */
    void failed(InFlight message, Exception failure) {
        failures.add(message, failure);
    }

    /** A message stays on its queue. */
    void leaveUnacknowledged(InFlight message) {
        acknowledgement.leave(message);
        settle(message);
    }

    /** Nothing certain is known of a message, which will be taken from its queue again. */
    void unsettled(InFlight message, RuntimeException why) {
        message.exchange().fail(why);
        settle(message);
    }

    /** Tells of what should not have happened. */
    void log(Throwable failure) {
        LOG.error("Messages cannot be submitted now", failure);
    }

    private void settle(InFlight message) {
        try {
            acknowledgement.settle(message);
        } finally {
            message.over();
            message.settled();
        }
    }

    /** Ends when what has failed so far is seen to. */
    @Override
    public void close() {
        failures.close();
    }

    /** Made when it is first needed: before, there are no routes. */
    private AsyncProducer attempt() {
        if (attempt == null) {
            attempt = producer("direct:attempt?block=false");
        }
        return attempt;
    }

    private AsyncProducer producer(String uri) {
        try {
            AsyncProducer producer = camel.get().getEndpoint(uri).createAsyncProducer();
            producer.start();
            return producer;
        } catch (Exception e) {
            throw new IllegalStateException("There is no route " + uri, e);
        }
    }
}

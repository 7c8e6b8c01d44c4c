package io.staffetta.delivery;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ways that the messages of accounts take: the route {@code attempt} to the provider, and from there to the {@link Settler}, or
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
    private final ExecutorService calls;
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
        // The HTTP client waits for the answer. Not bounded but by what accounts may have under way: a provider that is
        // slow is
        // not to keep the others from theirs.
        calls = Executors.newCachedThreadPool(threads("submission"));
    }

    private static ThreadFactory threads(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Has a message submitted whose attempt is open; returns without waiting for the provider. */
    void submit(InFlight message, Runnable ended) {
        Exchange exchange = message.exchange();
        calls.execute(() -> {
            try {
                attempt().process(exchange, doneSync -> ended.run());
            } catch (RuntimeException e) {
                exchange.setException(e);
                ended.run();
            }
        });
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
    void keep(InFlight message) {
        acknowledgement.keep(message.exchange());
        settle(message);
    }

    /** Nothing certain is known of a message, which will be taken from its queue again. */
    void unsettled(InFlight message, RuntimeException why) {
        message.exchange().setException(why);
        settle(message);
    }

    /** Tells of what should not have happened. */
    void log(Throwable failure) {
        LOG.error("Messages are held up", failure);
    }

    private void settle(InFlight message) {
        try {
            acknowledgement.settle(message.exchange(), message.jms(), message.account());
        } finally {
            message.over();
            message.settled();
        }
    }

    /** Ends when what has failed so far is seen to. */
    @Override
    public void close() {
        calls.shutdownNow();
        failures.close();
    }

    /** Made when it is first needed: before, there are no routes. */
    private AsyncProducer attempt() {
        if (attempt == null) {
            attempt = producer("direct:attempt");
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

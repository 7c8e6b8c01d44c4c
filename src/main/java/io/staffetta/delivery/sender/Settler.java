package io.staffetta.delivery.sender;

import io.staffetta.broker.Gathering;
import io.staffetta.delivery.attempt.Acknowledgement;
import io.staffetta.delivery.attempt.InFlight;
import io.staffetta.delivery.outcome.OutcomeEvents;
import io.staffetta.thread.LoopThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the acceptance of messages by the route {@code outcome}, those that come together in one transaction of
 * the broker, and acknowledges them then. It works on a thread of its own: it waits for the broker, for which the ledger must
 * not wait.
 *
 * <p>Thread-safe.
 */
public final class Settler implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Settler.class);
    private static final int MOST = 200;

    private final Supplier<CamelContext> camel;
    private final OutcomeEvents events;
    private final Acknowledgement acknowledgement;
    private final Consumer<Runnable> transaction;
    /** Nobody waits for it: the provider has the messages, and the ledger knows. */
    private final Gathering gathering = new Gathering(Duration.ofMillis(2));

    private final BlockingQueue<InFlight> accepted = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::run, "settler");
    private volatile boolean closed;
    private ProducerTemplate template;

    /**
     * @param transaction does something in one local transaction of the broker
     */
    public Settler(
            Supplier<CamelContext> camel,
            OutcomeEvents events,
            Acknowledgement acknowledgement,
            Consumer<Runnable> transaction) {
        this.camel = camel;
        this.events = events;
        this.acknowledgement = acknowledgement;
        this.transaction = transaction;
        thread.setDaemon(true);
        thread.start();
    }

    /** A provider has a message; the attempt is closed. */
    void accepted(InFlight message, String providerMessageId) {
        message.exchange().attemptOver();
        message.exchange().event(events.accepted(message.delivery(), message.submission(), providerMessageId));
        accepted.add(message);
    }

    /** Ends when all that was accepted is settled. */
    @Override
    public void close() {
        closed = true;
        LoopThread.join(thread);
    }

    private void run() {
        List<InFlight> group = new ArrayList<>();
        try {
            while (!closed || !accepted.isEmpty()) {
                InFlight first = accepted.poll(200, TimeUnit.MILLISECONDS);
                if (first != null) {
                    group.add(first);
                    accepted.drainTo(group, MOST - 1);
                    tellAll(group);
                    group.forEach(this::settle);
                    gathering.pause(group.size());
                    group.clear();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whatever goes wrong: the provider has them, and without this thread nothing would be settled any more. */
    private void tellAll(List<InFlight> group) {
        try {
            tell(group);
        } catch (RuntimeException | Error e) {
            LOG.error("Outcome events could not be published", e);
        }
    }

    private void tell(List<InFlight> group) {
        try {
            if (group.size() > 1) {
                transaction.accept(() -> group.forEach(this::tell));
                return;
            }
        } catch (RuntimeException e) {
            // Perhaps of one among them, such as an address that is none.
            LOG.debug("Outcomes are told one by one", e);
        }
        group.forEach(this::tell);
    }

    /** The route never fails: that nobody can be told changes nothing. */
    private void tell(InFlight message) {
        if (template == null) {
            template = camel.get().createProducerTemplate();
        }
        template.send("direct:outcome", message.exchange().camel());
    }

    private void settle(InFlight message) {
        try {
            acknowledgement.settle(message);
        } catch (RuntimeException | Error e) {
            LOG.warn("A message was not acknowledged, and will be delivered again", e);
        } finally {
            message.settled();
        }
    }
}

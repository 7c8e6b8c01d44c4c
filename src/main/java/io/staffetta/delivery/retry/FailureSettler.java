package io.staffetta.delivery.retry;

import io.staffetta.broker.BrokerOutage;
import io.staffetta.delivery.attempt.Acknowledgement;
import io.staffetta.delivery.attempt.InFlight;
import io.staffetta.ledger.AttemptTurn;
import io.staffetta.ledger.Ledger;
import io.staffetta.thread.LoopThread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts messages that were not accepted where they go, by the route {@code after-attempt}, those that come together in one
 * transaction of the broker; notes the dead letters among them in one of the ledger; and acknowledges them then.
 *
 * <p>Thread-safe.
 */
public final class FailureSettler implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FailureSettler.class);
    private static final int MOST = 200;

    private final Supplier<CamelContext> camel;
    private final Ledger ledger;
    private final Acknowledgement acknowledgement;
    private final Consumer<Runnable> transaction;
    private final BlockingQueue<FailedMessage> ready = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::run, "failure-settler");
    private volatile boolean closed;
    private ProducerTemplate template;

    /**
     * @param transaction does something in one local transaction of the broker
     */
    public FailureSettler(
            Supplier<CamelContext> camel,
            Ledger ledger,
            Acknowledgement acknowledgement,
            Consumer<Runnable> transaction) {
        this.camel = camel;
        this.ledger = ledger;
        this.acknowledgement = acknowledgement;
        this.transaction = transaction;
        thread.setDaemon(true);
        thread.start();
    }

    /** A message is to be put where it goes; its attempt is closed, and its dead letter, if there is to be one, is claimed. */
    void add(FailedMessage failed) {
        ready.add(failed);
    }

    /** A message will be taken from its queue again. */
    void unsettled(FailedMessage failed, Throwable why) {
        failed.fail(why);
        ready.add(failed);
    }

    /** Ends when all that was added is settled. */
    @Override
    public void close() {
        closed = true;
        LoopThread.join(thread);
    }

    private void run() {
        List<FailedMessage> group = new ArrayList<>();
        while (!closed || !ready.isEmpty()) {
            try {
                FailedMessage first = ready.poll(200, TimeUnit.MILLISECONDS);
                if (first != null) {
                    group.add(first);
                    ready.drainTo(group, MOST - 1);
                    follow(group);
                }
            } catch (InterruptedException e) {
                // Nobody has a reason to.
                LOG.debug("Interrupted", e);
            } catch (RuntimeException | Error e) {
                LOG.error("Failed messages cannot be passed on now", e);
                group.forEach(failed -> failed.fail(e));
            }
            group.forEach(this::settle);
            group.clear();
        }
    }

    private void follow(List<FailedMessage> group) {
        List<FailedMessage> together = new ArrayList<>();
        for (FailedMessage failed : group) {
            if (failed.isAlone() && !failed.hasFailed()) {
                put(failed);
            } else if (!failed.hasFailed()) {
                together.add(failed);
            }
        }
        if (together.size() > 1) {
            putTogether(together);
        } else {
            together.forEach(this::put);
        }
        recordDeadLetters(group);
    }

    /** If it fails, it is perhaps of one among them, such as a message that is too large: then each is put by itself. */
    private void putTogether(List<FailedMessage> group) {
        boolean[] committing = new boolean[1];
        try {
            transaction.accept(() -> {
                group.forEach(this::putOrThrow);
                committing[0] = true;
            });
        } catch (RuntimeException e) {
            LOG.debug("Messages that failed are put one by one", e);
            for (FailedMessage failed : group) {
                // Of a letter it must be certain that it is not there yet: it is looked for when its message comes
                // again.
                if (BrokerOutage.isOn() || (committing[0] && failed.deadLetterRecord() != null)) {
                    failed.fail(e);
                } else {
                    put(failed);
                }
            }
        }
    }

    private void putOrThrow(FailedMessage failed) {
        put(failed);
        if (failed.hasFailed()) {
            throw new IllegalStateException(failed.exchange().failure());
        }
    }

    private void put(FailedMessage failed) {
        failed.exchange().forgetFailure();
        if (template == null) {
            template = camel.get().createProducerTemplate();
        }
        template.send("direct:after-attempt", failed.exchange().camel());
    }

    private void recordDeadLetters(List<FailedMessage> group) {
        Map<FailedMessage, CompletableFuture<Void>> noted = new LinkedHashMap<>();
        AttemptTurn turn = ledger.attempts().turn();
        for (FailedMessage failed : group) {
            if (!failed.hasFailed() && failed.deadLetterRecord() != null) {
                noted.put(failed, turn.dead(failed.deadLetterRecord()));
            }
        }
        turn.submit();
        noted.forEach((failed, done) -> {
            try {
                Ledger.await(done);
            } catch (RuntimeException e) {
                failed.fail(e);
            }
        });
    }

    private void settle(FailedMessage failed) {
        InFlight message = failed.message();
        try {
            failed.release(ledger);
            acknowledgement.settle(message);
        } catch (RuntimeException | Error e) {
            LOG.warn("A message was not acknowledged, and will be delivered again", e);
        } finally {
            message.over();
            message.settled();
        }
    }
}

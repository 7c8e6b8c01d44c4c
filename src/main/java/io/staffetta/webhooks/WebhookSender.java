package io.staffetta.webhooks;

import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.store.LedgerAwayException;
import io.staffetta.thread.DaemonThreads;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the pending events of each application to its webhook, in their order. An event that fails is retried after growing
 * delays, and becomes a dead event after the last. One gateway at a time does; a webhook that hangs holds
 * up its own application for 10 s at a time, and nothing else.
 */
public final class WebhookSender implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookSender.class);
    private static final String JOB = "webhooks";
    private static final int THREADS = 8;
    private static final int PAGE = 50;
    private static final Duration KEEP_DEAD = Duration.ofDays(30);

    private final Ledger ledger;
    private final Webhooks webhooks;
    private final List<Duration> delays;
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private final WebhookCall call = new WebhookCall();
    private final ScheduledExecutorService looks =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("webhooks"));
    private final ExecutorService tells = Executors.newFixedThreadPool(THREADS, DaemonThreads.named("webhook-calls"));
    private volatile boolean closed;

    /**
     * @param delays how long to wait after the first failure, the second and so on
     */
    public WebhookSender(Ledger ledger, Webhooks webhooks, List<Duration> delays) {
        this.ledger = ledger;
        this.webhooks = webhooks;
        this.delays = List.copyOf(delays);
    }

    /** From now on looks every second. */
    public void start() {
        ScheduledFuture<?> unused = looks.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
        ScheduledFuture<?> unusedToo = looks.scheduleWithFixedDelay(this::cut, 1, 60, TimeUnit.MINUTES);
    }

    private void look() {
        try {
            webhooks.read();
            if (webhooks.all().isEmpty() || !ledger.jobs().take(JOB)) {
                return;
            }
            for (Webhook webhook : webhooks.all().values()) {
                if (busy.add(webhook.application())) {
                    tells.execute(() -> tell(webhook));
                }
            }
        } catch (LedgerAwayException e) {
            LOG.debug("No application is told anything while the ledger is away", e);
        } catch (RuntimeException e) {
            LOG.error("Webhooks cannot be called: {}", e.getMessage());
        }
    }

    private void cut() {
        try {
            Ledger.await(ledger.submit(WebhookTable.CUT, Instant.now().minus(KEEP_DEAD)));
        } catch (RuntimeException e) {
            LOG.debug("What was given up is kept", e);
        }
    }

    private void tell(Webhook webhook) {
        try {
            List<WebhookTable.Event> due =
                    ledger.read(connection -> WebhookTable.due(connection, webhook.application(), Instant.now(), PAGE));
            boolean goesOn = true;
            for (WebhookTable.Event event : due) {
                if (closed || !goesOn || !webhook.equals(webhooks.all().get(webhook.application()))) {
                    return;
                }
                goesOn = tell(webhook, event);
            }
        } catch (LedgerAwayException e) {
            LOG.debug("DeliveryResult again when the ledger is back", e);
        } catch (RuntimeException e) {
            LOG.error("The webhook of application {} cannot be called: {}", webhook.application(), e.toString());
        } finally {
            busy.remove(webhook.application());
        }
    }

    /** Whether the next one is worth trying now. */
    private boolean tell(Webhook webhook, WebhookTable.Event event) {
        String error = call.tell(webhook, event.id(), event.body());
        int attempts = event.attempts() + 1;
        Instant due =
                error == null || attempts > delays.size() ? null : Instant.now().plus(delays.get(attempts - 1));
        Ledger.await(
                ledger.submit(WebhookTable.TOLD, new WebhookTable.DeliveryResult(event.id(), attempts, due, error)));
        if (error != null) {
            LOG.warn(
                    "The webhook of application {} failed for event {} (attempt {} of {}): {}{}",
                    webhook.application(),
                    event.id(),
                    attempts,
                    delays.size() + 1,
                    error,
                    due == null ? ". It is given up" : "");
        }
        return error == null;
    }

    @Override
    public void close() {
        closed = true;
        looks.shutdownNow();
        tells.shutdownNow();
    }
}

package io.staffetta.webhooks;

import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.store.LedgerAwayException;
import io.staffetta.thread.DaemonThreads;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
 * Tells applications what waits to be told: each one in the order in which it became known, as long as it takes it. What is not
 * taken is told again after growing times, and given up after the last. One gateway at a time does; a webhook that hangs holds
 * up its own application for {@value #ANSWER_SECONDS} s at a time, and nothing else.
 */
public final class WebhookSender implements AutoCloseable {

    static final long ANSWER_SECONDS = 10;

    private static final Logger LOG = LoggerFactory.getLogger(WebhookSender.class);
    private static final String JOB = "webhooks";
    private static final int THREADS = 8;
    private static final int PAGE = 50;
    private static final int ERROR = 200;
    private static final Duration KEEP_DEAD = Duration.ofDays(30);

    private final Ledger ledger;
    private final Webhooks webhooks;
    private final List<Duration> delays;
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
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
            if (webhooks.all().isEmpty() || !ledger.takeJob(JOB)) {
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
            LOG.error("Applications cannot be told what became of their messages: {}", e.getMessage());
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
            LOG.debug("Told again when the ledger is back", e);
        } catch (RuntimeException e) {
            LOG.error("Application {} cannot be told: {}", webhook.application(), e.toString());
        } finally {
            busy.remove(webhook.application());
        }
    }

    /** Whether the next one is worth trying now. */
    private boolean tell(Webhook webhook, WebhookTable.Event event) {
        String error = call(webhook, event);
        int attempts = event.attempts() + 1;
        Instant due =
                error == null || attempts > delays.size() ? null : Instant.now().plus(delays.get(attempts - 1));
        Ledger.await(ledger.submit(WebhookTable.TOLD, new WebhookTable.Told(event.id(), attempts, due, error)));
        if (error != null) {
            LOG.warn(
                    "Application {} was not told of event {} ({} of {} times): {}{}",
                    webhook.application(),
                    event.id(),
                    attempts,
                    delays.size() + 1,
                    error,
                    due == null ? ". It is given up" : "");
        }
        return error == null;
    }

    /** What went wrong; {@code null} if nothing did. */
    private String call(Webhook webhook, WebhookTable.Event event) {
        long seconds = Instant.now().getEpochSecond();
        try {
            URI url = URI.create(webhook.url());
            if (WebhookUrl.isForbidden(url)) {
                return "its address is one of a link, of many, or of none";
            }
            HttpRequest request = HttpRequest.newBuilder(url)
                    .timeout(Duration.ofSeconds(ANSWER_SECONDS))
                    .header("Content-Type", "application/json")
                    .header("User-Agent", "Staffetta")
                    .header("webhook-id", event.id())
                    .header("webhook-timestamp", Long.toString(seconds))
                    .header(
                            "webhook-signature",
                            WebhookSecret.sign(webhook.secret(), event.id(), seconds, event.body()))
                    .POST(HttpRequest.BodyPublishers.ofString(event.body()))
                    .build();
            // Of the answer the status counts; a body, however long, is not waited for.
            HttpResponse<InputStream> answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            answer.body().close();
            return answer.statusCode() / 100 == 2 ? null : "it answered with status " + answer.statusCode();
        } catch (IOException e) {
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            return why.length() <= ERROR ? why : why.substring(0, ERROR);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "the gateway stopped";
        }
    }

    @Override
    public void close() {
        closed = true;
        looks.shutdownNow();
        tells.shutdownNow();
    }
}

package io.staffetta.webhooks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.staffetta.access.Caller;
import io.staffetta.audit.AuditEntry;
import io.staffetta.audit.LedgerAuditTrail;
import io.staffetta.delivery.OutcomeEvent;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.store.LedgerAwayException;
import io.staffetta.message.MessageId;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToLongFunction;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The webhooks of applications. What became of a message is entered into the ledger with the next commit, and told from there by
 * {@link WebhookSender}: nothing that sends messages waits for it.
 *
 * <p>Thread-safe.
 */
public final class Webhooks {

    private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Ledger ledger;
    private final LedgerAuditTrail audit;
    private final WebhookCall call = new WebhookCall();
    private volatile Map<String, Webhook> all;

    /**
     * Names the state of a webhook.
     *
     * @param waiting events that are to be told
     * @param dead events that could not be told, and are not tried again
     */
    public record State(String url, long waiting, long dead) {}

    /**
     * @throws LedgerAwayException if they cannot be read
     */
    public Webhooks(Ledger ledger, LedgerAuditTrail audit) {
        this.ledger = ledger;
        this.audit = audit;
        all = ledger.read(WebhookTable::webhooks);
    }

    /** Enters what became of a message, if its application is to be told and that is final. Waits for nothing, and never fails. */
    public void note(@Variable("event") OutcomeEvent event) {
        Optional<Webhook> webhook = event.isAnswer() ? event.application().map(all::get) : Optional.empty();
        if (webhook.isEmpty()) {
            return;
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "message.outcome");
        body.put("timestamp", event.at());
        body.put("data", event);
        try {
            CompletableFuture<Void> unused = ledger.submit(
                            WebhookTable.ADD,
                            new WebhookTable.Event(
                                    "msg_" + MessageId.next(),
                                    webhook.get().application(),
                                    JSON.writeValueAsString(body),
                                    Instant.now(),
                                    0))
                    .exceptionally(failure -> {
                        LOG.warn(
                                "The webhook of application {} is not called for message {}: the ledger is not available",
                                webhook.get().application(),
                                event.id());
                        return null;
                    });
        } catch (JsonProcessingException e) {
            LOG.error("The outcome of message {} cannot be written as JSON", event.id());
        }
    }

    /**
     * Says where an application is told.
     *
     * @return its new secret, which is told once
     * @throws LedgerAwayException if that is not certain
     */
    public String set(String application, String url, Caller by) {
        String secret = WebhookSecret.make();
        Optional<Webhook> unused = audit.noteWith(
                entry(by, "webhook.set", application, Map.of("host", host(url))),
                WebhookTable.SET,
                new Webhook(application, url, secret));
        read();
        return secret;
    }

    /**
     * Has an application told no more, and forgets what waits for it.
     *
     * @return whether it was told before
     * @throws LedgerAwayException if that is not certain
     */
    public boolean remove(String application, Caller by) {
        boolean removed = audit.noteWith(
                        entry(by, "webhook.remove", application, Map.of()), WebhookTable.REMOVE, application)
                .isPresent();
        read();
        return removed;
    }

    /**
     * Has what was given up told again.
     *
     * @return whether there was anything
     * @throws LedgerAwayException if that is not certain
     */
    public boolean retry(String application, Caller by) {
        return audit.noteWith(entry(by, "webhook.retry", application, Map.of()), WebhookTable.RETRY, application)
                .isPresent();
    }

    /**
     * What an application could not be told, and is not tried again, the newest first.
     *
     * @throws LedgerAwayException if it cannot be read
     */
    public List<UndeliveredEvent> dead(String application, int most) {
        return ledger.read(connection -> WebhookTable.dead(connection, application, most));
    }

    /**
     * Tells an application that this is a test, and waits for its answer, 10 s at most.
     *
     * @return what went wrong, empty if it was told; nothing at all if it has no webhook
     * @throws LedgerAwayException if that cannot be written down; then nothing is told
     */
    public Optional<String> test(String application, Caller by) {
        read();
        Webhook webhook = all.get(application);
        if (webhook == null) {
            return Optional.empty();
        }
        audit.note(entry(by, "webhook.test", application, Map.of("host", host(webhook.url()))));
        String failure = call.tell(
                webhook,
                "msg_" + MessageId.next(),
                "{\"type\":\"webhook.test\",\"timestamp\":\"" + Instant.now() + "\",\"data\":{}}");
        return Optional.of(failure == null ? "" : failure);
    }

    /**
     * How they are, by application.
     *
     * @throws LedgerAwayException if that cannot be read
     */
    public Map<String, State> states() {
        Map<String, WebhookTable.Count> counts = ledger.read(WebhookTable::counts);
        Map<String, State> states = new LinkedHashMap<>();
        all.forEach((name, webhook) -> {
            WebhookTable.Count count = counts.getOrDefault(name, new WebhookTable.Count(0, 0));
            states.put(name, new State(webhook.url(), count.waiting(), count.dead()));
        });
        return states;
    }

    /** Adds to what {@code /observe/metrics} tells how many events wait, and how many were given up. */
    public void register(MeterRegistry registry) {
        gauge(
                registry,
                "staffetta.webhooks.waiting",
                "Outcomes that applications are still to be told",
                State::waiting);
        gauge(registry, "staffetta.webhooks.dead", "Outcomes that applications could not be told", State::dead);
    }

    private void gauge(MeterRegistry registry, String name, String description, ToLongFunction<State> count) {
        Gauge.builder(name, this, webhooks -> webhooks.sum(count))
                .description(description)
                .strongReference(true)
                .register(registry);
    }

    private double sum(ToLongFunction<State> count) {
        try {
            return all.isEmpty()
                    ? 0
                    : states().values().stream().mapToLong(count).sum();
        } catch (LedgerAwayException e) {
            return Double.NaN;
        }
    }

    Map<String, Webhook> all() {
        return all;
    }

    /** Also what other gateways have changed. */
    void read() {
        all = ledger.read(WebhookTable::webhooks);
    }

    private static AuditEntry entry(Caller by, String action, String application, Map<String, String> details) {
        return new AuditEntry(by, action, application, details, "");
    }

    private static String host(String url) {
        try {
            return String.valueOf(new URI(url).getHost());
        } catch (URISyntaxException e) {
            return "";
        }
    }
}

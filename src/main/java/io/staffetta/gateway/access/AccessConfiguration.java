package io.staffetta.gateway.access;

import io.micrometer.core.instrument.MeterRegistry;
import io.staffetta.access.Source;
import io.staffetta.audit.AuditBook;
import io.staffetta.audit.AuditRetention;
import io.staffetta.audit.LedgerAuditTrail;
import io.staffetta.audit.LoginFailures;
import io.staffetta.http.Admission;
import io.staffetta.http.operations.AuditApi;
import io.staffetta.http.operations.TokensApi;
import io.staffetta.http.operations.WebhooksApi;
import io.staffetta.intake.RoutedMessage;
import io.staffetta.intake.TestOutcomes;
import io.staffetta.language.Phrase;
import io.staffetta.ledger.Ledger;
import io.staffetta.message.InvalidMessageException;
import io.staffetta.tokens.Applications;
import io.staffetta.tokens.Permissions;
import io.staffetta.tokens.Quotas;
import io.staffetta.tokens.Tokens;
import io.staffetta.webhooks.WebhookSender;
import io.staffetta.webhooks.Webhooks;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;

/** Wires permissions, applications and the audit trail. To be closed before the ledger. */
public final class AccessConfiguration implements AutoCloseable {

    private final Ledger ledger;
    private final LedgerAuditTrail audit;
    private final AuditRetention retention;
    private final LoginFailures failures;
    private final Applications applications;
    private final Quotas quotas;
    private final Webhooks webhooks;
    private final WebhookSender sender;
    private final boolean plainHttp;
    private TestOutcomes tests;

    /**
     * Holds the settings of access.
     *
     * @param keep age at which entries of the audit trail are cut off; zero for never
     * @param zone where the day of daily limits begins
     * @param delays after which webhooks are called again
     * @param plainHttp whether webhooks may go beyond loopback without TLS
     */
    public record Choices(Duration keep, ZoneId zone, List<Duration> delays, boolean plainHttp) {}

    public AccessConfiguration(Ledger ledger, Choices choices) {
        plainHttp = choices.plainHttp();
        this.ledger = ledger;
        audit = new LedgerAuditTrail(ledger);
        retention = new AuditRetention(ledger, choices.keep());
        failures = new LoginFailures(audit);
        applications = new Applications(ledger, audit);
        quotas = new Quotas(ledger, choices.zone());
        webhooks = new Webhooks(ledger, audit);
        sender = new WebhookSender(ledger, webhooks, choices.delays());
        sender.start();
        retention.start();
    }

    /** Where acts are written down. */
    public LedgerAuditTrail audit() {
        return audit;
    }

    /** Where failed logins are counted. */
    public LoginFailures failures() {
        return failures;
    }

    /** Who may call. */
    public Applications applications() {
        return applications;
    }

    /** What those may send with. */
    public Permissions permissions() {
        return new Permissions(applications::byName);
    }

    /** How much of it comes in over HTTP. */
    public Admission admission() {
        return Admission.by(quotas);
    }

    /**
     * Counts messages that came over JMS.
     *
     * @throws InvalidMessageException if they are more than their application may hand in today
     */
    public void countQueued(Source source, int messages) {
        applications
                .byName(source.application())
                .flatMap(application -> quotas.take(application, messages, false))
                .ifPresent(excess -> {
                    throw new InvalidMessageException(
                            "",
                            Phrase.of(
                                    "is one too many: application ''{0}'' may hand in {1} messages a day",
                                    source.application(), excess.limit()));
                });
    }

    /** Where messages come from that batches bring of an application; one that was revoked has no rights. */
    public Source batchSource(String application) {
        return applications
                .byName(application)
                .map(known -> known.source("batch"))
                .orElse(new Source("batch", application, false));
    }

    /** Adds to what {@code /observe/metrics} tells. */
    public void register(MeterRegistry registry) {
        webhooks.register(registry);
    }

    /** What tells what became of messages of test applications. */
    public Consumer<RoutedMessage> tests(Supplier<CamelContext> camel) {
        tests = new TestOutcomes(camel, ledger.clock());
        return tests;
    }

    /** Binds what the routes call. */
    public void bind(Registry registry) {
        registry.bind("auditTrail", audit);
        registry.bind("auditApi", new AuditApi(new AuditBook(ledger)));
        Tokens tokens = new Tokens(applications, ledger.clock());
        registry.bind("tokensApi", new TokensApi(tokens, quotas, webhooks, plainHttp));
        registry.bind("webhooksApi", new WebhooksApi(tokens, webhooks));
        registry.bind("webhooks", webhooks);
    }

    @Override
    public void close() {
        if (tests != null) {
            tests.close();
        }
        sender.close();
        applications.close();
        quotas.close();
        retention.close();
        failures.close();
        audit.close();
    }
}

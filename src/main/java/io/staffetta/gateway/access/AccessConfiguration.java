package io.staffetta.gateway.access;

import io.staffetta.audit.AuditBook;
import io.staffetta.audit.AuditRetention;
import io.staffetta.audit.LedgerAuditTrail;
import io.staffetta.audit.LoginFailures;
import io.staffetta.http.operations.AuditApi;
import io.staffetta.ledger.Ledger;
import java.time.Duration;
import org.apache.camel.spi.Registry;

/** Who may do what, and who did what: the audit trail. To be closed before the ledger. */
public final class AccessConfiguration implements AutoCloseable {

    private final Ledger ledger;
    private final LedgerAuditTrail audit;
    private final AuditRetention retention;
    private final LoginFailures failures;

    /**
     * @param keep age at which entries of the audit trail are cut off; zero for never
     */
    public AccessConfiguration(Ledger ledger, Duration keep) {
        this.ledger = ledger;
        audit = new LedgerAuditTrail(ledger);
        retention = new AuditRetention(ledger, keep);
        failures = new LoginFailures(audit);
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

    /** Binds what the routes call. */
    public void bind(Registry registry) {
        registry.bind("auditApi", new AuditApi(new AuditBook(ledger)));
    }

    @Override
    public void close() {
        retention.close();
        failures.close();
        audit.close();
    }
}

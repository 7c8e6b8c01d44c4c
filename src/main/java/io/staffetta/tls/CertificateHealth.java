package io.staffetta.tls;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Tells until when the certificate holds, and whether its files have been changed to what cannot be used. The old one is shown then,
 * so that the check is never down.
 *
 * <p>Thread-safe.
 */
public final class CertificateHealth extends AbstractHealthCheck {

    private final ServerCertificate certificate;

    public CertificateHealth(ServerCertificate certificate) {
        super("staffetta", "certificate");
        this.certificate = certificate;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        String end = "the certificate ends at " + certificate.end();
        builder.message(certificate
                        .problem()
                        .map(why ->
                                "its files have changed and cannot be used, so the old one stays; " + end + ": " + why)
                        .orElse(end))
                .up();
    }
}

package io.staffetta.gateway.settings;

import io.staffetta.config.Settings;
import io.staffetta.gateway.access.AccessConfiguration;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/**
 * Settings of applications and the audit trail.
 *
 * @param auditKeep age at which entries of the audit trail are cut off; zero for never
 * @param zone where the day of daily limits begins
 * @param webhookDelays after which webhooks are called again
 * @param plainHttp whether webhooks may go beyond loopback without TLS
 */
public record AccessSettings(Duration auditKeep, ZoneId zone, List<Duration> webhookDelays, boolean plainHttp) {

    private static final Duration LEAST = Duration.ofDays(365);

    /** Reads the settings. */
    public static AccessSettings of(Settings settings) {
        return new AccessSettings(
                settings.given("staffetta.audit.keep", AccessSettings::keep),
                settings.given("staffetta.tokens.zone", AccessSettings::zone),
                RetrySettings.waits(settings, "staffetta.webhooks.delays"),
                settings.oneOf("staffetta.webhooks.plain-http", "true", "false").equals("true"));
    }

    /** As the parts take them. */
    public AccessConfiguration.Choices configuration() {
        return new AccessConfiguration.Choices(auditKeep, zone, webhookDelays, plainHttp);
    }

    /** What people did must be known for a year at least. */
    private static Duration keep(String text) {
        try {
            Duration keep = Duration.parse(text);
            if (keep.isZero() || keep.compareTo(LEAST) >= 0) {
                return keep;
            }
        } catch (DateTimeException e) {
            // Said below.
        }
        throw new IllegalArgumentException("must be P365D or longer, or P0D for ever");
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("must be a time zone, such as Europe/Rome", e);
        }
    }
}

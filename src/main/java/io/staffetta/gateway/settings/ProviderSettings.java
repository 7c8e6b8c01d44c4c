package io.staffetta.gateway.settings;

import io.staffetta.config.Settings;
import java.time.Duration;

/**
 * Settings of the calls to providers.
 *
 * @param connectTimeout longest wait for a connection
 * @param responseTimeout longest wait for an answer
 */
public record ProviderSettings(Duration connectTimeout, Duration responseTimeout) {

    static final String CONNECT_TIMEOUT = "staffetta.provider.connect-timeout";
    static final String RESPONSE_TIMEOUT = "staffetta.provider.response-timeout";

    /** Reads the settings. */
    public static ProviderSettings of(Settings settings) {
        return new ProviderSettings(
                Duration.ofMillis(settings.number(CONNECT_TIMEOUT, 1, Integer.MAX_VALUE)),
                Duration.ofMillis(settings.number(RESPONSE_TIMEOUT, 1, Integer.MAX_VALUE)));
    }

    /** Longest that a call takes. */
    public Duration longest() {
        return connectTimeout.plus(responseTimeout);
    }
}

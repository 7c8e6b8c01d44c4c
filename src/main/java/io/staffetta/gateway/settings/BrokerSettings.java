package io.staffetta.gateway.settings;

import io.staffetta.broker.embedded.BrokerLimits;
import io.staffetta.config.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Settings of the broker, and of how it is reached.
 *
 * @param url {@code embedded}, or the URL of an external broker
 * @param user who connects to it
 * @param password password of the user; empty for one that is made, or for none
 * @param key key of the seals; empty for one that is made
 * @param unsealedUntil until when messages without a seal are taken
 * @param limits how many may connect to the embedded broker
 * @param trustStore file of the certificates that are believed; empty for those that the Java runtime believes
 * @param trustStorePassword its password; empty for none
 * @param deadLetterQueues the dead letter queues of the broker itself
 */
public record BrokerSettings(
        String url,
        String user,
        String password,
        Optional<String> key,
        Instant unsealedUntil,
        BrokerLimits limits,
        String trustStore,
        String trustStorePassword,
        List<String> deadLetterQueues) {

    static final String USER = "staffetta.broker.user";
    static final String KEY = "staffetta.broker.key";

    /** The only one that the embedded broker uses. */
    private static final String EMBEDDED_DEAD_LETTERS = "ActiveMQ.DLQ";

    /** Reads the settings. */
    public static BrokerSettings of(Settings settings) {
        return new BrokerSettings(
                settings.text("staffetta.broker.url"),
                settings.text(USER),
                settings.text("staffetta.broker.password"),
                settings.secret(KEY),
                settings.instant("staffetta.broker.unsealed-until"),
                new BrokerLimits(
                        settings.number("staffetta.broker.connections", 1, 100_000),
                        settings.number("staffetta.broker.connections-before-login", 1, 100_000),
                        Duration.ofSeconds(settings.number("staffetta.broker.login-seconds", 1, 600))),
                settings.text("staffetta.broker.trust-store"),
                settings.text("staffetta.broker.trust-store-password"),
                settings.names("staffetta.broker.dead-letter-queues"));
    }

    /** Whether the broker is the one inside the gateway. */
    public boolean isEmbedded() {
        return url.equals("embedded");
    }

    /** Those of the dead letter queues that this broker may use; others would be watched in vain. */
    public List<String> watchedDeadLetterQueues() {
        return isEmbedded()
                ? deadLetterQueues.stream()
                        .filter(EMBEDDED_DEAD_LETTERS::equals)
                        .toList()
                : deadLetterQueues;
    }

    /** Has no secret in it. */
    @Override
    public String toString() {
        return "BrokerSettings";
    }
}

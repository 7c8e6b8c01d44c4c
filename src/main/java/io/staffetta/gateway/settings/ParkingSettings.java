package io.staffetta.gateway.settings;

import io.staffetta.config.Settings;
import io.staffetta.delivery.parking.BreakerRule;
import java.time.Duration;
import java.util.List;

/**
 * Settings of when an account is parked, and how it is tried again.
 *
 * @param probeDelays waits between the trials of an account whose provider refuses it
 * @param written when the circuit breaker of an account opens, as it is written
 */
public record ParkingSettings(List<Duration> probeDelays, BreakerRule written) {

    /** Reads the settings. */
    public static ParkingSettings of(Settings settings) {
        return new ParkingSettings(
                RetrySettings.waits(settings, "staffetta.park.probe-delays"),
                new BreakerRule(
                        settings.number("staffetta.breaker.window", 1, 1000),
                        settings.number("staffetta.breaker.failures-percent", 1, 100),
                        settings.number("staffetta.breaker.refusals", 0, 1000),
                        Duration.ofMillis(settings.number("staffetta.breaker.slow-milliseconds", 1, Integer.MAX_VALUE)),
                        RetrySettings.waits(settings, "staffetta.breaker.probe-delays")));
    }

    /** When the circuit breaker of an account opens. An answer that does not come in time is slow, too. */
    public BreakerRule breaker(ProviderSettings provider) {
        return written.slow().compareTo(provider.responseTimeout()) <= 0
                ? written
                : new BreakerRule(
                        written.window(),
                        written.failuresPercent(),
                        written.refusals(),
                        provider.responseTimeout(),
                        written.probeWaits());
    }
}

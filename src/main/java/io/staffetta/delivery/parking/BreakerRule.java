package io.staffetta.delivery.parking;

import java.time.Duration;
import java.util.List;

/**
 * Sets when an account is parked, and when it is probed then.
 *
 * @param window how many of the last attempts count; nothing is decided before there were as many
 * @param failuresPercent 1 to 100: so many of them must have failed or been slow
 * @param refusals so many refusals in succession, all with one code, park the account; 0 for never
 * @param slow an attempt that takes as long is slow, whatever its outcome
 * @param probeWaits waits before each probe, growing; the last one is repeated
 */
public record BreakerRule(int window, int failuresPercent, int refusals, Duration slow, List<Duration> probeWaits) {}

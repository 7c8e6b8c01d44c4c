package io.staffetta.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Measures for {@code /observe/metrics} what runs out: {@code staffetta.disk.free} and {@code staffetta.disk.total} of
 * the disk of the data folder, and {@code staffetta.certificate.ends}, by the name of the certificate.
 *
 * <p>Not thread-safe; the meters are.
 */
public final class DiskMetrics {

    private final MultiGauge certificates;
    private final Clock clock;

    /**
     * @param data the data folder
     */
    public DiskMetrics(MeterRegistry registry, Path data, Clock clock) {
        this.clock = clock;
        Gauge.builder("staffetta.disk.free", data, folder -> folder.toFile().getUsableSpace())
                .description("Bytes that are free on the disk of the data folder")
                .baseUnit("bytes")
                .strongReference(true)
                .register(registry);
        Gauge.builder("staffetta.disk.total", data, folder -> folder.toFile().getTotalSpace())
                .description("Bytes of the disk of the data folder")
                .baseUnit("bytes")
                .strongReference(true)
                .register(registry);
        certificates = MultiGauge.builder("staffetta.certificate.ends")
                .description("Seconds until a certificate of the gateway is not valid any more; negative after that")
                .baseUnit("seconds")
                .register(registry);
    }

    /** Tells from now on when certificates end, by their names. */
    public void tell(Map<String, Instant> ends) {
        Instant now = clock.instant();
        certificates.register(
                ends.entrySet().stream()
                        .<MultiGauge.Row<?>>map(end -> MultiGauge.Row.of(
                                Tags.of("certificate", end.getKey()),
                                Duration.between(now, end.getValue()).toSeconds()))
                        .toList(),
                true);
    }
}

package io.staffetta.bench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What a measurement ran on; from Linux' {@code /proc}. */
final class Machine {

    private Machine() {}

    /** Processor, cores, memory, kernel, Java, now in UTC, and the load average of the last minute; in a line. */
    static String describe() {
        double gib = Long.parseLong(value("/proc/meminfo", "MemTotal").replaceAll("\\D", "")) / 1048576.0;
        return String.format(
                Locale.ROOT,
                "%d cores %s, %.0f GiB, %s %s, %s %s, %s UTC, load average at the begin %s",
                Runtime.getRuntime().availableProcessors(),
                value("/proc/cpuinfo", "model name"),
                gib,
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("java.vm.name"),
                System.getProperty("java.runtime.version"),
                DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).format(ZonedDateTime.now(ZoneOffset.UTC)),
                read("/proc/loadavg").replaceAll(" .*\\s*", ""));
    }

    private static String value(String file, String key) {
        return read(file)
                .lines()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

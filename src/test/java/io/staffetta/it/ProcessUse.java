package io.staffetta.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a process has used; on Linux alone.
 *
 * @param cpu processor time since its start, of all its threads, to 10 ms
 * @param residentMib memory that is in use now, in MiB
 * @param peakMib the most memory that was in use so far, in MiB
 * @param threads that it has now
 */
public record ProcessUse(Duration cpu, long residentMib, long peakMib, long threads) {

    private static final int KIB_OF_MIB = 1024;

    /** What a process that runs has used. */
    public static ProcessUse of(ProcessHandle process) {
        return new ProcessUse(
                process.info().totalCpuDuration().orElseThrow(),
                status(process.pid(), "VmRSS:") / KIB_OF_MIB,
                status(process.pid(), "VmHWM:") / KIB_OF_MIB,
                status(process.pid(), "Threads:"));
    }

    /** What two processes have used together; the peaks are added, though they may not have come at once. */
    public ProcessUse plus(ProcessUse other) {
        return new ProcessUse(
                cpu.plus(other.cpu), residentMib + other.residentMib, peakMib + other.peakMib, threads + other.threads);
    }

    private static long status(long pid, String key) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith(key))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

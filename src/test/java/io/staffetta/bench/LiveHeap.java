package io.staffetta.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is still in use on the heap of another Java process after a full collection; by the JDK's {@code jcmd}. */
final class LiveHeap {

    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)\\s*$");
    private static final double MIB = 1 << 20;

    private LiveHeap() {}

    /**
     * Lets the process collect, and returns how much was left, in MiB.
     *
     * @throws IllegalStateException if jcmd does not tell, with what it said
     */
    static double mib(long pid) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(pid),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        jcmd.waitFor();
        Matcher total = TOTAL.matcher(said);
        if (!total.find()) {
            throw new IllegalStateException("jcmd does not tell the heap of process " + pid + ": " + said.strip());
        }
        return Long.parseLong(total.group(1)) / MIB;
    }
}

package io.staffetta.bench.load;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is still in use on the heap of another Java process after a full collection; by the JDK's {@code jcmd}. */
public final class LiveHeap {

    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)\\s*$");
    private static final double MIB = 1 << 20;

    private LiveHeap() {}

    /**
     * Lets the process collect, and returns how much was left, in MiB.
     *
     * @throws IllegalStateException if jcmd does not tell, with what it said
     */
    public static double mib(long pid) throws IOException, InterruptedException {
        String said = Jcmd.run(pid, "GC.class_histogram");
        Matcher total = TOTAL.matcher(said);
        if (!total.find()) {
            throw new IllegalStateException("jcmd does not tell the heap of process " + pid + ": " + said.strip());
        }
        return Long.parseLong(total.group(1)) / MIB;
    }
}

package io.staffetta.it.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** What the threads of a test's process are doing, for when something does not go on. */
public final class ThreadDump {

    private ThreadDump() {}

    /** Does something; if it fails, what the threads are doing is written to {@code target/<name>-threads.txt}. */
    public static void ifFails(String name, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            write(Path.of("target", name + "-threads.txt"));
            throw e;
        }
    }

    private static void write(Path file) {
        try {
            Files.writeString(
                    file,
                    Thread.getAllStackTraces().entrySet().stream()
                            .map(ThreadDump::lines)
                            .collect(Collectors.joining("\n")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String lines(Map.Entry<Thread, StackTraceElement[]> thread) {
        return thread.getKey().getName() + " " + thread.getKey().getState() + "\n"
                + Arrays.stream(thread.getValue())
                        .map(element -> "    " + element + "\n")
                        .collect(Collectors.joining());
    }
}

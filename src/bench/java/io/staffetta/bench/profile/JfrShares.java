package io.staffetta.bench.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Whose code ran when JFR looked: the innermost frame of a sample that is not the JDK's own.
 *
 * @param byLibrary samples by the beginning of the package
 * @param byMethod samples by class and method
 * @param samples of all
 */
record JfrShares(Map<String, Long> byLibrary, Map<String, Long> byMethod, long samples) {

    private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.");
    private static final List<String> LIBRARIES = List.of(
            "io.staffetta.",
            "org.apache.camel.",
            "org.apache.activemq.",
            "org.apache.hc.",
            "org.springframework.",
            "org.sqlite.",
            "com.zaxxer.",
            "com.fasterxml.",
            "com.google.i18n.",
            "io.vertx.",
            "io.netty.",
            "io.micrometer.",
            "org.messaginghub.",
            "ch.qos.logback.");

    /** Reads the samples that were taken since then. */
    static JfrShares read(Path recording, Instant since) throws IOException {
        Map<String, Long> libraries = new HashMap<>();
        Map<String, Long> methods = new HashMap<>();
        long samples = 0;
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                if (!event.getStartTime().isBefore(since) && isAtWork(event)) {
                    samples++;
                    Optional<RecordedFrame> frame = owner(event);
                    libraries.merge(frame.map(JfrShares::library).orElse("JDK alone"), 1L, Long::sum);
                    frame.ifPresent(one -> methods.merge(method(one), 1L, Long::sum));
                }
            }
        }
        return new JfrShares(libraries, methods, samples);
    }

    /** Java that runs; or SQLite's native code. Any other native code of a sample waits. */
    private static boolean isAtWork(RecordedEvent event) {
        if (event.getStackTrace() == null || event.getStackTrace().getFrames().isEmpty()) {
            return false;
        }
        return switch (event.getEventType().getName()) {
            case "jdk.ExecutionSample" -> true;
            case "jdk.NativeMethodSample" ->
                type(event.getStackTrace().getFrames().get(0)).startsWith("org.sqlite.");
            default -> false;
        };
    }

    private static Optional<RecordedFrame> owner(RecordedEvent event) {
        return event.getStackTrace().getFrames().stream()
                .filter(frame -> JDK.stream().noneMatch(type(frame)::startsWith))
                .findFirst();
    }

    private static String library(RecordedFrame frame) {
        return LIBRARIES.stream()
                .filter(type(frame)::startsWith)
                .map(prefix -> prefix.substring(0, prefix.length() - 1))
                .findFirst()
                .orElse("others");
    }

    private static String method(RecordedFrame frame) {
        String type = type(frame).replaceFirst("\\$\\$.*", "");
        return type.substring(type.lastIndexOf('.') + 1) + "."
                + frame.getMethod().getName();
    }

    private static String type(RecordedFrame frame) {
        return frame.getMethod().getType().getName();
    }
}

package io.staffetta.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a Java process has written of its collections, with {@code -Xlog:gc:file=...}.
 *
 * @param highest most of the heap that was in use before one, in MiB
 * @param count how many there were
 * @param seconds for which they have stopped the program, together
 * @param longest of them, in ms
 */
public record GcLog(long highest, int count, double seconds, double longest) {

    private static final Pattern PAUSE = Pattern.compile(" Pause .* (\\d+)M->\\d+M\\(\\d+M\\) ([\\d.]+)ms");

    /** Reads it. */
    public static GcLog read(Path file) throws IOException {
        GcLog all = new GcLog(0, 0, 0, 0);
        try (Stream<String> lines = Files.lines(file)) {
            for (String line : (Iterable<String>) lines::iterator) {
                Matcher pause = PAUSE.matcher(line);
                if (pause.find()) {
                    all = all.with(Long.parseLong(pause.group(1)), Double.parseDouble(pause.group(2)));
                }
            }
        }
        return all;
    }

    private GcLog with(long before, double millis) {
        return new GcLog(Math.max(highest, before), count + 1, seconds + millis / 1000, Math.max(longest, millis));
    }
}

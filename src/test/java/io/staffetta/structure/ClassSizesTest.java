package io.staffetta.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How long classes are, without comments, imports and blank lines. */
class ClassSizesTest {

    private static final int MOST_LINES = 220;
    private static final int USUAL_LINES = 60;

    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern NO_CODE = Pattern.compile("(?m)^\\s*(//.*|import .*|package .*)?$\\n?");

    private static List<Path> classes() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static long lines(Path file) throws IOException {
        String code = COMMENT.matcher(Files.readString(file)).replaceAll("");
        return NO_CODE.matcher(code).replaceAll("").lines().count();
    }

    @Test
    void noClassIsLong() throws IOException {
        List<String> longOnes = new ArrayList<>();
        for (Path file : classes()) {
            if (lines(file) > MOST_LINES) {
                longOnes.add(file + " has " + lines(file) + " lines of code");
            }
        }
        assertThat(longOnes).isEmpty();
    }

    @Test
    void halfOfTheClassesAreShort() throws IOException {
        List<Long> lines = new ArrayList<>();
        for (Path file : classes()) {
            lines.add(lines(file));
        }
        lines.sort(null);
        assertThat(lines.get(lines.size() / 2)).isLessThanOrEqualTo(USUAL_LINES);
    }
}

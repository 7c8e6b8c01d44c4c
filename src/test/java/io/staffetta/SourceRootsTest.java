package io.staffetta;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The bench and crash tools stand on the tests' helpers, and no test on them. */
class SourceRootsTest {

    private static final Pattern TOOL = Pattern.compile("import (static )?io\\.staffetta\\.(bench|crash)\\.");

    @Test
    void noTestUsesABenchOrCrashTool() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            assertThat(files.filter(Files::isRegularFile).filter(SourceRootsTest::usesATool))
                    .as("a helper that both need belongs to src/test/java, such as io.staffetta.it.support")
                    .isEmpty();
        }
    }

    @Test
    void seesSuchATest() {
        assertThat(TOOL.matcher("import io.staffetta." + "bench.load.Gateways;").find())
                .isTrue();
    }

    private static boolean usesATool(Path file) {
        try {
            return TOOL.matcher(Files.readString(file)).find();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.staffetta.it.support;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The Java that tests start processes with. */
public final class TestJava {

    private TestJava() {}

    /**
     * The executable of this process's Java, and the options that tests give to processes which live a short time. A benchmark
     * gives none: it measures Java as it is.
     */
    public static List<String> command() {
        return Stream.concat(
                        Stream.of(Path.of(System.getProperty("java.home"), "bin", "java")
                                .toString()),
                        Stream.of(System.getProperty("staffetta.it.java", "").split(" ")))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}

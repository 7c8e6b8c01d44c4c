package io.staffetta.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A name says which class is meant, without its package: in the manual, in a decision record, and between people. */
class ClassNamesTest {

    private static Map<String, List<String>> placesByName(Path sources) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .collect(Collectors.groupingBy(
                            file -> file.getFileName().toString(),
                            Collectors.mapping(Path::toString, Collectors.toList())));
        }
    }

    @Test
    void noTwoClassesHaveTheSameName() throws IOException {
        Map<String, List<String>> places = placesByName(Path.of("src/main/java"));

        assertThat(places).hasSizeGreaterThan(1000);
        assertThat(places.values()).allSatisfy(files -> assertThat(files).hasSize(1));
    }
}

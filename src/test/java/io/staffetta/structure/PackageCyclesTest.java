package io.staffetta.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PackageCyclesTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern NAMED = Pattern.compile("\\bio\\.staffetta(?:\\.[a-z]\\w*)*(?=\\.[A-Z])");
    private static final int MOST_FILES = 32;

    @Test
    void noPackageNeedsItselfByWayOfOthers() throws IOException {
        Map<String, Set<String>> needs = needs();
        for (boolean found = true; found; ) {
            found = needs.keySet().removeIf(name -> needs.get(name).isEmpty());
            needs.values().forEach(others -> others.retainAll(needs.keySet()));
        }
        assertThat(needs).as("packages in a cycle, and those that need one").isEmpty();
    }

    @Test
    void aPackageHasFewEnoughFilesToBeReadAndIsExplained() throws IOException {
        for (Map.Entry<Path, List<Path>> folder : folders().entrySet()) {
            assertThat(folder.getValue()).as("files in %s", folder.getKey()).hasSizeLessThanOrEqualTo(MOST_FILES);
            assertThat(folder.getKey().resolve("package-info.java"))
                    .satisfiesAnyOf(info -> assertThat(info).exists(), info -> assertThat(info.getParent())
                            .isEqualTo(SOURCES.resolve("io/staffetta")));
        }
    }

    private static Map<String, Set<String>> needs() throws IOException {
        Map<String, Set<String>> needs = new TreeMap<>();
        for (Map.Entry<Path, List<Path>> folder : folders().entrySet()) {
            String name = SOURCES.relativize(folder.getKey()).toString().replace('/', '.');
            Set<String> others = needs.computeIfAbsent(name, unused -> new TreeSet<>());
            for (Path file : folder.getValue()) {
                Matcher named = NAMED.matcher(Files.readString(file));
                while (named.find()) {
                    others.add(named.group());
                }
            }
            others.remove(name);
        }
        return needs;
    }

    private static Map<Path, List<Path>> folders() throws IOException {
        Map<Path, List<Path>> folders = new TreeMap<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .forEach(file -> folders.computeIfAbsent(file.getParent(), unused -> new ArrayList<>())
                            .add(file));
        }
        return folders;
    }
}

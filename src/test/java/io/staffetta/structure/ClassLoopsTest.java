package io.staffetta.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which classes of a package need each other. {@link PackageCyclesTest} says the same of packages. */
class ClassLoopsTest {

    private static final Path SOURCES = Path.of("src/main/java");

    /** Loops that are there for a reason. */
    private static final Map<Set<String>, String> ALLOWED = Map.of(
            Set.of("OutcomeEvent", "OutcomeEventBuilder"),
            "a record, and the builder of it that it offers",
            Set.of(
                    "SubmissionException",
                    "AccountUnusableException",
                    "BusyException",
                    "NotSentException",
                    "RefusedException",
                    "UnknownOutcomeException"),
            "a sealed class names the classes that extend it",
            Set.of("AccountHttpComponent", "AccountHttpEndpoint", "AccountHttpProducer"),
            "Camel has a component make its endpoints, and an endpoint its producers, which know where they come from",
            Set.of("GatewaySettings", "Contradictions"),
            "settings are read and checked in one call, and a contradiction is one between settings of any feature");

    private static final Pattern NO_CODE = Pattern.compile(
            "/\\*.*?\\*/|//[^\\n]*|\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])+'",
            Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("(?<![\\w.])[A-Z]\\w*");

    @Test
    void noClassesOfAPackageNeedEachOtherButForAReason() throws IOException {
        Set<Set<String>> loops = new HashSet<>();
        for (Map<String, String> classes : packages()) {
            loops.addAll(loops(needs(classes)));
        }
        assertThat(loops).containsExactlyInAnyOrderElementsOf(ALLOWED.keySet());
    }

    /** The text of the classes of each package, by name. */
    private static List<Map<String, String>> packages() throws IOException {
        Map<Path, Map<String, String>> packages = new TreeMap<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                packages.computeIfAbsent(file.getParent(), unused -> new TreeMap<>())
                        .put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
            }
        }
        return List.copyOf(packages.values());
    }

    private static Map<String, Set<String>> needs(Map<String, String> classes) {
        Map<String, Set<String>> needs = new TreeMap<>();
        classes.forEach((name, text) -> needs.put(
                name,
                NAME.matcher(NO_CODE.matcher(text).replaceAll(" "))
                        .results()
                        .map(found -> found.group())
                        .filter(other -> classes.containsKey(other) && !other.equals(name))
                        .collect(Collectors.toCollection(TreeSet::new))));
        return needs;
    }

    private static Set<Set<String>> loops(Map<String, Set<String>> needs) {
        Map<String, Set<String>> reached = new TreeMap<>();
        needs.keySet().forEach(name -> reached.put(name, reachedFrom(name, needs)));
        Set<Set<String>> loops = new HashSet<>();
        reached.forEach((name, others) -> {
            if (others.contains(name)) {
                loops.add(others.stream()
                        .filter(other -> reached.get(other).contains(name))
                        .collect(Collectors.toSet()));
            }
        });
        return loops;
    }

    private static Set<String> reachedFrom(String name, Map<String, Set<String>> needs) {
        Set<String> reached = new TreeSet<>();
        for (Set<String> next = needs.get(name); !next.isEmpty(); ) {
            Set<String> found = new TreeSet<>();
            next.stream().filter(reached::add).forEach(other -> found.addAll(needs.get(other)));
            next = found;
        }
        return reached;
    }
}

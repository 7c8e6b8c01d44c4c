package io.staffetta.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The classes and tests that guarantees and upgrading name are there, in whatever package. */
class NamesInTheManualTest {

    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT|Contract))`");

    private static Set<String> classes() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.replace(".java", ""))
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void testsThatShowOrGuardSomethingAreThere() throws IOException {
        for (String page : List.of("guarantees", "upgrading")) {
            List<String> named = TEST.matcher(Files.readString(Manual.page(page)))
                    .results()
                    .map(test -> test.group(1))
                    .toList();

            assertThat(named).isNotEmpty();
            assertThat(classes()).as(page).containsAll(named);
        }
    }

    @Test
    void classesThatMayBreakAtAnUpgradeAreThere() throws IOException {
        Path page = Manual.page("upgrading");
        List<String> named = Stream.concat(
                        Manual.table(page, "| Class | What it is bound to | Guarded by |").stream(),
                        Manual.table(page, "| Class | What it does | Guarded by |").stream())
                .flatMap(row -> Arrays.stream(row.get(0).replace("`", "").split(", ")))
                .toList();

        assertThat(named).hasSizeGreaterThan(20);
        assertThat(classes()).containsAll(named);
    }
}

package io.staffetta.http.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every text of the console is there in Italian and in English, and every one that is asked for is there. */
class ConsoleWordsTest {

    private static final Path FOLDER = Path.of("src/main/resources/console");
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final Pattern ASKED = Pattern.compile("\\bt\\('([\\w.-]+)'(?!\\s*\\+)");
    private static final Pattern ASKED_BY_PART = Pattern.compile("(?:\\bt\\(|\\bhas\\(|\\? )'([\\w.-]+\\.)'\\s*\\+");
    private static final Pattern NAMED = Pattern.compile("'([a-z][\\w-]*(?:\\.[\\w-]+)+)'");
    private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*(//|/\\*|\\*).*$");
    private static final Pattern GROUPS = Pattern.compile("\\bword\\('([\\w.-]+)'|\\bgroup=\"([\\w.-]+)\"");

    private static List<Path> files(String folder) throws IOException {
        try (Stream<Path> all = Files.walk(FOLDER.resolve(folder))) {
            return all.filter(file -> file.toString().matches(".*\\.js(on)?"))
                    .sorted()
                    .toList();
        }
    }

    private static JsonNode words(Path file) throws IOException {
        return JSON.readTree(Files.readString(file));
    }

    /** By key: of each the Italian text and the English one. */
    private static Map<String, JsonNode> all() throws IOException {
        Map<String, JsonNode> all = new TreeMap<>();
        for (Path file : files("words")) {
            words(file).properties().forEach(one -> assertThat(all.put(one.getKey(), one.getValue()))
                    .as(one.getKey() + " is in two files")
                    .isNull());
        }
        return all;
    }

    private static String code() throws IOException {
        StringBuilder code = new StringBuilder();
        for (String folder : List.of("pages", "ui", "lib")) {
            for (Path file : files(folder)) {
                code.append(Files.readString(file)).append('\n');
            }
        }
        code.append(Files.readString(FOLDER.resolve("app.js")));
        return COMMENT.matcher(code).replaceAll("");
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> placeholders(String text) {
        return found(Pattern.compile("\\{(\\w+)}"), text);
    }

    @Test
    void everyTextIsInBothLanguagesWithTheSameValues() throws IOException {
        assertThat(all()).hasSizeGreaterThan(50).allSatisfy((key, texts) -> {
            assertThat(texts).as(key).hasSize(2);
            assertThat(texts)
                    .as(key)
                    .allSatisfy(text -> assertThat(text.asText()).isNotBlank().doesNotContain("<", "&nbsp;"));
            String italian = texts.get(0).asText();
            String english = texts.get(1).asText();
            assertThat(placeholders(italian)).as(key).isEqualTo(placeholders(english));
            assertThat(italian.chars().filter(c -> c == '|').count())
                    .as(key)
                    .isLessThan(2)
                    .isEqualTo(english.chars().filter(c -> c == '|').count());
        });
    }

    @Test
    void everyTextThatIsAskedForIsThereAndEveryOneThatIsThereIsAskedFor() throws IOException {
        Set<String> known = all().keySet();
        String code = code();
        Set<String> asked = found(ASKED, code);
        Set<String> parts = new TreeSet<>(found(ASKED_BY_PART, code));
        found(GROUPS, code).forEach(group -> parts.add(group + "."));
        parts.addAll(List.of("state.", "problem."));
        Set<String> named = found(NAMED, code);

        assertThat(asked).hasSizeGreaterThan(20).isSubsetOf(known);
        assertThat(known).as("texts that nobody asks for").allSatisfy(key -> assertThat(asked.contains(key)
                        || named.contains(key)
                        || parts.stream().anyMatch(key::startsWith))
                .as(key)
                .isTrue());
        assertThat(parts).allSatisfy(part -> assertThat(known.stream().anyMatch(key -> key.startsWith(part)))
                .as(part)
                .isTrue());
    }
}

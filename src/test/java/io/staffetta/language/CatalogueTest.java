package io.staffetta.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every text that people are answered is there in both languages, and is one that the gateway says. */
class CatalogueTest {

    private static final ResourceBundle ENGLISH = Catalogue.bundle(Locale.ROOT);
    private static final ResourceBundle ITALIAN = Catalogue.bundle(Locale.ITALIAN);

    private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");
    private static final String LITERAL = "\"(?:[^\"\\\\\\n]|\\\\.)*\"";
    private static final Pattern LITERALS = Pattern.compile(LITERAL);
    private static final Pattern PHRASE = Pattern.compile("Phrase\\.(?:of|joined)\\(\\s*(" + LITERAL + ")");
    /** What only puts other texts together. */
    private static final Pattern ONLY_PLACES = Pattern.compile("(\\{\\d}|[:;,\\s])*");

    private static Set<String> places(String text) {
        return PLACE.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    /** All Java of the gateway, in which a literal over several lines is one. */
    private static String sources() throws IOException {
        List<String> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".java")).toList()) {
                all.add(Files.readString(file).replaceAll("\"\\s*\\+\\s*\"", ""));
            }
        }
        return String.join("\n", all);
    }

    private static Set<String> found(Pattern pattern, int group) throws IOException {
        return pattern.matcher(sources())
                .results()
                .map(one -> one.group(group))
                .map(literal -> literal.substring(1, literal.length() - 1))
                .filter(literal -> !literal.matches(".*(?<!\\\\)\\\\u.*"))
                .map(String::translateEscapes)
                .collect(Collectors.toSet());
    }

    private static Set<String> english() {
        return ENGLISH.keySet().stream().map(ENGLISH::getString).collect(Collectors.toSet());
    }

    @Test
    void bothLanguagesHaveTheSameTextsWithTheSamePlaces() {
        assertThat(ITALIAN.keySet()).hasSizeGreaterThan(400).isEqualTo(ENGLISH.keySet());
        assertThat(english()).as("texts that differ").hasSameSizeAs(ENGLISH.keySet());
        assertThat(ENGLISH.keySet()).allSatisfy(code -> {
            assertThat(code).matches("[a-z]+\\.[a-z0-9-]+");
            assertThat(ITALIAN.getString(code)).as(code).isNotBlank();
            assertThat(places(ITALIAN.getString(code))).as(code).isEqualTo(places(ENGLISH.getString(code)));
        });
    }

    /** An apostrophe that is not written as two hides the places behind it. */
    @Test
    void everyPlaceIsFilled() {
        for (ResourceBundle texts : List.of(ENGLISH, ITALIAN)) {
            for (String code : texts.keySet()) {
                String text = texts.getString(code);
                if (!places(text).isEmpty()) {
                    String said = new MessageFormat(text, Locale.ROOT)
                            .format(new Object[] {"<0>", "<1>", "<2>", "<3>", "<4>"});
                    assertThat(said).as(code).doesNotContainPattern(PLACE).doesNotContain("''");
                    places(text).forEach(place -> assertThat(said)
                            .as(code)
                            .contains("<" + place.substring(1, place.length() - 1) + ">"));
                    assertThat(said.chars().filter(c -> c == '\'').count())
                            .as(code)
                            .isEqualTo((text.length() - text.replace("''", "").length()) / 2);
                }
            }
        }
    }

    @Test
    void everyPhraseOfTheGatewayIsInTheCatalogue() throws IOException {
        Set<String> phrases = new HashSet<>(found(PHRASE, 1));
        phrases.removeIf(pattern -> ONLY_PLACES.matcher(pattern).matches());

        assertThat(phrases).hasSizeGreaterThan(150);
        assertThat(english()).containsAll(phrases);
    }

    @Test
    void everyTextOfTheCatalogueIsOneThatTheGatewaySays() throws IOException {
        assertThat(english()).isSubsetOf(found(LITERALS, 0));
    }
}

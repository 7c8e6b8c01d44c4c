package io.staffetta.provider;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The common list of answers that no provider means as "accepted". */
final class NonAnswers {

    private static final Map<?, ?> ALL = load();

    private NonAnswers() {}

    /** Web pages, by name. */
    static Map<String, String> pages() {
        return section("pages");
    }

    /** Anything else, by name. */
    static Map<String, String> others() {
        return section("others");
    }

    /** Single words that are no success and no id. */
    static List<String> words() {
        return ((List<?>) ALL.get("words")).stream().map(String.class::cast).toList();
    }

    @SuppressWarnings("unchecked") // The file has texts only.
    private static Map<String, String> section(String name) {
        return (Map<String, String>) ALL.get(name);
    }

    private static Map<?, ?> load() {
        try (InputStream in = NonAnswers.class.getResourceAsStream("/non-answers.yaml")) {
            return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromInputStream(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

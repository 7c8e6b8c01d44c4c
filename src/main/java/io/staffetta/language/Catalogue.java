package io.staffetta.language;

import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.stream.Collectors;

/** All texts in other languages than English. Each has a code, by which those of all languages belong together. */
final class Catalogue {

    private static final Map<String, String> ITALIAN = byEnglish(Locale.ITALIAN);

    private Catalogue() {}

    /** The texts of a language, by those in English. */
    static Map<String, String> of(Locale language) {
        return language.getLanguage().equals(Locale.ITALIAN.getLanguage()) ? ITALIAN : Map.of();
    }

    private static Map<String, String> byEnglish(Locale language) {
        ResourceBundle english = bundle(Locale.ROOT);
        ResourceBundle other = bundle(language);
        return english.keySet().stream().collect(Collectors.toUnmodifiableMap(english::getString, other::getString));
    }

    /** The texts of a language by their codes; {@link Locale#ROOT} is English. */
    static ResourceBundle bundle(Locale language) {
        return ResourceBundle.getBundle(
                Catalogue.class.getPackageName() + ".texts",
                language,
                Catalogue.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }
}

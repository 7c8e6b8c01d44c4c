package io.staffetta.batch.text;

import io.staffetta.message.MessageReader;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Normalises the names in a header: any case, blanks around, and characters that cannot be seen. */
public final class HeaderNames {

    /** What pandas calls a column without a name when it reads it again. */
    private static final Pattern UNNAMED = Pattern.compile("Unnamed: [0-9]{1,5}");

    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cf}\\p{Cc}&&[^\\t]]");

    private final Set<String> known;
    private final ColumnMap map;

    public HeaderNames(Optional<Template> template, ColumnMap map) {
        this.map = map;
        Set<String> names = new LinkedHashSet<>(MessageReader.FIELDS);
        template.ifPresent(given -> {
            names.remove("text");
            names.addAll(given.parameters());
        });
        known = names;
    }

    /** A name without blanks around it, and without what cannot be seen. */
    public static String clean(String name) {
        String seen = UNSEEN.matcher(name).replaceAll("").replace('\u00a0', ' ').strip();
        return UNNAMED.matcher(seen).matches() ? "" : seen;
    }

    /** The same name in whatever case it is written. */
    static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** What a column is: a field or a parameter, {@link ColumnMap#LEFT_OUT}, or if it is unknown its own name. */
    public String meaning(String written) {
        String name = clean(written);
        String said = map.meaning(name).orElse(name);
        return known.contains(said) ? said : inAnyCase(said).orElse(said);
    }

    private Optional<String> inAnyCase(String name) {
        return known.stream().filter(one -> folded(one).equals(folded(name))).findFirst();
    }

    /** Whether a column means something, or nothing by what somebody has said. */
    public boolean isKnown(String meaning) {
        return known.contains(meaning) || meaning.equals(ColumnMap.LEFT_OUT);
    }

    /** What a column probably is whose name is not known; empty if nobody can tell. Never taken for it by itself. */
    public Optional<String> nearest(String name) {
        return Synonyms.nearest(name, known);
    }
}

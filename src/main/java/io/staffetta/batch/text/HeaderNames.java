package io.staffetta.batch.text;

import io.staffetta.message.MessageReader;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Normalises the names in a header: any case, blanks around, and characters that cannot be seen. */
public final class HeaderNames {

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

    /** What a column is: a field or a parameter, {@link ColumnMap#LEFT_OUT}, or if it is unknown its own name. */
    public String meaning(String written) {
        String name = ColumnText.clean(written);
        String said = map.meaning(name).orElse(name);
        return known.contains(said) ? said : inAnyCase(said).orElse(said);
    }

    private Optional<String> inAnyCase(String name) {
        return known.stream()
                .filter(one -> ColumnText.folded(one).equals(ColumnText.folded(name)))
                .findFirst();
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

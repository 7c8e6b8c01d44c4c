package io.staffetta.config.edit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/** Compares two versions of the accounts as they are written. */
final class Differences {

    private static final String ADDED = "added";
    private static final String REMOVED = "removed";
    private static final String CHANGED = "changed";

    private final Predicate<String> shown;

    /**
     * @param shown whether a field's value may be shown
     */
    Differences(Predicate<String> shown) {
        this.shown = shown;
    }

    List<Difference> between(AccountsText before, AccountsText after) {
        List<Difference> all = new ArrayList<>();
        Map<String, Map<String, Object>> old = before.accounts();
        Map<String, Map<String, Object>> now = after.accounts();
        for (String id : union(old.keySet(), now.keySet())) {
            if (!old.containsKey(id) || !now.containsKey(id)) {
                all.add(new Difference(id, null, null, null, old.containsKey(id) ? REMOVED : ADDED));
            }
            if (now.containsKey(id)) {
                fields(id, old.getOrDefault(id, Map.of()), now.get(id), all);
            }
        }
        if (!before.defaultAccount().equals(after.defaultAccount())) {
            all.add(new Difference(
                    null,
                    AccountSections.DEFAULT,
                    text(before.defaultAccount()),
                    text(after.defaultAccount()),
                    CHANGED));
        }
        if (!Objects.equals(
                before.content().get(AccountSections.RULES), after.content().get(AccountSections.RULES))) {
            all.add(new Difference(null, AccountSections.RULES, null, null, CHANGED));
        }
        return all;
    }

    private void fields(String id, Map<String, Object> old, Map<String, Object> now, List<Difference> all) {
        for (String name : union(old.keySet(), now.keySet())) {
            Object from = old.get(name);
            Object to = now.get(name);
            if (!Objects.equals(from, to)) {
                boolean show = shown.test(name);
                all.add(new Difference(
                        id,
                        name,
                        show ? text(from) : null,
                        show ? text(to) : null,
                        from == null ? ADDED : to == null ? REMOVED : CHANGED));
            }
        }
    }

    private static String text(Object value) {
        return value == null || value.toString().isEmpty() ? null : value.toString();
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        Set<String> all = new LinkedHashSet<>(some);
        all.addAll(others);
        return all;
    }
}

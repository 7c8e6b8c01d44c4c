package io.staffetta.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects, while settings are read, which ones are asked for and what is wrong with them, each once.
 *
 * <p>Not thread-safe.
 */
public final class SettingsNotes {

    private final Set<String> keys = new LinkedHashSet<>();
    private final Set<String> problems = new LinkedHashSet<>();

    /** Notes that a setting is asked for. */
    void read(String key) {
        keys.add(key);
    }

    /** Notes what is wrong, in words. */
    public void wrong(String problem) {
        problems.add(problem);
    }

    /** The settings that were asked for. */
    public Set<String> keys() {
        return Set.copyOf(keys);
    }

    /** All that is wrong, in words. */
    public List<String> problems() {
        return List.copyOf(problems);
    }
}

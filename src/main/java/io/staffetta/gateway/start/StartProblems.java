package io.staffetta.gateway.start;

import io.staffetta.config.UnusableException;
import io.staffetta.config.accounts.AccountsFileException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Gathers what is wrong before anything starts, so that whoever put it wrong hears of all of it at once. */
public final class StartProblems {

    private final List<RuntimeException> found = new ArrayList<>();

    /** What a step gives; empty if it fails, which is remembered. */
    public <T> Optional<T> attempt(Supplier<T> step) {
        try {
            return Optional.of(step.get());
        } catch (RuntimeException e) {
            found.add(e);
            return Optional.empty();
        }
    }

    /** Remembers things that are wrong with the configuration, in words. */
    public void add(List<String> wrong) {
        wrong.forEach(problem -> found.add(new IllegalArgumentException(problem)));
    }

    /** Remembers a failure. */
    public void add(RuntimeException failure) {
        found.add(failure);
    }

    /**
     * Goes on if nothing is wrong.
     *
     * @throws IllegalArgumentException if the configuration is wrong, with a line for each thing, each of them once
     * @throws RuntimeException the failure itself, where there is only one
     * @throws UnusableException if the data folder cannot be used, besides other things
     * @throws IllegalStateException if only other things are wrong, such as ports in use
     */
    public void raise() {
        if (found.isEmpty()) {
            return;
        }
        if (found.size() == 1) {
            throw found.get(0);
        }
        // Two steps may need one setting, and both find it wrong.
        Set<String> lines = new LinkedHashSet<>();
        found.forEach(e -> String.valueOf(e.getMessage()).lines().forEach(lines::add));
        String all = String.join(System.lineSeparator(), lines);
        if (found.stream().anyMatch(StartProblems::isConfiguration)) {
            throw new IllegalArgumentException(all);
        }
        throw found.stream().anyMatch(UnusableException.class::isInstance)
                ? new UnusableException(all, null)
                : new IllegalStateException(all);
    }

    private static boolean isConfiguration(RuntimeException failure) {
        return failure instanceof IllegalArgumentException || failure instanceof AccountsFileException;
    }
}

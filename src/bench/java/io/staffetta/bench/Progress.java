package io.staffetta.bench;

import java.util.Locale;

/** What a bench tells on the console while it measures. */
final class Progress {

    private Progress() {}

    /** Tells of a step and what it gave; the value may be empty. */
    static void tell(String step, String value) {
        System.out.println(String.format(Locale.ROOT, "%-26s %s", step, value).stripTrailing());
    }
}

package io.staffetta.bench.report;

import java.util.Locale;

/** What a bench tells on the console while it measures. */
public final class Progress {

    private Progress() {}

    /** Tells of a step and what it gave; the value may be empty. */
    public static void tell(String step, String value) {
        System.out.println(String.format(Locale.ROOT, "%-26s %s", step, value).stripTrailing());
    }
}

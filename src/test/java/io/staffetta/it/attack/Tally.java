package io.staffetta.it.attack;

import io.staffetta.it.support.RawHttp.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What became of the inputs of one attack. */
final class Tally {

    private static final int SHOWN = 300;

    private final String what;
    private final List<String> won = new ArrayList<>();
    private int refused;
    private int harmless;
    private double seconds;

    Tally(String what) {
        this.what = what;
    }

    /** One was refused. */
    void refused() {
        refused++;
    }

    /** One was taken as what it is, and did nothing else. */
    void harmless() {
        harmless++;
    }

    /** One did what it should not. */
    void won(String input, Object how) {
        String line = input + " -> " + how;
        won.add(line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line);
    }

    /** Counts an input by whether it did something wrong. */
    void harmlessUnless(boolean wrong, String input, Object how) {
        if (wrong) {
            won(input, how);
        } else {
            harmless();
        }
    }

    /** Counts one that must be refused with an error of the caller, 4xx. 5xx is no refusal: something broke, but 505. */
    void mustRefuse(String input, Answer answer) {
        if ((answer.status() >= 400 && answer.status() < 500) || answer.status() == 505) {
            refused();
        } else {
            won(input, answer.status() + " " + answer.body());
        }
    }

    void took(double time) {
        seconds = time;
    }

    int inputs() {
        return refused + harmless + won.size();
    }

    List<String> won() {
        return won;
    }

    /** Its row of the table. */
    String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %,d | %,d | %d | %.1f |",
                what,
                inputs(),
                refused,
                harmless,
                won.size(),
                seconds);
    }
}

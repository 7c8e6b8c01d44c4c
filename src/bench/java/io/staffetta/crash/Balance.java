package io.staffetta.crash;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The books at the end of a run. Every message that was taken is at its provider once, or a dead letter once. A dead letter
 * of unknown outcome may be at its provider, too, for that is what unknown means; those are counted apart.
 *
 * @param taken messages of which their senders were told that they had been taken
 * @param accepted messages that are at their provider and no dead letters
 * @param deadLetters messages that are dead letters
 * @param unknown dead letters of unknown outcome
 * @param unknownAtProvider dead letters of unknown outcome that the provider has
 * @param redelivered messages that their provider has more than once, since an attempt of unknown outcome was repeated as the
 *     account wants it
 * @param lost texts of messages that are neither
 * @param doubled texts of messages that their provider has more than once
 * @param wrong what else does not agree, a line each
 */
record Balance(
        int taken,
        int accepted,
        int deadLetters,
        int unknown,
        int unknownAtProvider,
        int redelivered,
        Set<String> lost,
        Set<String> doubled,
        List<String> wrong) {

    /**
     * Draws the balance.
     *
     * @param taken texts of messages
     * @param atProvider how often the providers took each text
     * @param dead reasons of the dead letters of each text
     * @param ledger states of the ledger's messages with each text as their reference
     * @param repeated how many attempts of unknown outcome of each text were repeated on purpose
     */
    static Balance of(
            Set<String> taken,
            Map<String, Long> atProvider,
            Map<String, List<String>> dead,
            Map<String, List<String>> ledger,
            Map<String, Integer> repeated) {
        int accepted = 0;
        int unknown = 0;
        int unknownAtProvider = 0;
        int redelivered = 0;
        Set<String> lost = new TreeSet<>();
        Set<String> doubled = new TreeSet<>();
        List<String> wrong = new ArrayList<>();
        for (String text : new TreeSet<>(taken)) {
            long times = atProvider.getOrDefault(text, 0L);
            List<String> reasons = dead.getOrDefault(text, List.of());
            if (times > 1 + repeated.getOrDefault(text, 0)) {
                doubled.add(text);
            } else if (times > 1) {
                redelivered++;
            }
            if (reasons.isEmpty()) {
                accepted += times > 0 ? 1 : 0;
                if (times == 0) {
                    lost.add(text);
                }
            } else if (reasons.get(0).equals("UNKNOWN")) {
                unknown++;
                unknownAtProvider += times > 0 ? 1 : 0;
            } else if (times > 0) {
                wrong.add(text + " is a dead letter, " + reasons + ", and at its provider");
            }
            if (reasons.size() > 1) {
                wrong.add(text + " is a dead letter " + reasons.size() + " times: " + reasons);
            }
            List<String> due = List.of(reasons.isEmpty() ? "ACCEPTED" : "DEAD");
            List<String> states = ledger.getOrDefault(text, List.of());
            if (!states.equals(due)) {
                wrong.add(text + " stands " + states + " in the ledger instead of " + due);
            }
        }
        strangers(taken, atProvider.keySet(), "at a provider", wrong);
        strangers(taken, dead.keySet(), "among the dead letters", wrong);
        strangers(taken, ledger.keySet(), "in the ledger", wrong);
        return new Balance(
                taken.size(),
                accepted,
                dead.size(),
                unknown,
                unknownAtProvider,
                redelivered,
                lost,
                doubled,
                List.copyOf(wrong));
    }

    /** Whether nothing was lost, nothing was sent twice, and the books agree. */
    boolean isSound() {
        return lost.isEmpty() && doubled.isEmpty() && wrong.isEmpty();
    }

    /** The same with other lines of what else is wrong. */
    Balance with(List<String> lines) {
        return new Balance(
                taken,
                accepted,
                deadLetters,
                unknown,
                unknownAtProvider,
                redelivered,
                lost,
                doubled,
                List.copyOf(lines));
    }

    /** Texts of messages that were lost or sent twice. */
    Set<String> suspects() {
        Set<String> suspects = new TreeSet<>(lost);
        suspects.addAll(doubled);
        return suspects;
    }

    @Override
    public String toString() {
        return "taken %d = accepted %d + dead %d (of unknown outcome %d, of which the provider has %d); redelivered %d, lost %d, doubled %d, otherwise wrong %d"
                .formatted(
                        taken,
                        accepted,
                        deadLetters,
                        unknown,
                        unknownAtProvider,
                        redelivered,
                        lost.size(),
                        doubled.size(),
                        wrong.size());
    }

    private static void strangers(Set<String> taken, Collection<String> found, String where, List<String> wrong) {
        found.stream()
                .filter(text -> !taken.contains(text))
                .sorted()
                .forEach(text -> wrong.add(text + " is " + where + ", and was never taken"));
    }
}

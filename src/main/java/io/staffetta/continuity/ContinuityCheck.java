package io.staffetta.continuity;

import java.util.Optional;

/** Decides whether ledger and queues belong to the mark that a gateway wrote last. */
final class ContinuityCheck {

    private static final String SENT_AGAIN = "what was sent since then would be sent again";

    private ContinuityCheck() {}

    /**
     * Why nothing is to be sent, seen from what was told before a start; empty if that fits.
     *
     * @param witness what the witness has; empty if there is none
     * @param ledger what the ledger has; empty if it knows nothing of this home
     * @param isOfNoMessage whether the ledger has no message at all
     * @param place where the data are now
     */
    static Optional<String> ofLedger(
            Optional<MarkContent> witness, Optional<MarkContent> ledger, boolean isOfNoMessage, Place place) {
        Optional<String> older = witness.flatMap(told -> ofAge(told, ledger, isOfNoMessage));
        return older.or(
                () -> ledger.map(MarkContent::place)
                        .filter(before -> !before.isSame(place))
                        .map(
                                before -> "the data were in " + before.words(place)
                                        + " before: if this is a copy of a gateway that still runs, both would send the same messages"));
    }

    private static Optional<String> ofAge(MarkContent witness, Optional<MarkContent> ledger, boolean isOfNoMessage) {
        String last = "this gateway last told it something at " + witness.at();
        if (ledger.isEmpty()) {
            return isOfNoMessage
                    ? Optional.empty()
                    : Optional.of("the ledger knows nothing of this gateway, and " + last
                            + ": it was put back from a backup, or is another one, and " + SENT_AGAIN);
        }
        MarkContent told = ledger.get();
        if (told.sequence() < witness.sequence()) {
            return Optional.of("the ledger is of " + told.at() + ", and " + last
                    + ": it was put back from a backup, and " + SENT_AGAIN);
        }
        return told.sequence() > witness.sequence() + 1
                ? Optional.of(
                        "the ledger was told something at " + told.at() + ", of which the witness of this home, of "
                                + witness.at()
                                + ", knows nothing: a copy of this home has run, or the witness was put back from a"
                                + " backup")
                : Optional.empty();
    }

    /**
     * Why nothing is to be sent, seen from the broker; empty if that fits.
     *
     * @param found what it was told; 0 if it knows nothing of this home
     * @param least what it is known to have been told, or more
     * @param most what the ledger was told before, or less
     */
    static Optional<String> ofBroker(long found, long least, long most) {
        if (found > most) {
            return Optional.of(
                    "the ledger is older than the queues: it was put back from a backup, or is a new one, and "
                            + SENT_AGAIN);
        }
        return found < least
                ? Optional.of("the queues are older than the ledger, or new ones: messages that waited on them may be"
                        + " missing, and others be there again")
                : Optional.empty();
    }
}

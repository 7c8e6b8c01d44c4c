package io.staffetta.ledger.operation;

import io.staffetta.ledger.history.LetterRow;

/**
 * A dead letter, with what its message tells.
 *
 * @param letter the letter
 * @param recipient of its message, in E.164 form; empty when erased, or not known
 * @param text of its message; empty when erased, or not known
 * @param reference its sender's own id; empty for none
 * @param tag the word by which its sender groups messages; empty for none
 * @param priority {@code high}, {@code normal} or {@code bulk}; empty if not known
 * @param batch id of its batch; empty for none
 * @param segments SMS that its text takes; 0 if not known
 */
public record ListedLetter(
        LetterRow letter,
        String recipient,
        String text,
        String reference,
        String tag,
        String priority,
        String batch,
        int segments) {

    /** Names neither number nor text. */
    @Override
    public String toString() {
        return "ListedLetter[" + letter.id() + "]";
    }
}

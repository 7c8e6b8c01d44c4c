package io.staffetta.message;

import io.staffetta.language.Phrase;

/** A message whose reference came before with another recipient or text: a mistake of its sender, and no repeat. */
public final class ReferenceConflictException extends InvalidMessageException {

    private static final long serialVersionUID = 1L;

    private final String firstId;

    private ReferenceConflictException(String firstId, CharSequence rule) {
        super("reference", rule);
        this.firstId = firstId;
    }

    /**
     * The message came first.
     *
     * @param firstId id of the message that came first with the reference; of several the first one's
     */
    public static ReferenceConflictException with(String firstId) {
        return new ReferenceConflictException(
                firstId,
                Phrase.of(
                        "came before with another recipient or text, as message {0}; this one was not sent: give each "
                                + "message a reference of its own",
                        firstId));
    }

    /**
     * The message stands earlier in the same request, of which nothing is taken.
     *
     * @param index place of it, from 0
     */
    public static ReferenceConflictException withElement(int index) {
        return new ReferenceConflictException(
                "",
                Phrase.of(
                        "is that of element {0} of the request, with another recipient or text; give each message a "
                                + "reference of its own",
                        index));
    }

    /** Id of the message that came first; empty if that was not taken either. */
    public String firstId() {
        return firstId;
    }
}

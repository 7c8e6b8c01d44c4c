package io.staffetta.message;

/** A message whose reference came before with another recipient or text: a mistake of its sender, and no repeat. */
public final class ReferenceConflictException extends InvalidMessageException {

    private static final long serialVersionUID = 1L;

    private final String firstId;

    private ReferenceConflictException(String firstId, String rule) {
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
                "came before with another recipient or text, as message " + firstId
                        + "; this one was not sent: give each message a reference of its own");
    }

    /**
     * The message stands earlier in the same request, of which nothing is taken.
     *
     * @param index place of it, from 0
     */
    public static ReferenceConflictException withElement(int index) {
        return new ReferenceConflictException(
                "",
                "is that of element " + index + " of the request, with another recipient or text; give each message a"
                        + " reference of its own");
    }

    /** Id of the message that came first; empty if that was not taken either. */
    public String firstId() {
        return firstId;
    }
}

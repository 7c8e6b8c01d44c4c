package io.staffetta.message;

/** A body that is neither text nor bytes, and that nobody has looked into. */
public final class ForeignBody {

    private final String kind;
    private final byte[] content;

    /**
     * @param kind JMS type of the message, such as {@code ObjectMessage}
     * @param content its bytes as they travelled; empty if the broker's client does not give them; not copied
     */
    public ForeignBody(String kind, byte[] content) {
        this.kind = kind;
        this.content = content;
    }

    /** Its bytes, not a copy. */
    public byte[] content() {
        return content;
    }

    /** The JMS type of the message. */
    @Override
    public String toString() {
        return kind;
    }
}

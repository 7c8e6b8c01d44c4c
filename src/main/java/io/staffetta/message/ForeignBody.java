package io.staffetta.message;

/** A body that is neither text nor bytes, and that nobody has looked into. */
public final class ForeignBody {

    private final String kind;
    private final byte[] content;
    private final boolean undecodable;

    /**
     * @param kind JMS type of the message, such as {@code ObjectMessage}
     * @param content its bytes as they travelled; empty if the broker's client does not give them; not copied
     */
    public ForeignBody(String kind, byte[] content) {
        this(kind, content, false);
    }

    private ForeignBody(String kind, byte[] content, boolean undecodable) {
        this.kind = kind;
        this.content = content;
        this.undecodable = undecodable;
    }

    /**
     * The body of a text message whose bytes are not those of a text.
     *
     * @param kind as for the constructor
     * @param content as for the constructor
     */
    public static ForeignBody undecodable(String kind, byte[] content) {
        return new ForeignBody(kind, content, true);
    }

    /** Whether it should be a text, and is none in any encoding that the gateway reads. */
    boolean isUndecodable() {
        return undecodable;
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

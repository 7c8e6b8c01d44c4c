package io.staffetta.sandbox.wire;

/** The provider refuses a request before it looks at the recipient: wrong login, missing field, unreadable content. */
public final class WireRefusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    public WireRefusal(Answer answer) {
        super("HTTP " + answer.status(), null, false, false);
        this.answer = answer;
    }

    public Answer answer() {
        return answer;
    }
}

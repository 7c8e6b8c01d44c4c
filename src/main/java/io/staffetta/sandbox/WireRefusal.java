package io.staffetta.sandbox;

/** The provider refuses a request before it looks at the recipient: wrong login, missing field, unreadable content. */
final class WireRefusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    WireRefusal(Answer answer) {
        super("HTTP " + answer.status(), null, false, false);
        this.answer = answer;
    }

    Answer answer() {
        return answer;
    }
}

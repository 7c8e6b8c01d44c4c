package io.staffetta.config.edit;

import io.staffetta.config.accounts.Problem;
import io.staffetta.language.Phrase;
import java.util.List;

/** An edit of the accounts that was not made. Nothing has changed. */
public final class EditRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Names why an edit was not made. */
    public enum Reason {
        /** There is no such account, or version. */
        NOT_FOUND,
        /** There is such an account. */
        EXISTS,
        /** What is wanted is not right. */
        INVALID,
        /** Somebody else has changed it meanwhile. */
        CHANGED_MEANWHILE,
        /** A secret must be given anew. */
        SECRET_NEEDED,
        /** The file is written in a way that does not allow it. */
        UNEDITABLE,
        /** It is the default, which cannot go. */
        IS_DEFAULT
    }

    private final Reason reason;
    private final transient List<Problem> problems;
    private final transient Phrase phrase;

    public EditRefusedException(Reason reason, CharSequence message) {
        this(reason, message, List.of());
    }

    /**
     * @param problems what is wrong, field by field
     */
    public EditRefusedException(Reason reason, CharSequence message, List<Problem> problems) {
        super(message.toString());
        phrase = Phrase.of(message);
        this.reason = reason;
        this.problems = List.copyOf(problems);
    }

    /** Why it was not made. */
    public Reason reason() {
        return reason;
    }

    /** Its text, to be said in other languages, too. */
    public Phrase phrase() {
        return phrase;
    }

    /** What is wrong, field by field; empty if it is something else. */
    public List<Problem> problems() {
        return problems;
    }
}

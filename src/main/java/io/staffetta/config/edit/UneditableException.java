package io.staffetta.config.edit;

import io.staffetta.language.Phrase;

/** The file cannot be changed here without harm to what else it holds. */
public final class UneditableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Phrase phrase;

    /**
     * @param why what is in the way, in words that follow "accounts.yaml cannot be changed here without harm: "
     */
    UneditableException(CharSequence why) {
        this(Phrase.of("accounts.yaml cannot be changed here without harm: {0}. Change it by hand", Phrase.of(why)));
    }

    private UneditableException(Phrase phrase) {
        super(phrase.toString());
        this.phrase = phrase;
    }

    /** Its text, to be said in other languages, too. */
    Phrase phrase() {
        return phrase;
    }
}

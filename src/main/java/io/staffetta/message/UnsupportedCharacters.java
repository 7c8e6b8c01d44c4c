package io.staffetta.message;

/** Decides about characters that an account's provider cannot carry. */
public enum UnsupportedCharacters {
    /** Replaced by the nearest that it can carry; the message is refused only if none is near. */
    TRANSLITERATE,
    /** The message is refused. */
    REFUSE,
    /** Replaced by the nearest that it can carry, and by {@code ?} where none is near. */
    REPLACE
}

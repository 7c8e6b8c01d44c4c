package io.staffetta.batch.result;

import java.util.Locale;

/** Names the result of taking a row in. */
public enum ResultStatus {
    /** It is on the queue of its account. */
    TAKEN,
    /** It came before; it has the id of the first one, and was not sent again. */
    REPEATED,
    /** It cannot be sent as it is. */
    REJECTED,
    /** Its batch was cancelled before. */
    CANCELLED,
    /** Its file was lost before. */
    NOT_TAKEN;

    /** The word in answers, such as {@code taken} or {@code not-taken}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

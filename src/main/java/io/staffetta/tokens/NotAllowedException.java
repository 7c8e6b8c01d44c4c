package io.staffetta.tokens;

import io.staffetta.message.InvalidMessageException;

/** A message that its application may not send so. */
public final class NotAllowedException extends InvalidMessageException {

    private static final long serialVersionUID = 1L;

    private final String code;

    NotAllowedException(String field, CharSequence rule, String code) {
        super(field, rule);
        this.code = code;
    }

    /** Stable name of what it may not, such as {@code account_not_allowed}. */
    public String code() {
        return code;
    }
}

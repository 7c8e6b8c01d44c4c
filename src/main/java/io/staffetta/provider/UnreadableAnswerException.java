package io.staffetta.provider;

import java.io.IOException;

/** An HTTP request that was begun, and no answer that can be used. The text says why, in words. */
final class UnreadableAnswerException extends IOException {

    private static final long serialVersionUID = 1L;

    UnreadableAnswerException(String message, Throwable cause) {
        super(message, cause);
    }
}

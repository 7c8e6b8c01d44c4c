package io.staffetta.provider;

import java.io.IOException;

/** An HTTP request that was begun, and no answer that can be used. The text says why, in words. */
public final class UnreadableAnswerException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient ProviderAnswer unfinished;

    /**
     * @param unfinished what was read of the answer: with status 0 where nothing was, and the content as far as it came
     */
    public UnreadableAnswerException(String message, ProviderAnswer unfinished, Throwable cause) {
        super(message, cause);
        this.unfinished = unfinished;
    }

    public ProviderAnswer unfinished() {
        return unfinished;
    }
}

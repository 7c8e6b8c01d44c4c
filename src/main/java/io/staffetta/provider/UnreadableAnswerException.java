package io.staffetta.provider;

import java.io.IOException;

/** An HTTP request that was begun, and no answer that can be used. The text says why, in words. */
final class UnreadableAnswerException extends IOException {

    private static final long serialVersionUID = 1L;

    private final Progress progress;
    private final String partialContent;

    /**
     * @param progress how far the call came
     * @param partialContent what was read of the answer's content; empty if nothing was
     */
    UnreadableAnswerException(String message, Progress progress, String partialContent, Throwable cause) {
        super(message, cause);
        this.progress = progress;
        this.partialContent = partialContent;
    }

    Progress progress() {
        return progress;
    }

    String partialContent() {
        return partialContent;
    }
}

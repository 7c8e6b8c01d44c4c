package io.staffetta.provider;

import io.staffetta.message.RequestProgress;
import java.time.Duration;

/**
 * Holds a provider's answer: all that is kept of an HTTP response.
 *
 * @param status HTTP status
 * @param contentType value of {@code Content-Type}; empty if there was none
 * @param body the content as text, of at most 1 MiB, without byte order mark and leading blanks; empty if there was none
 * @param retryAfter how long the provider asked to wait; zero if it did not say
 * @param progress what the call took; {@code null} if not known
 */
public record ProviderAnswer(
        int status, String contentType, String body, Duration retryAfter, RequestProgress progress) {

    /** An answer without {@code Retry-After}. */
    public ProviderAnswer(int status, String contentType, String body) {
        this(status, contentType, body, Duration.ZERO, null);
    }

    /** Tells the status and size but nothing of the content, which may repeat a number or a text. */
    @Override
    public String toString() {
        return "ProviderAnswer[HTTP " + status + ", " + body.length() + " characters]";
    }
}

package io.staffetta.provider;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a provider answered: all that is kept of an HTTP response.
 *
 * @param status HTTP status
 * @param contentType value of {@code Content-Type}; empty if there was none
 * @param body the content, at most 1 MiB; empty if there was none
 * @param retryAfter how long the provider asked to wait; zero if it did not say
 * @param progress what the call took; {@code null} if not known
 */
public record ProviderAnswer(int status, String contentType, String body, Duration retryAfter, Progress progress) {

    private static final Pattern CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\\s;\"]+)", Pattern.CASE_INSENSITIVE);

    /** An answer without {@code Retry-After}. */
    public ProviderAnswer(int status, String contentType, String body) {
        this(status, contentType, body, Duration.ZERO, null);
    }

    /** Decodes a body by the charset of its content type; by UTF-8 where it has none, or one that is not known here. */
    static String decode(byte[] body, String contentType) {
        return new String(body, charset(contentType));
    }

    private static Charset charset(String contentType) {
        Matcher matcher = CHARSET.matcher(contentType);
        try {
            return matcher.find() ? Charset.forName(matcher.group(1)) : StandardCharsets.UTF_8;
        } catch (IllegalArgumentException e) {
            return StandardCharsets.UTF_8;
        }
    }

    /** Tells the status and size but nothing of the content, which may repeat a number or a text. */
    @Override
    public String toString() {
        return "ProviderAnswer[HTTP " + status + ", " + body.length() + " characters]";
    }
}

package io.staffetta.provider.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.staffetta.message.RequestProgress;
import io.staffetta.provider.AnswerText;
import io.staffetta.provider.ProviderAnswer;
import io.staffetta.provider.RetryAfter;
import java.io.IOException;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * Traces how far one call comes, and what was read of its answer, so that a failure can tell.
 *
 * <p>Not thread-safe: used by the event loop only.
 */
final class CallTrace {

    /** Reason phrases of servers; one with digits or signs could repeat a number or a secret, and is left out. */
    private static final Pattern REASON = Pattern.compile("[A-Za-z' -]{1,60}");

    private final long begin = System.nanoTime();
    private final AnswerContent content = new AnswerContent();
    private RequestProgress.Phase phase;
    private long sent;
    private boolean written;
    private String statusLine = "";
    private int status;
    private String retryAfter;
    private String contentType = "";
    private String contentEncoding = "";

    /** There is a connection, and from now on the request may be written. */
    void beginRequest() {
        phase = RequestProgress.Phase.REQUEST;
    }

    /** The operating system took so many more bytes of the request. */
    void sent(long bytes) {
        sent += bytes;
    }

    /** The operating system took the whole request. */
    void endRequest() {
        written = true;
        if (phase == RequestProgress.Phase.REQUEST) {
            phase = RequestProgress.Phase.WAIT;
        }
    }

    boolean isRequestWritten() {
        return written;
    }

    /** The answer's head was read. */
    void beginAnswer(HttpResponse answer) {
        phase = RequestProgress.Phase.ANSWER;
        status = answer.status().code();
        retryAfter = answer.headers().get(HttpHeaderNames.RETRY_AFTER);
        contentType = answer.headers().get(HttpHeaderNames.CONTENT_TYPE, "");
        contentEncoding = answer.headers().get(HttpHeaderNames.CONTENT_ENCODING, "");
        String reason = answer.status().reasonPhrase();
        statusLine = answer.protocolVersion().text() + " " + status
                + (REASON.matcher(reason).matches() ? " " + reason : "");
    }

    AnswerContent content() {
        return content;
    }

    /**
     * The whole answer, as text whatever its charset and content encoding.
     *
     * @throws IOException if its compression is damaged, or hides too much
     */
    ProviderAnswer answer(Instant now) throws IOException {
        String text = AnswerText.of(Inflation.undo(content.bytes(), contentEncoding), contentType);
        phase = RequestProgress.Phase.MEANING;
        return answer(text, now);
    }

    /** What was read of an answer that did not come whole; its status is 0 where no status line came. */
    ProviderAnswer unfinished(Instant now) {
        return answer(AnswerText.of(content.bytes(), contentType), now);
    }

    private ProviderAnswer answer(String text, Instant now) {
        return new ProviderAnswer(status, contentType, text, RetryAfter.parse(retryAfter, now), progress());
    }

    /** What was under way last; {@code null} before {@link #beginRequest}. */
    RequestProgress.Phase phase() {
        return phase;
    }

    private RequestProgress progress() {
        return new RequestProgress(phase, (System.nanoTime() - begin) / 1_000_000, sent, statusLine);
    }
}

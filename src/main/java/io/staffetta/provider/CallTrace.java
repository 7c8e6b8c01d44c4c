package io.staffetta.provider;

import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Notes how far one call comes, and what was read of its answer, so that a failure can tell. Kept in the call's context.
 *
 * <p>Not thread-safe: used by the calling thread only.
 */
final class CallTrace {

    private static final String KEY = CallTrace.class.getName();
    /** Reason phrases of servers; one with digits or signs could repeat a number or a secret, and is left out. */
    private static final Pattern REASON = Pattern.compile("[A-Za-z' -]{1,60}");

    private final long begin = System.nanoTime();
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private Progress.Phase phase;
    private EndpointDetails connection;
    private long sentBefore;
    private String statusLine = "";
    private int status;
    private String retryAfter;
    private String contentType = "";

    private CallTrace() {}

    /** The trace of a call that begins now. */
    static CallTrace begin(HttpContext context) {
        CallTrace trace = new CallTrace();
        context.setAttribute(KEY, trace);
        return trace;
    }

    static CallTrace of(HttpContext context) {
        return (CallTrace) context.getAttribute(KEY);
    }

    /** There is a connection, and from now on the request may be written. */
    void beginRequest() {
        phase = Progress.Phase.REQUEST;
    }

    /** Whether any of the request may have been written. */
    boolean requestBegun() {
        return phase != null;
    }

    /** The connection, which notes here how far it comes. */
    HttpClientConnection watch(HttpClientConnection watched) {
        connection = watched.getEndpointDetails();
        sentBefore = sent(); // A connection counts all that it ever sent.
        return (HttpClientConnection) Proxy.newProxyInstance(
                CallTrace.class.getClassLoader(),
                new Class<?>[] {HttpClientConnection.class},
                (proxy, method, args) -> {
                    boolean response = method.getName().equals("receiveResponseHeader");
                    if (response) {
                        phase = Progress.Phase.WAIT; // What was written before is flushed by now.
                    }
                    try {
                        Object result = method.invoke(watched, args);
                        if (response) {
                            begin((HttpResponse) result);
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void begin(HttpResponse answer) {
        phase = Progress.Phase.ANSWER;
        status = answer.getCode();
        retryAfter = answer.getFirstHeader(HttpHeaders.RETRY_AFTER) == null
                ? null
                : answer.getFirstHeader(HttpHeaders.RETRY_AFTER).getValue();
        String reason = String.valueOf(answer.getReasonPhrase());
        statusLine = answer.getVersion() + " " + answer.getCode()
                + (answer.getReasonPhrase() != null && REASON.matcher(reason).matches() ? " " + reason : "");
    }

    /** Where the answer's content goes while it is read. */
    ByteArrayOutputStream content(String type) {
        contentType = type;
        return content;
    }

    /** The whole answer was read. */
    void end() {
        phase = Progress.Phase.MEANING;
    }

    /** What was read of an answer that did not come whole; its status is 0 where no status line came. */
    ProviderAnswer unfinished(Instant now) {
        String read = AnswerText.of(content.toByteArray(), contentType);
        return new ProviderAnswer(status, contentType, read, RetryAfter.parse(retryAfter, now), progress());
    }

    Progress progress() {
        return new Progress(phase, (System.nanoTime() - begin) / 1_000_000, sent() - sentBefore, statusLine);
    }

    private long sent() {
        return connection == null ? 0 : connection.getSentBytesCount();
    }
}

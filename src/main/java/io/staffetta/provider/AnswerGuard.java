package io.staffetta.provider;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * Bounds what a provider can do to us once we are connected to it: the whole answer, from the first byte of the request, has
 * to come within the time-out, also from a provider that sends a byte now and then, and has to fit in {@link #LARGEST}.
 *
 * <p>No content encoding is asked for. One that comes all the same is undone, within the same bound, and what leaves here is
 * text in UTF-8 whatever charset it came in: no reader of a wire has to know of byte order marks, charsets or compression.
 *
 * <p>Thread-safe.
 */
final class AnswerGuard implements ExecChainHandler {

    /** Largest answer read, in bytes. A provider's answer takes a few hundred. */
    static final int LARGEST = 1 << 20;

    /** Header of an answer that says how far the call came; whatever a provider puts there is replaced. */
    static final String PROGRESS = "X-Staffetta-Progress";

    /** Header of an answer with the {@code Content-Type} that the provider gave. */
    static final String CONTENT_TYPE = "X-Staffetta-Content-Type";

    /** An answer above {@link #LARGEST}, as it came or inflated. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private final Duration timeout;
    private final ScheduledExecutorService timers;

    AnswerGuard(Duration timeout, ScheduledExecutorService timers) {
        this.timeout = timeout;
        this.timers = timers;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        CallTrace trace = CallTrace.of(scope.clientContext);
        trace.beginRequest();
        AtomicBoolean late = new AtomicBoolean();
        Runnable giveUp = () -> {
            late.set(true);
            scope.execRuntime.discardEndpoint();
        };
        ScheduledFuture<?> timer = timers.schedule(giveUp, timeout.toMillis(), TimeUnit.MILLISECONDS);
        try {
            ClassicHttpResponse response = chain.proceed(request, scope);
            String type = readContent(response, trace);
            trace.end();
            response.setHeader(CONTENT_TYPE, type);
            response.setHeader(PROGRESS, trace.progress().toHeader());
            scope.execRuntime.releaseEndpoint(); // The rest of the chain would only see to an answer not read yet.
            return response;
        } catch (IOException | HttpException | RuntimeException e) {
            scope.execRuntime.discardEndpoint(); // What is left of the answer may still be on its way.
            if (e instanceof SpokeFirstException) {
                String host = scope.route.getTargetHost().toHostString();
                throw new NotConnectedException("cannot talk to " + host + ": " + e.getMessage(), e);
            }
            boolean inTime = !late.get() && !(e instanceof SocketTimeoutException);
            Progress.Phase phase = trace.progress().phase();
            String words = inTime ? HttpFailures.words(e, phase) : late(phase);
            throw new UnreadableAnswerException(words, trace.unfinished(Instant.now()), e);
        } finally {
            timer.cancel(false);
        }
    }

    /** Reads the content, and leaves it as UTF-8. Returns the value of {@code Content-Type}; empty if there is none. */
    private static String readContent(ClassicHttpResponse response, CallTrace trace) throws IOException {
        String encoding = header(response, HttpHeaders.CONTENT_ENCODING);
        String type = header(response, HttpHeaders.CONTENT_TYPE);
        response.removeHeaders(HttpHeaders.CONTENT_ENCODING);
        response.removeHeaders(
                HttpHeaders.CONTENT_TYPE); // Camel and the client read it more strictly than providers write it.
        HttpEntity entity = response.getEntity();
        if (entity != null) {
            ByteArrayOutputStream content = trace.content(type);
            if (entity.getContentLength() > LARGEST) {
                throw new TooLargeException();
            }
            copy(entity.getContent(), content);
            String text = AnswerText.of(Inflation.undo(content.toByteArray(), encoding), type);
            response.setEntity(new ByteArrayEntity(text.getBytes(StandardCharsets.UTF_8), null));
        }
        return type;
    }

    private static String header(ClassicHttpResponse response, String name) {
        Header header = response.getFirstHeader(name);
        return header == null || header.getValue() == null ? "" : header.getValue();
    }

    /** Copies all of a stream, at most {@link #LARGEST}. */
    static void copy(InputStream in, ByteArrayOutputStream content) throws IOException {
        byte[] buffer = new byte[8192];
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
            content.write(buffer, 0, length);
            if (content.size() > LARGEST) {
                throw new TooLargeException();
            }
        }
    }

    private String late(Progress.Phase phase) {
        return switch (phase) {
                    case REQUEST -> "the request could not be written within ";
                    case WAIT -> "no answer within ";
                    case ANSWER, MEANING -> "no whole answer within ";
                }
                + words(timeout);
    }

    private static String words(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}

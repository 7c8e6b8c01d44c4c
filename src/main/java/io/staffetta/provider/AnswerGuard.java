package io.staffetta.provider;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * Bounds what a provider can do to us once we are connected to it: the whole answer, from the first byte of the request, has
 * to come within the time-out, also from a provider that sends a byte now and then, and has to fit in {@link #LARGEST}.
 *
 * <p>No content encoding is asked for, and none is undone: an answer of a few bytes could grow without bounds.
 *
 * <p>Thread-safe.
 */
final class AnswerGuard implements ExecChainHandler {

    /** Largest answer read, in bytes. A provider's answer takes a few hundred. */
    static final int LARGEST = 1 << 20;

    /** Header of an answer that says how far the call came; whatever a provider puts there is replaced. */
    static final String PROGRESS = "X-Staffetta-Progress";

    /** An answer above {@link #LARGEST}. */
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
            readContent(response, trace);
            trace.end();
            response.setHeader(PROGRESS, trace.progress().toHeader());
            scope.execRuntime.releaseEndpoint(); // The rest of the chain would only see to an answer not read yet.
            return response;
        } catch (IOException | HttpException | RuntimeException e) {
            scope.execRuntime.discardEndpoint(); // What is left of the answer may still be on its way.
            boolean inTime = !late.get() && !(e instanceof SocketTimeoutException);
            Progress progress = trace.progress();
            String words = inTime ? HttpFailures.words(e, progress.phase()) : late(progress.phase());
            throw new UnreadableAnswerException(words, progress, trace.partialContent(), e);
        } finally {
            timer.cancel(false);
        }
    }

    private static void readContent(ClassicHttpResponse response, CallTrace trace) throws IOException {
        response.removeHeaders(HttpHeaders.CONTENT_ENCODING);
        HttpEntity entity = response.getEntity();
        if (entity != null) {
            ByteArrayOutputStream content = trace.content(String.valueOf(entity.getContentType()));
            read(entity, content);
            ContentType type = ContentType.parseLenient(entity.getContentType());
            response.setEntity(new ByteArrayEntity(content.toByteArray(), type));
        }
    }

    private static void read(HttpEntity entity, ByteArrayOutputStream content) throws IOException {
        if (entity.getContentLength() > LARGEST) {
            throw new TooLargeException();
        }
        InputStream in = entity.getContent();
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

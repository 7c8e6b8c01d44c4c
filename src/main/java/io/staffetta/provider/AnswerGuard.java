package io.staffetta.provider;

import java.io.IOException;
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

    private static final String BEGUN = AnswerGuard.class.getName();

    private final Duration timeout;
    private final ScheduledExecutorService timers;

    AnswerGuard(Duration timeout, ScheduledExecutorService timers) {
        this.timeout = timeout;
        this.timers = timers;
    }

    /** Whether any of the request may have been written. */
    static boolean wasBegun(ExecChain.Scope scope) {
        return scope.clientContext.getAttribute(BEGUN) != null;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        scope.clientContext.setAttribute(BEGUN, true);
        AtomicBoolean late = new AtomicBoolean();
        Runnable giveUp = () -> {
            late.set(true);
            scope.execRuntime.discardEndpoint();
        };
        ScheduledFuture<?> timer = timers.schedule(giveUp, timeout.toMillis(), TimeUnit.MILLISECONDS);
        try {
            ClassicHttpResponse response = chain.proceed(request, scope);
            readContent(response);
            scope.execRuntime.releaseEndpoint(); // The rest of the chain would only see to an answer not read yet.
            return response;
        } catch (IOException | HttpException | RuntimeException e) {
            scope.execRuntime.discardEndpoint(); // What is left of the answer may still be on its way.
            if (late.get() || e instanceof SocketTimeoutException) {
                throw new UnreadableAnswerException("no answer within " + words(timeout), e);
            }
            throw e;
        } finally {
            timer.cancel(false);
        }
    }

    private static void readContent(ClassicHttpResponse response) throws IOException {
        response.removeHeaders(HttpHeaders.CONTENT_ENCODING);
        HttpEntity entity = response.getEntity();
        if (entity != null) {
            ContentType type = ContentType.parseLenient(entity.getContentType());
            response.setEntity(new ByteArrayEntity(content(entity), type));
        }
    }

    private static byte[] content(HttpEntity entity) throws IOException {
        if (entity.getContentLength() > LARGEST) {
            throw new UnreadableAnswerException("answer over 1 MiB", null);
        }
        byte[] content = entity.getContent().readNBytes(LARGEST + 1);
        if (content.length > LARGEST) {
            throw new UnreadableAnswerException("answer over 1 MiB", null);
        }
        return content;
    }

    private static String words(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}

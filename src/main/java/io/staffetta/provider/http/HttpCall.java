package io.staffetta.provider.http;

import io.netty.handler.codec.http.FullHttpRequest;
import io.staffetta.provider.ProviderAnswer;
import io.staffetta.provider.UnreadableAnswerException;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Future;

/**
 * Makes one call to a provider. It ends once, with an answer or a failure, and its caller is told on the event loop.
 *
 * <p>Not thread-safe: used by the event loop only, once it is made.
 */
final class HttpCall {

    /** Is told how a call ended. */
    interface Completion {
        /**
         * The call ended.
         *
         * @param answer what the provider answered; {@code null} where the call failed
         * @param failure {@link NotConnectedException} if nothing was sent, else {@link UnreadableAnswerException};
         *     {@code null} where there is an answer
         */
        void ended(ProviderAnswer answer, IOException failure);
    }

    private final Origin origin;
    private final FullHttpRequest request;
    private final Clock clock;
    private final Completion completion;
    private final CallTrace trace = new CallTrace();
    private Future<?> timer;
    private boolean ended;

    HttpCall(Origin origin, FullHttpRequest request, Clock clock, Completion completion) {
        this.origin = origin;
        this.request = request;
        this.clock = clock;
        this.completion = completion;
    }

    Origin origin() {
        return origin;
    }

    FullHttpRequest request() {
        return request;
    }

    CallTrace trace() {
        return trace;
    }

    boolean isEnded() {
        return ended;
    }

    /** Sets the timer that gives up what the call waits for, in place of the one before. */
    void timer(Future<?> next) {
        if (timer != null) {
            timer.cancel(false);
        }
        timer = next;
    }

    /** The whole answer was read. Fails the call if it cannot be decoded. */
    void answered() {
        ProviderAnswer answer;
        try {
            answer = trace.answer(clock.instant());
        } catch (IOException e) {
            broken(HttpFailures.words(e, trace.phase()), e);
            return;
        }
        end(answer, null);
    }

    /** Nothing was written, and nothing will be. */
    void notConnected(String words, Throwable cause) {
        end(null, new NotConnectedException(words, cause));
    }

    /** The request was begun, and there is no answer that can be used. */
    void broken(String words, Throwable cause) {
        end(null, new UnreadableAnswerException(words, trace.unfinished(clock.instant()), cause));
    }

    private void end(ProviderAnswer answer, IOException failure) {
        if (!ended) {
            ended = true;
            timer(null);
            completion.ended(answer, failure);
        }
    }
}

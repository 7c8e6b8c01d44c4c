package io.staffetta.provider;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.NoHttpResponseException;

/**
 * What is known after a call to a provider failed: NOT_SENT if no part of the request can have been written, else UNKNOWN.
 * The words repeat nothing of request or answer.
 */
public final class HttpFailures {

    /**
     * The exception that stands for a failure; a {@link SubmissionException} among its causes stands for itself.
     * {@code account-http} says by place whether the request was begun; failures of other clients are told by class.
     */
    public SubmissionException classify(Throwable failure) {
        Optional<SubmissionException> own = cause(failure, SubmissionException.class);
        if (own.isPresent()) {
            return own.get();
        }
        return cause(failure, NotConnectedException.class)
                .map(e -> (SubmissionException) new NotSentException(e.getMessage(), e))
                .or(() -> cause(failure, UnreadableAnswerException.class)
                        .map(e -> new UnknownOutcomeException(e.getMessage(), e)))
                .orElseGet(() -> byClass(failure));
    }

    /**
     * Throws what {@link #classify} says of a failure: the step of a route.
     *
     * @throws SubmissionException always
     */
    @SuppressWarnings("DoNotCallSuggester") // A route calls it.
    public void raise(Throwable failure) {
        throw classify(failure);
    }

    private static SubmissionException byClass(Throwable failure) {
        // ConnectTimeoutException is a SocketTimeoutException: the first is safe to repeat, the second is not.
        if (hasCause(failure, ConnectTimeoutException.class)
                || hasCause(failure, ConnectException.class)
                || hasCause(failure, NoRouteToHostException.class)
                || hasCause(failure, UnknownHostException.class)
                || hasCause(failure, SSLHandshakeException.class)
                || hasCause(failure, ConnectionRequestTimeoutException.class)) {
            return new NotSentException("cannot connect to the provider", failure);
        }
        return new UnknownOutcomeException(words(failure), failure);
    }

    private static String words(Throwable failure) {
        if (hasCause(failure, SocketTimeoutException.class)) {
            return "no answer in time";
        }
        if (hasCause(failure, NoHttpResponseException.class) || hasCause(failure, ConnectionClosedException.class)) {
            return "the connection was closed after the request was written";
        }
        if (hasCause(failure, SocketException.class)) {
            return "the connection was reset after the request was written";
        }
        if (hasCause(failure, IOException.class)) {
            return "the answer broke off or is no HTTP (" + failure.getClass().getSimpleName() + ")";
        }
        return "the call failed, and it is not known how far it came ("
                + failure.getClass().getSimpleName() + ")";
    }

    private static boolean hasCause(Throwable failure, Class<? extends Throwable> type) {
        return cause(failure, type).isPresent();
    }

    private static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> type) {
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < 20; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
            depth++;
        }
        return Optional.empty();
    }
}

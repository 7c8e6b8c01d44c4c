package io.staffetta.provider.http;

import io.netty.handler.codec.DecoderException;
import io.staffetta.message.Outcome;
import io.staffetta.message.RequestProgress;
import io.staffetta.provider.NotSentException;
import io.staffetta.provider.ProviderAnswer;
import io.staffetta.provider.Submission;
import io.staffetta.provider.SubmissionException;
import io.staffetta.provider.UnknownOutcomeException;
import io.staffetta.provider.UnreadableAnswerException;
import io.staffetta.provider.table.AnswerTable;
import io.staffetta.provider.table.ProviderWires;
import java.io.IOException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Optional;

/**
 * Derives the outcome from a failed call to a provider: NOT_SENT if no part of the request can have been written; what the status
 * line says, where an answer broke off that can only be a refusal; else UNKNOWN.
 * The words repeat nothing of request or answer.
 */
public final class HttpFailures {

    private final ProviderWires wires;

    /** Finds the provider's id of a message in what was read of an answer, as these wires write it. */
    public HttpFailures(ProviderWires wires) {
        this.wires = wires;
    }

    /**
     * The exception that stands for a failure; a {@link SubmissionException} among its causes stands for itself.
     * {@code account-http} says whether the request was begun; of any other failure that is not known.
     *
     * @param submission what was submitted; {@code null} where the call was for something else
     */
    public SubmissionException classify(Throwable failure, Submission submission) {
        Optional<SubmissionException> own = cause(failure, SubmissionException.class);
        if (own.isPresent()) {
            return own.get();
        }
        return cause(failure, NotConnectedException.class)
                .map(e -> (SubmissionException) new NotSentException(e.getMessage(), e))
                .or(() -> cause(failure, UnreadableAnswerException.class).map(e -> unfinished(e, submission)))
                .orElseGet(() -> new UnknownOutcomeException(
                        "the call failed, and it is not known how far it came ("
                                + failure.getClass().getSimpleName() + ")",
                        failure));
    }

    /** An answer that did not come whole. Its status line decides where it alone proves that nothing was taken. */
    private SubmissionException unfinished(UnreadableAnswerException e, Submission submission) {
        ProviderAnswer answer = e.unfinished();
        if (submission == null) {
            return new UnknownOutcomeException(Outcome.Unknown.after(answer.progress(), e.getMessage(), 0, "", ""), e);
        }
        ProviderWires.Wire wire = wires.of(submission);
        String words =
                wire.descriptor().title() + " answered HTTP " + answer.status() + ", and then: " + e.getMessage();
        Outcome.Kind kind = wire.answers().ofStatusLine(submission, answer.status());
        return switch (kind) {
            case BUSY, ACCOUNT_UNUSABLE, REFUSED ->
                SubmissionException.of(AnswerTable.answered(kind, words, answer, ""), null);
            case UNKNOWN, ACCEPTED, NOT_SENT ->
                new UnknownOutcomeException(
                        Outcome.Unknown.after(
                                answer.progress(),
                                e.getMessage(),
                                0,
                                "",
                                wire.report().messageIdIn(answer.body())),
                        e);
        };
    }

    /** When it was, by how far a call came. */
    static String when(RequestProgress.Phase phase) {
        return switch (phase) {
            case REQUEST -> "while the request was written";
            case WAIT -> "after the request was written";
            case ANSWER, MEANING -> "in the middle of the answer";
        };
    }

    /** What did not come within the time-out. */
    static String late(RequestProgress.Phase phase, Duration timeout) {
        String what =
                switch (phase) {
                    case REQUEST -> "the request could not be written within ";
                    case WAIT -> "no answer within ";
                    case ANSWER, MEANING -> "no whole answer within ";
                };
        return what + (timeout.toMillis() % 1000 == 0 ? timeout.toSeconds() + " s" : timeout.toMillis() + " ms");
    }

    /** What happened to a call after its request was begun, by class and by how far it came. */
    static String words(Throwable failure, RequestProgress.Phase phase) {
        if (hasCause(failure, AnswerContent.TooLargeException.class)) {
            return "answer over 1 MiB";
        }
        if (hasCause(failure, ClosedChannelException.class)) {
            return "the connection was closed " + when(phase);
        }
        if (hasCause(failure, SocketException.class)) {
            return "the connection was reset " + when(phase);
        }
        if (hasCause(failure, IOException.class) || hasCause(failure, DecoderException.class)) {
            return "the answer broke off or is no HTTP (" + name(failure) + ")";
        }
        return "the call failed (" + failure.getClass().getSimpleName() + ")";
    }

    private static String name(Throwable failure) {
        boolean wrapped = failure.getClass().equals(DecoderException.class) && failure.getCause() != null;
        return (wrapped ? failure.getCause() : failure).getClass().getSimpleName();
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

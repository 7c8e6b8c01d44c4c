package io.staffetta.message;

import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;

/**
 * Outcome of an attempt to submit a message to a provider: what its answer, or the want of one, has shown. The ledger keeps it,
 * and what follows is decided by it. Details are in words, for people, without number, text or secret.
 */
public sealed interface Outcome extends Serializable {

    /** The kinds of outcomes, as they are named in the ledger, in provider descriptors and in events. */
    enum Kind {
        /** The provider took the message. */
        ACCEPTED,
        /** The provider will never take this message: bad number, sender or content. */
        REFUSED,
        /** The provider will take it later. */
        BUSY,
        /** The request never left: name, connection, TLS or connection pool. */
        NOT_SENT,
        /** The account cannot send: login, credit, sender not enabled, contract. */
        ACCOUNT_UNUSABLE,
        /** The request may have reached the provider, and no answer says so. */
        UNKNOWN
    }

    /** Which kind of outcome it is. */
    Kind kind();

    /** Whether the provider took the message. */
    default boolean isAccepted() {
        return kind() == Kind.ACCEPTED;
    }

    /** What happened, in words; empty if accepted. */
    default String detail() {
        return "";
    }

    /** HTTP status of the provider's answer; 0 if there was none, or if it does not matter. */
    default int httpStatus() {
        return 0;
    }

    /** The provider's own code; empty if it gave none. */
    default String providerCode() {
        return "";
    }

    /** How long the provider asked to wait; zero if it did not. */
    default Duration retryAfter() {
        return Duration.ZERO;
    }

    /** The provider's id of the message; empty if it gave none. */
    default String providerMessageId() {
        return "";
    }

    /**
     * The outcome of a kind. Each kind keeps what belongs to it, and nothing else.
     *
     * @param retryAfterMillis how long the provider asked to wait, in milliseconds; 0 if it did not
     */
    static Outcome of(
            Kind kind,
            String detail,
            int httpStatus,
            String providerCode,
            long retryAfterMillis,
            String providerMessageId) {
        return switch (kind) {
            case ACCEPTED -> new Accepted(providerMessageId);
            case REFUSED -> new Refused(detail, httpStatus, providerCode);
            case BUSY -> new Busy(detail, httpStatus, providerCode, Duration.ofMillis(retryAfterMillis));
            case NOT_SENT -> new NotSent(detail);
            case ACCOUNT_UNUSABLE -> new AccountUnusable(detail, httpStatus, providerCode);
            case UNKNOWN -> new Unknown(detail, httpStatus, providerCode, providerMessageId, null);
        };
    }

    /** The provider took the message. */
    record Accepted(String providerMessageId) implements Outcome {

        @Override
        public Kind kind() {
            return Kind.ACCEPTED;
        }
    }

    /** The provider will never take this message. */
    record Refused(String detail, int httpStatus, String providerCode) implements Outcome {

        @Override
        public Kind kind() {
            return Kind.REFUSED;
        }
    }

    /** The provider did not take the message, and will take it later. */
    record Busy(String detail, int httpStatus, String providerCode, Duration retryAfter) implements Outcome {

        @Override
        public Kind kind() {
            return Kind.BUSY;
        }
    }

    /** The request never left, so another attempt cannot send the message twice. */
    record NotSent(String detail) implements Outcome {

        @Override
        public Kind kind() {
            return Kind.NOT_SENT;
        }
    }

    /** The account cannot send, whatever the message. */
    record AccountUnusable(String detail, int httpStatus, String providerCode) implements Outcome {

        @Override
        public Kind kind() {
            return Kind.ACCOUNT_UNUSABLE;
        }
    }

    /**
     * The request may have reached the provider.
     *
     * @param reached how far the request came; {@code null} if not known. The ledger does not keep it but in words
     */
    record Unknown(
            String detail, int httpStatus, String providerCode, String providerMessageId, RequestProgress reached)
            implements Outcome {

        /** An outcome of which nothing is known but what happened. */
        public static Unknown of(String detail) {
            return new Unknown(detail, 0, "", "", null);
        }

        /** The same, with how far the request came, which is added to the detail. */
        public static Unknown after(
                RequestProgress reached, String detail, int httpStatus, String providerCode, String providerMessageId) {
            return new Unknown(
                    reached == null ? detail : detail + "; " + reached.words(),
                    httpStatus,
                    providerCode,
                    providerMessageId,
                    reached);
        }

        @Override
        public Kind kind() {
            return Kind.UNKNOWN;
        }

        /** How far the request came; empty if that is not known. */
        public Optional<RequestProgress> progress() {
            return Optional.ofNullable(reached);
        }

        /** The same, with something in words added to what happened. */
        public Unknown withDetail(String more) {
            return new Unknown(detail + "; " + more, httpStatus, providerCode, providerMessageId, reached);
        }
    }
}

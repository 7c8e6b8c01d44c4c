package io.staffetta.provider;

import io.staffetta.message.Outcome;
import java.util.Optional;

/**
 * The request may have reached the provider. A person decides, unless the account says otherwise, since another attempt may
 * send the message twice; or the provider is asked, where it told its id of the message in an answer that is not understood.
 */
public final class UnknownOutcomeException extends SubmissionException {

    private static final long serialVersionUID = 1L;

    private final String providerMessageId;
    private final Progress progress;

    /**
     * @param detail what happened, in words
     * @param httpStatus status of the answer; 0 if there was none
     * @param providerCode the provider's own code; empty if it gave none
     */
    public UnknownOutcomeException(String detail, int httpStatus, String providerCode) {
        this(detail, httpStatus, providerCode, "", null, null);
    }

    /**
     * @param detail what happened, in words
     * @param cause what failed after the request was, or may have been, written
     */
    public UnknownOutcomeException(String detail, Throwable cause) {
        this(detail, 0, "", "", null, cause);
    }

    /**
     * @param detail what happened, in words
     * @param httpStatus status of the answer; 0 if there was none
     * @param providerCode the provider's own code; empty if it gave none
     * @param providerMessageId the provider's id of the message; empty if not known
     */
    public UnknownOutcomeException(String detail, int httpStatus, String providerCode, String providerMessageId) {
        this(detail, httpStatus, providerCode, providerMessageId, null, null);
    }

    /** The same, with something in words added to what happened. */
    public UnknownOutcomeException withDetail(String more) {
        return new UnknownOutcomeException(this, getMessage() + "; " + more);
    }

    private UnknownOutcomeException(UnknownOutcomeException before, String detail) {
        super(Outcome.UNKNOWN, detail, before.httpStatus(), before.providerCode(), before.getCause());
        providerMessageId = before.providerMessageId;
        progress = before.progress;
    }

    /**
     * @param detail what happened, in words; those of the progress are added
     * @param providerMessageId the provider's id of the message; empty if not known
     * @param progress how far the call came; {@code null} if not known
     */
    public UnknownOutcomeException(
            String detail,
            int httpStatus,
            String providerCode,
            String providerMessageId,
            Progress progress,
            Throwable cause) {
        super(
                Outcome.UNKNOWN,
                progress == null ? detail : detail + "; " + progress.words(),
                httpStatus,
                providerCode,
                cause);
        this.providerMessageId = providerMessageId;
        this.progress = progress;
    }

    /** The provider's id of the message, by which it can be asked; empty if it is not known. */
    public String providerMessageId() {
        return providerMessageId;
    }

    /** How far the call came; empty if that is not known. */
    public Optional<Progress> progress() {
        return Optional.ofNullable(progress);
    }
}

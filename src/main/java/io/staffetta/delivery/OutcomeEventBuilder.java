package io.staffetta.delivery;

import io.staffetta.message.Outcome;
import io.staffetta.message.PhoneNumbers;
import java.time.Duration;
import java.time.Instant;

/** Builds an {@link OutcomeEvent}. What is not given, or is empty, is not known, and left out of the event. */
public final class OutcomeEventBuilder {

    private final String id;
    private final EventOutcome outcome;
    private final Instant at;
    private String reference;
    private boolean isFinal;
    private String account;
    private String provider;
    private String to;
    private int attempts;
    private int segments;
    private String providerMessageId;
    private String detail;
    private int httpStatus;
    private String providerCode;
    private long millis;
    private Instant nextAttempt;
    private boolean duplicate;
    private String source;
    private String tag;

    OutcomeEventBuilder(String id, EventOutcome outcome, Instant at) {
        this.id = id;
        this.outcome = outcome;
        this.at = at;
    }

    /** The sender's own id. */
    public OutcomeEventBuilder reference(String given) {
        reference = given;
        return this;
    }

    /** Nothing further will happen by itself. */
    public OutcomeEventBuilder isFinal() {
        isFinal = true;
        return this;
    }

    /**
     * The account that was tried or asked for.
     *
     * @param ofIt its provider; {@code null} if not known
     */
    public OutcomeEventBuilder account(String given, String ofIt) {
        account = given;
        provider = ofIt;
        return this;
    }

    /** The recipient's number, which is masked. */
    public OutcomeEventBuilder to(String number) {
        to = number == null || number.isEmpty() ? null : PhoneNumbers.mask(number);
        return this;
    }

    /** Attempts made so far. */
    public OutcomeEventBuilder attempts(int made) {
        attempts = made;
        return this;
    }

    /** SMS that the text takes. */
    public OutcomeEventBuilder segments(int count) {
        segments = count;
        return this;
    }

    /** The provider's id of the message. */
    public OutcomeEventBuilder providerMessageId(String given) {
        providerMessageId = given;
        return this;
    }

    /** What happened, in words. */
    public OutcomeEventBuilder detail(String words) {
        detail = words;
        return this;
    }

    /** What the provider answered besides words: HTTP status and code. */
    public OutcomeEventBuilder answered(Outcome known) {
        httpStatus = known.httpStatus();
        providerCode = known.providerCode();
        return this;
    }

    /** How long the last attempt took. */
    public OutcomeEventBuilder took(Duration time) {
        millis = time.toMillis();
        return this;
    }

    /** Not before this instant the message is tried again; {@code null} if not known. */
    public OutcomeEventBuilder nextAttempt(Instant then) {
        nextAttempt = then;
        return this;
    }

    /** It tells again of a message what had been decided before. */
    public OutcomeEventBuilder duplicate() {
        duplicate = true;
        return this;
    }

    /** The Channel Adapter that the message came in by. */
    public OutcomeEventBuilder source(String given) {
        source = given;
        return this;
    }

    /** The word by which its sender groups messages. */
    public OutcomeEventBuilder tag(String given) {
        tag = given;
        return this;
    }

    /** The event. */
    public OutcomeEvent build() {
        return new OutcomeEvent(
                id,
                known(reference),
                outcome,
                isFinal,
                known(account),
                known(provider),
                to,
                attempts,
                segments,
                known(providerMessageId),
                detail,
                httpStatus,
                known(providerCode),
                millis,
                at.toString(),
                nextAttempt == null ? null : nextAttempt.toString(),
                duplicate,
                known(source),
                known(tag));
    }

    private static String known(String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}

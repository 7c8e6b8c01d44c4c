package io.staffetta.delivery;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.staffetta.access.Source;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tells the outcome of a message: published as JSON on {@code sms.outcome} and, when final, sent to the address that
 * the sender gave for replies. Instants are ISO-8601. What is not known is left out. By {@link #properties} subscribers
 * select.
 *
 * @param id the message's id
 * @param reference the sender's own id
 * @param outcome what is known; when not final, {@code BUSY}, {@code NOT_SENT}, {@code ACCOUNT_UNUSABLE}, or {@code UNKNOWN} for an
 *     account that tries again all the same
 * @param isFinal whether nothing further will happen by itself
 * @param account the account that was tried or asked for
 * @param provider its provider
 * @param to the recipient, masked
 * @param attempts attempts made so far
 * @param segments SMS that the text takes
 * @param providerMessageId the provider's id of the message
 * @param detail in words
 * @param httpStatus status of the provider's answer
 * @param providerCode the provider's own code
 * @param millis how long the last attempt took
 * @param at when this was decided
 * @param nextAttempt not before this instant the message is tried again
 * @param duplicate whether this tells again of a message what had been decided before: it was delivered twice, or another
 *     message came with its reference; {@code outcome} may then also be a {@link io.staffetta.ledger.history.State}
 * @param source the Channel Adapter that the message came in by, such as {@code jms}
 * @param tag the word by which its sender groups messages
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
@JsonPropertyOrder({"id", "reference", "outcome", "final"})
public record OutcomeEvent(
        String id,
        String reference,
        EventOutcome outcome,

        @JsonProperty("final") @JsonInclude(JsonInclude.Include.ALWAYS)
        boolean isFinal,

        String account,
        String provider,
        String to,
        int attempts,
        int segments,
        String providerMessageId,
        String detail,
        int httpStatus,
        String providerCode,
        long millis,
        String at,
        String nextAttempt,
        boolean duplicate,
        String source,
        String tag) {

    /** Begins an event of a message, decided at an instant. */
    public static OutcomeEventBuilder of(String id, EventOutcome outcome, Instant at) {
        return new OutcomeEventBuilder(id, outcome, at);
    }

    /** Whether whoever asked for an answer gets this. */
    @JsonIgnore
    public boolean isAnswer() {
        return isFinal || duplicate;
    }

    /** The application that the message belongs to; empty for none. */
    @JsonIgnore
    public Optional<String> application() {
        return Optional.ofNullable(source)
                .map(written -> Source.of(written).application())
                .filter(name -> !name.isEmpty());
    }

    /** What is known of its outcome, account, source, application, reference and tag, and whether it is final: the JMS properties of the event. */
    public Map<String, Object> properties() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("outcome", outcome.name());
        properties.put("account", account);
        properties.put("source", source);
        properties.put("application", application().orElse(null));
        properties.put("reference", reference);
        properties.put("tag", tag);
        properties.put("final", isFinal);
        properties.values().removeIf(value -> value == null);
        return properties;
    }
}

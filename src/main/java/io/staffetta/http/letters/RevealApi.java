package io.staffetta.http.letters;

import io.staffetta.audit.AuditEntry;
import io.staffetta.audit.AuditTrail;
import io.staffetta.deadletter.StoredDeadLetter;
import io.staffetta.http.Callers;
import io.staffetta.http.HttpAnswer;
import io.staffetta.http.HttpProblem;
import io.staffetta.http.ProblemException;
import io.staffetta.http.QueryParameters;
import io.staffetta.http.operations.AuditedCall;
import io.staffetta.http.operations.JsonBody;
import io.staffetta.http.operations.LedgerQuestion;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.history.MessageRecord;
import io.staffetta.ledger.operation.ListedLetters;
import io.staffetta.message.ForeignBody;
import jakarta.jms.JMSException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;

/**
 * Shows the number and the text of one message, or of one dead letter, to who says why. That is in the audit trail before.
 *
 * <p>Thread-safe.
 */
public final class RevealApi {

    private static final int LONGEST_WHY = 500;
    private static final int NOT_FOUND = 404;

    private final Ledger ledger;
    private final ListedLetters letters;
    private final LetterLook look;
    private final AuditTrail audit;

    /** Looks for a letter in the dead letter queue. */
    public interface LetterLook {
        /**
         * The letter with an id, if the broker shows it.
         *
         * @throws JMSException if the broker cannot be reached
         */
        Optional<StoredDeadLetter> find(String id) throws JMSException;
    }

    public RevealApi(Ledger ledger, ListedLetters letters, LetterLook look, AuditTrail audit) {
        this.ledger = ledger;
        this.letters = letters;
        this.look = look;
        this.audit = audit;
    }

    /**
     * Shows the message with the id in the path.
     *
     * @throws ProblemException if there is none, it is not said why, or ledger, audit trail or broker is away
     */
    public HttpAnswer reveal(Exchange exchange) {
        QueryParameters.of(exchange);
        String id = exchange.getMessage().getHeader("id", String.class);
        String why = JsonBody.of(exchange, List.of("why")).required("why", LONGEST_WHY);
        Optional<MessageRecord> message = LedgerQuestion.ask(
                        () -> ledger.messages().withIds(List.of(id)))
                .stream()
                .findFirst();
        boolean isLetter = LedgerQuestion.ask(() -> letters.find(id)).isPresent();
        if (message.isEmpty() && !isLetter) {
            throw new ProblemException(
                    HttpProblem.of(NOT_FOUND, "No message has this id: GET /v1/messages lists the newest"));
        }
        AuditedCall.before(audit, new AuditEntry(Callers.of(exchange), "message.reveal", id, Map.of(), why));
        boolean isKnown = message.isPresent() && !message.get().text().isEmpty();
        Optional<StoredDeadLetter> letter = isLetter && !isKnown ? find(id) : Optional.empty();
        return HttpAnswer.json(
                200,
                isKnown
                        ? new Revealed(
                                id,
                                known(message.get().recipient()),
                                message.get().text(),
                                null,
                                null)
                        : letter.map(one -> of(id, one)).orElse(new Revealed(id, null, null, null, null)));
    }

    private Optional<StoredDeadLetter> find(String id) {
        try {
            return look.find(id);
        } catch (JMSException e) {
            throw new ProblemException(
                    HttpProblem.of(503, "broker_away", "The dead letter queue cannot be read now: ask again later"));
        }
    }

    private static Revealed of(String id, StoredDeadLetter letter) {
        if (letter.body() instanceof String text) {
            return new Revealed(id, known(letter.recipient()), null, text, "text");
        }
        byte[] bytes = letter.body() instanceof ForeignBody foreign ? foreign.content() : (byte[]) letter.body();
        String text = text(bytes);
        return new Revealed(
                id,
                known(letter.recipient()),
                null,
                text == null ? Base64.getEncoder().encodeToString(bytes) : text,
                text == null ? "base64" : "bytes");
    }

    /** Bytes as text; {@code null} if they are no UTF-8. */
    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static String known(String text) {
        return text.isEmpty() ? null : text;
    }

    /**
     * Holds what is shown.
     *
     * @param to the recipient; missing when erased or not known
     * @param text what the recipient reads; missing when erased or not known
     * @param body of a letter whose text is not known: all that came
     * @param bodyType {@code text}, {@code bytes} of UTF-8, or {@code base64}
     */
    private record Revealed(String id, String to, String text, String body, String bodyType) {}
}

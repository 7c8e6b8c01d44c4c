package io.staffetta.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.staffetta.broker.QueueNames;
import io.staffetta.ledger.history.Intervention;
import io.staffetta.message.InvalidMessageException;
import io.staffetta.message.MessageId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;

/**
 * What a person did with dead letters, told to the gateway as JSON on queue {@value #QUEUE}, in the transaction in which it was
 * done. It goes into the ledger.
 *
 * @param deed what was done
 * @param at when, ISO-8601
 * @param who who did it; empty if not known
 * @param why why; empty if not said
 * @param account id of the account that a redrive names; empty for none
 * @param letters with which dead letters
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
record InterventionNote(
        Intervention.Deed deed, String at, String who, String why, String account, List<Letter> letters) {

    /** The queue that notes go by. */
    static final String QUEUE = QueueNames.INTERVENTION;

    private static final int LONGEST = 500;
    private static final int MOST_JOURNEYS = 1_000_000;
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /**
     * A dead letter.
     *
     * @param id id of its message
     * @param journey the journey that ended with it
     */
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    record Letter(String id, int journey) {}

    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A note can always be written as JSON", e);
        }
    }

    /**
     * Reads a note as the ledger takes it.
     *
     * @throws InvalidMessageException if it is none
     */
    static List<Intervention> read(Object body) {
        try {
            InterventionNote note = JSON.readValue(String.valueOf(body), InterventionNote.class);
            Instant at = Instant.parse(note.at());
            return note.letters().stream()
                    .map(letter -> new Intervention(
                            checked(letter),
                            letter.journey(),
                            note.deed(),
                            at,
                            cut(note.who()),
                            cut(note.why()),
                            cut(note.account())))
                    .toList();
        } catch (JsonProcessingException | DateTimeException | NullPointerException e) {
            throw notOurs();
        }
    }

    private static String checked(Letter letter) {
        if (letter.id() == null
                || !MessageId.isValid(letter.id())
                || letter.journey() < 0
                || letter.journey() > MOST_JOURNEYS) {
            throw notOurs();
        }
        return letter.id();
    }

    private static InvalidMessageException notOurs() {
        return new InvalidMessageException("", "must be a note as the gateway itself puts it on " + QUEUE);
    }

    private static String cut(String text) {
        if (text == null || text.length() <= LONGEST) {
            return text == null ? "" : text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return text.substring(0, end);
    }
}

package io.staffetta.deadletter;

import io.staffetta.ledger.history.Intervention;
import io.staffetta.message.Envelope;
import io.staffetta.message.MessageId;
import io.staffetta.message.Seal;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Does something with dead letters, and tells the gateway's ledger of it in the same transaction.
 *
 * <p>Not thread-safe.
 */
final class NotedDeed implements DeadLetterQueue.Deed {

    private final DeadLetterQueue.Deed deed;
    private final Seal seal;
    private final Intervention.Deed kind;
    private final Author author;
    private final String account;
    private final String at;
    private final List<InterventionNote.Letter> letters = new ArrayList<>();

    /**
     * @param seal seals the note, so that the gateway believes it
     * @param account the account that a redrive names; empty for none
     * @param at when it is done, all of it
     */
    NotedDeed(DeadLetterQueue.Deed deed, Seal seal, Intervention.Deed kind, Author author, String account, Instant at) {
        this.deed = deed;
        this.seal = seal;
        this.kind = kind;
        this.author = author;
        this.account = account;
        this.at = at.toString();
    }

    @Override
    public void apply(StoredDeadLetter letter, Session session, MessageProducer producer) throws JMSException {
        deed.apply(letter, session, producer);
        // What did not come from the gateway the ledger does not know.
        if (MessageId.isValid(letter.id())) {
            letters.add(new InterventionNote.Letter(letter.id(), Envelope.journey(letter.properties())));
        }
    }

    @Override
    public void end(Session session, MessageProducer producer) throws JMSException {
        if (!letters.isEmpty()) {
            InterventionNote note =
                    new InterventionNote(kind, at, author.who(), author.why(), account, List.copyOf(letters));
            TextMessage message = session.createTextMessage(note.json());
            message.setStringProperty(Seal.PROPERTY, seal.of(InterventionNote.QUEUE, Map.of(), message.getText()));
            producer.send(
                    session.createQueue(InterventionNote.QUEUE),
                    message,
                    DeliveryMode.PERSISTENT,
                    Message.DEFAULT_PRIORITY,
                    Message.DEFAULT_TIME_TO_LIVE);
            letters.clear();
        }
    }
}

package io.staffetta.deadletter;

import io.staffetta.message.Seal;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.time.Clock;
import java.util.List;

/**
 * Takes the dead letters of a person off the queue for good.
 *
 * <p>Thread-safe.
 */
public final class PersonalLetters {

    private static final int STEP = 500;
    private static final String WHY = "All about its recipient was erased";

    private final ConnectionFactory connections;
    private final Seal seal;
    private final Clock clock;

    public PersonalLetters(ConnectionFactory connections, Seal seal, Clock clock) {
        this.connections = connections;
        this.seal = seal;
        this.clock = clock;
    }

    /**
     * Discards those with some ids.
     *
     * @param who who has it done
     * @param isTrial whether they are only counted
     * @return how many
     * @throws JMSException if the broker cannot be reached
     */
    public int remove(List<String> ids, String who, boolean isTrial) throws JMSException {
        try (Connection connection = connections.createConnection()) {
            connection.start();
            Discard discard = new Discard(new DeadLetterQueue(connection, seal), new Author(who, WHY), clock);
            int removed = 0;
            for (int from = 0; from < ids.size(); from += STEP) {
                DeadLetterFilter some = DeadLetterFilter.ofIds(ids.subList(from, Math.min(from + STEP, ids.size())));
                Removal removal = isTrial ? discard.preview(some) : discard.run(some, item -> {});
                removed += removal.done().size();
            }
            return removed;
        }
    }
}

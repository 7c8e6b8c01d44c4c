package io.staffetta.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collections;
import java.util.List;

/** Notes that messages are on their queues. */
final class MarkQueued implements Batch<MarkQueued.Queued, Void> {

    private final Clock clock;

    MarkQueued(Clock clock) {
        this.clock = clock;
    }

    /**
     * A message on its queue.
     *
     * @param state {@link State#QUEUED} or {@link State#WAITING}
     */
    record Queued(String messageId, State state) {}

    @Override
    public List<Void> apply(Connection connection, List<Queued> inputs) throws SQLException {
        try (PreparedStatement mark = connection.prepareStatement(
                "update message set state = ?, changed_at = ? where id = ? and state = 'TAKEN'")) {
            for (Queued queued : inputs) {
                Sql.bind(mark, queued.state(), clock.instant(), queued.messageId())
                        .addBatch();
            }
            mark.executeBatch();
        }
        return Collections.nCopies(inputs.size(), null);
    }
}

package io.staffetta.batch.rows;

import io.staffetta.intake.RoutedMessage;
import io.staffetta.message.MessageId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Ids of the messages of a batch: they follow from the batch, the row and the recipient alone, so that a row that is taken again
 * after a crash has the same ids, and is sent once.
 *
 * <p>Immutable, and so safe to share between threads.
 *
 * @param batch id of the batch
 * @param created when it was created, to the millisecond
 */
public record RowIds(String batch, Instant created) {

    /**
     * The id of a message.
     *
     * @param row number of its row, from 1
     * @param recipient which recipient of the row it is for, from 0
     */
    String of(long row, int recipient) {
        return MessageId.derive(MessageId.of("batch:" + batch + "/" + row, created), recipient);
    }

    /** The messages of a row under their ids. */
    List<RoutedMessage> on(long row, List<RoutedMessage> routed) {
        List<RoutedMessage> named = new ArrayList<>(routed.size());
        for (int i = 0; i < routed.size(); i++) {
            named.add(routed.get(i).withId(of(row, i)));
        }
        return named;
    }
}

package io.staffetta.ledger.person;

import io.staffetta.ledger.history.State;
import java.util.List;
import java.util.stream.Stream;

/**
 * Collects what the ledger has about the person of a phone number.
 *
 * @param messages all messages to the number
 * @param files batch files that some of them came in, as {@code folder/name}, and whose answers name the number
 */
public record PersonRecords(List<Known> messages, List<String> files) {

    /**
     * A message.
     *
     * @param id its id
     * @param state where it stands
     */
    public record Known(String id, State state) {}

    /** Ids of those that wait to be sent. */
    public List<String> waiting() {
        return ids(messages.stream().filter(message -> message.state().isOnQueue()));
    }

    /** Ids of those that are, or were, in the dead letter queue. */
    public List<String> dead() {
        return ids(messages.stream().filter(message -> message.state() == State.DEAD));
    }

    /** Ids of those of which nothing more is to come. */
    public List<String> ended() {
        return ids(messages.stream().filter(message -> message.state().isEnd()));
    }

    private static List<String> ids(Stream<Known> some) {
        return some.map(Known::id).toList();
    }
}

package io.staffetta.ledger.history;

import java.time.Instant;
import java.util.List;

/**
 * Selects messages.
 *
 * @param state where they stand; {@code null} for anywhere
 * @param account id of the account that they are routed to, or were submitted with; empty for any
 * @param source the Channel Adapter that they came in by, with the application; or a colon and an application; empty for any
 * @param since taken at this instant or later; {@code null} for at any time
 * @param before id of a message: only those that come after it where the newest is first; empty for all
 * @param limit most messages
 * @param to recipient in E.164 form, found also where it is erased; empty for any
 * @param tag the word that their sender gave them; empty for any
 * @param batch id of the batch whose rows they are; empty for any
 * @param words what is all in their detail, in capitals or not; empty for any detail
 * @param until taken before this instant; {@code null} for at any time
 */
public record MessageFilter(
        State state,
        String account,
        String source,
        Instant since,
        String before,
        int limit,
        String to,
        String tag,
        String batch,
        List<String> words,
        Instant until) {

    private static final List<String> DOORS = List.of("http", "jms", "webapi", "batch");

    /** Messages of some state, account, source and age. */
    public MessageFilter(State state, String account, String source, Instant since, String before, int limit) {
        this(state, account, source, since, before, limit, "", "", "", List.of(), null);
    }

    /** The newest messages, whatever they are. */
    public static MessageFilter newest(int limit) {
        return new MessageFilter(null, "", "", null, "", limit);
    }

    /** Only those to a number in E.164 form. */
    public MessageFilter to(String number) {
        return new MessageFilter(state, account, source, since, before, limit, number, tag, batch, words, until);
    }

    /** Only those with a tag. */
    public MessageFilter tag(String word) {
        return new MessageFilter(state, account, source, since, before, limit, to, word, batch, words, until);
    }

    /** Only rows of a batch. */
    public MessageFilter batch(String id) {
        return new MessageFilter(state, account, source, since, before, limit, to, tag, id, words, until);
    }

    /** Only those with some words in their detail. */
    public MessageFilter words(List<String> some) {
        return new MessageFilter(state, account, source, since, before, limit, to, tag, batch, some, until);
    }

    /** Only those taken before an instant. */
    public MessageFilter until(Instant end) {
        return new MessageFilter(state, account, source, since, before, limit, to, tag, batch, words, end);
    }

    /** The same from another message on. */
    public MessageFilter before(String id) {
        return new MessageFilter(state, account, source, since, id, limit, to, tag, batch, words, until);
    }

    /** Names no number. */
    @Override
    public String toString() {
        return "MessageFilter[" + state + ", " + account + "]";
    }

    /** What stands for an application as a source, whatever the door: its name with a colon; a door for itself. */
    public static String sourceOf(String application) {
        return DOORS.contains(application) ? application : ":" + application;
    }

    /** Whether what came in by a source is of the application that is meant, if one is: others it must not know of. */
    boolean meansApplicationOf(String given) {
        return !source.startsWith(":") || origin(given).equals(origin());
    }

    /** The application that is meant, or the door of messages that are of none; empty for any. */
    String origin() {
        return origin(source);
    }

    private static String origin(String source) {
        int door = source.indexOf(':');
        int end = source.indexOf(':', door + 1);
        return source.substring(door + 1, door >= 0 && end > 0 ? end : source.length());
    }

    /** The source that is meant; empty for any, and if all of an application are. */
    String exactSource() {
        return source.startsWith(":") ? "" : source;
    }
}

package io.staffetta.deadletter;

import io.staffetta.deadletter.Removal.Item;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Takes all dead letters that a filter means off the queue, some at a time. It looks before it takes, and again until it
 * sees nothing new, since a broker may show only the head of a queue. What dies while it runs is left alone, so that
 * messages which come back at once are not chased.
 */
final class Sweep {

    private static final Duration MOST_AHEAD = Duration.ofDays(1);

    private final DeadLetterQueue queue;
    private final DeadLetterFilter filter;
    private final Instant started;
    private final Watch watch;
    private final Set<String> settled = new HashSet<>();
    private final List<Item> done = new ArrayList<>();
    private final List<Item> gone = new ArrayList<>();

    Sweep(DeadLetterQueue queue, DeadLetterFilter filter, Clock clock) {
        this(queue, filter, clock, Watch.NONE);
    }

    Sweep(DeadLetterQueue queue, DeadLetterFilter filter, Clock clock, Watch watch) {
        this.watch = watch;
        this.queue = queue;
        this.filter = filter;
        this.started = clock.instant();
    }

    /** What {@link #run} would do now. */
    Removal preview(boolean guarded, boolean newDeadline) throws JMSException {
        Selection selection = new Selection(queue, filter, Instant.MAX, started, settled, guarded, newDeadline);
        return removal(selection, selection.wanted(), selection.missing(filter.ids()));
    }

    /**
     * Takes them.
     *
     * @param guarded see {@link Selection}
     * @param newDeadline see {@link Selection}
     * @param pace how many in one transaction, and how fast
     * @param deed what to do with each
     * @param each is called for each when its transaction is committed
     */
    Removal run(boolean guarded, boolean newDeadline, Pace pace, DeadLetterQueue.Deed deed, Consumer<Item> each)
            throws JMSException {
        Selection selection = new Selection(queue, filter, Instant.MAX, started, settled, guarded, newDeadline);
        List<String> notFound = selection.missing(filter.ids());
        Instant end = end(selection.newest());
        watch.selected(selection.wanted().size());
        while (takeAll(selection.wanted(), pace, deed, each)) {
            selection = new Selection(queue, filter, end, started, settled, guarded, newDeadline);
        }
        return removal(selection, done, notFound);
    }

    /** What died until then is meant: what was there at the start, by clocks that may be ahead of this one. */
    private Instant end(Instant newest) {
        Instant latest = started.plus(MOST_AHEAD);
        Instant seen = newest.isAfter(latest) ? latest : newest;
        return seen.isBefore(started) ? started : seen.plusMillis(1);
    }

    /** Takes these; false if that brought nothing, so that there is no use in going on. */
    private boolean takeAll(List<Item> items, Pace pace, DeadLetterQueue.Deed deed, Consumer<Item> each)
            throws JMSException {
        int before = done.size();
        for (int from = 0; from < items.size(); from += pace.batch()) {
            if (watch.isStopped()) {
                return false;
            }
            List<Item> batch = items.subList(from, Math.min(items.size(), from + pace.batch()));
            pace.await(done.size());
            List<Item> taken = take(batch, deed);
            taken.forEach(each);
            done.addAll(taken);
            batch.stream().filter(item -> !taken.contains(item)).forEach(gone::add);
            batch.forEach(item -> settled.add(item.id()));
            if (taken.isEmpty()) {
                gone.addAll(items.subList(from + batch.size(), items.size()));
                return false;
            }
        }
        return done.size() > before;
    }

    private List<Item> take(List<Item> batch, DeadLetterQueue.Deed deed) throws JMSException {
        Map<String, Item> byId = new LinkedHashMap<>();
        batch.forEach(item -> byId.put(item.id(), item));
        int letters = batch.stream().mapToInt(Item::copies).sum();
        Set<String> dealtWith = new HashSet<>();
        List<String> taken = queue.take(filter.among(byId.keySet()), letters, new DeadLetterQueue.Deed() {
            @Override
            public void apply(StoredDeadLetter letter, Session session, MessageProducer producer) throws JMSException {
                // A copy has nothing to say that its original has not said: it goes with it.
                if (dealtWith.add(letter.id())) {
                    deed.apply(letter, session, producer);
                }
            }

            @Override
            public void end(Session session, MessageProducer producer) throws JMSException {
                deed.end(session, producer);
            }
        });
        return taken.stream().distinct().map(byId::get).filter(Objects::nonNull).toList();
    }

    private Removal removal(Selection selection, List<Item> taken, List<String> notFound) {
        return new Removal(taken, selection.expired(), selection.unknown(), selection.unsealed(), gone, notFound);
    }
}

package io.staffetta.gateway.start;

import io.staffetta.broker.embedded.EmbeddedBroker;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops the parts of the gateway in the reverse of the order in which they started, so that nothing in flight is lost. */
public final class StartedParts implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StartedParts.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private volatile String stopping = "the beginning";
    private Optional<Long> left = Optional.empty();

    /** Adds a part that is stopped before all that are there already. */
    public <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    /** Whether nothing has started, or all has been stopped. */
    public boolean isEmpty() {
        return parts.isEmpty();
    }

    /** Name of the part that is being stopped now, or was stopped last. */
    public String stopping() {
        return stopping;
    }

    /** How many messages waited on the queues when the embedded broker was stopped; empty with an external one. */
    public Optional<Long> left() {
        return left;
    }

    /** Stops all parts. One that fails is logged, and keeps no other from being stopped. */
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            stopping = part.getClass().getSimpleName();
            if (part instanceof EmbeddedBroker embedded) {
                // As late as can be: what was in flight is sent, or waits again.
                left = Optional.of(embedded.waiting());
            }
            try {
                part.close();
            } catch (Exception e) {
                LOG.error("{} did not stop cleanly", part.getClass().getSimpleName(), e);
            }
        }
    }
}

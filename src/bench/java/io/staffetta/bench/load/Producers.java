package io.staffetta.bench.load;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/** Plain JMS programs that put messages on a queue, each on a connection of its own. */
public final class Producers {

    private final Connecting connecting;
    private final String queue;
    private final LongFunction<String> body;

    /** How to reach a broker: gives a new connection, started. */
    public interface Connecting {
        Connection connect() throws JMSException;
    }

    /**
     * @param queue name of the queue
     * @param body of the message with a number
     */
    public Producers(Connecting connecting, String queue, LongFunction<String> body) {
        this.connecting = connecting;
        this.queue = queue;
        this.body = body;
    }

    /**
     * Puts messages, and returns when the broker has all of them on its disk.
     *
     * @param from number of the first
     * @param messages how many, 1 or more
     * @return before the first was put, from {@link System#nanoTime()}; connections are made before that
     */
    public long put(long from, long messages, Batching batching) throws JMSException, InterruptedException {
        AtomicLong next = new AtomicLong(from);
        Connection[] connections = new Connection[batching.producers()];
        try (Workers workers = new Workers()) {
            for (int i = 0; i < connections.length; i++) {
                connections[i] = connecting.connect();
            }
            long begun = System.nanoTime();
            for (Connection connection : connections) {
                workers.start(() -> put(connection, next, from + messages, batching.commit()));
            }
            workers.join();
            return begun;
        } finally {
            for (Connection connection : connections) {
                if (connection != null) {
                    connection.close();
                }
            }
        }
    }

    private void put(Connection connection, AtomicLong next, long end, int commit) throws JMSException {
        boolean transacted = commit > 1;
        Session session = connection.createSession(
                transacted, transacted ? Session.SESSION_TRANSACTED : Session.AUTO_ACKNOWLEDGE);
        MessageProducer producer = session.createProducer(session.createQueue(queue));
        for (long number = next.getAndAdd(commit); number < end; number = next.getAndAdd(commit)) {
            for (long one = number; one < Math.min(end, number + commit); one++) {
                producer.send(session.createTextMessage(body.apply(one)));
            }
            if (transacted) {
                session.commit();
            }
        }
    }
}

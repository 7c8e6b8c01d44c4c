package io.staffetta.bench.load;

import io.staffetta.broker.BrokerConnections;
import io.staffetta.broker.Credentials;
import io.staffetta.broker.embedded.EmbeddedBroker;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.apache.activemq.ActiveMQSession;

/**
 * The gateway's own broker, embedded and set up as there, without the gateway: no ledger, no HTTP, no routes. Its queues
 * begin empty, and its files go when it is closed.
 */
public final class RawBroker implements AutoCloseable {

    /** Queue that messages are put on; the broker looks at each, as it does for the gateway. */
    private static final String IN = "sms.outbound";

    private static final String OUT = "sms.account.main";
    private static final String OUT_AHEAD = OUT + "?consumer.prefetchSize=128";
    private static final Credentials CREDENTIALS = new Credentials("staffetta", "bench-password");
    private static final long RECEIVE_MILLIS = 100;
    /** As in the gateway, whose settings have them: consumers of sms.outbound, and most messages in a transaction. */
    private static final int MOVERS = 2;

    private static final int MOVE = 100;

    private final Path folder =
            Path.of("target", "bench", "broker-" + UUID.randomUUID()).toAbsolutePath();
    private final EmbeddedBroker broker = new EmbeddedBroker(folder, "127.0.0.1", 0, 0, CREDENTIALS);

    /** Starts it. */
    public RawBroker() {
        broker.start();
    }

    /** How its clients reach it. */
    public enum Wire {
        /** In the same process, as the gateway's routes do. */
        VM,
        /** Over OpenWire, as other programs do. */
        TCP
    }

    /** A new connection, started. */
    public Connection connect(Wire wire) throws JMSException {
        String url = wire == Wire.VM
                ? "vm://" + EmbeddedBroker.NAME + "?create=false"
                : "tcp://127.0.0.1:" + broker.openWirePort();
        Connection connection = BrokerConnections.factory(url, CREDENTIALS).createConnection();
        connection.start();
        return connection;
    }

    /** Puts messages on a queue that nobody takes from. */
    public Flow send(Wire wire, Batching batching, long messages) throws JMSException, InterruptedException {
        long begun = producers(wire).put(0, messages, batching);
        return new Flow(messages, begun, begun, System.nanoTime());
    }

    /** Takes so many messages off that queue, by as many consumers as there were producers, in transactions as large. */
    public Flow consume(Wire wire, Batching batching, long messages) throws InterruptedException {
        Arrivals arrivals = new Arrivals(messages);
        try (Workers workers = new Workers()) {
            long begun = System.nanoTime();
            for (int i = 0; i < batching.producers(); i++) {
                workers.start(() -> consume(wire, batching.commit(), arrivals));
            }
            workers.join();
            return arrivals.flow(begun);
        }
    }

    /**
     * What the gateway asks of its broker: messages are put on one queue, moved to a second one in transactions of up to
     * {@value #MOVE}, and taken off that and acknowledged one by one; all of it at once.
     */
    public Flow twoHops(Batching batching, long messages) throws JMSException, InterruptedException {
        Arrivals arrivals = new Arrivals(messages);
        try (Workers workers = hops(arrivals)) {
            long begun = producers(Wire.TCP).put(0, messages, batching);
            workers.join();
            return arrivals.flow(begun);
        }
    }

    /** The same with messages that wait on the first queue before anybody takes from it. */
    public Flow drain(long messages) throws JMSException, InterruptedException {
        producers(Wire.TCP).put(0, messages, Batching.FIFTIES);
        Arrivals arrivals = new Arrivals(messages);
        long begun = System.nanoTime();
        try (Workers workers = hops(arrivals)) {
            workers.join();
            return arrivals.flow(begun);
        }
    }

    private Producers producers(Wire wire) {
        return new Producers(() -> connect(wire), IN, number -> Bodies.json(number, "main"));
    }

    private Workers hops(Arrivals arrivals) {
        Workers workers = new Workers();
        for (int i = 0; i < MOVERS; i++) {
            workers.start(() -> move(arrivals::isComplete));
        }
        workers.start(() -> acknowledgeEach(arrivals));
        return workers;
    }

    private void move(BooleanSupplier done) throws JMSException {
        Connection connection = connect(Wire.VM);
        try (connection) {
            Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
            MessageConsumer from = session.createConsumer(session.createQueue(IN));
            MessageProducer to = session.createProducer(session.createQueue(OUT));
            while (!done.getAsBoolean()) {
                Message message = from.receive(RECEIVE_MILLIS);
                for (int taken = 1; message != null; taken++) {
                    to.send(message);
                    message = taken < MOVE ? from.receiveNoWait() : null;
                }
                session.commit();
            }
        }
    }

    private void acknowledgeEach(Arrivals arrivals) throws JMSException {
        Connection connection = connect(Wire.VM);
        try (connection) {
            Session session = connection.createSession(false, ActiveMQSession.INDIVIDUAL_ACKNOWLEDGE);
            MessageConsumer consumer = session.createConsumer(session.createQueue(OUT_AHEAD));
            while (!arrivals.isComplete()) {
                Message message = consumer.receive(RECEIVE_MILLIS);
                if (message != null) {
                    message.acknowledge();
                    arrivals.add(1);
                }
            }
        }
    }

    private void consume(Wire wire, int commit, Arrivals arrivals) throws JMSException {
        Connection connection = connect(wire);
        try (connection) {
            Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
            MessageConsumer consumer = session.createConsumer(session.createQueue(IN));
            while (!arrivals.isComplete()) {
                int taken = 0;
                while (taken < commit && consumer.receive(RECEIVE_MILLIS) != null) {
                    taken++;
                }
                session.commit();
                arrivals.add(taken);
            }
        }
    }

    @Override
    public void close() {
        broker.close();
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Counts what came out at the end. Thread-safe. */
    private static final class Arrivals {

        private final long expected;
        private final AtomicLong count = new AtomicLong();
        private final AtomicLong first = new AtomicLong();
        private final AtomicLong last = new AtomicLong();

        Arrivals(long expected) {
            this.expected = expected;
        }

        void add(int messages) {
            if (messages > 0) {
                long now = System.nanoTime();
                first.compareAndSet(0, now);
                last.accumulateAndGet(now, Math::max);
                count.addAndGet(messages);
            }
        }

        boolean isComplete() {
            return count.get() >= expected;
        }

        Flow flow(long begun) {
            return new Flow(count.get(), begun, first.get(), last.get());
        }
    }
}

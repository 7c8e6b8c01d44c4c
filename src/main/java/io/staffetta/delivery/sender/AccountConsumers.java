package io.staffetta.delivery.sender;

import io.staffetta.account.Account;
import io.staffetta.broker.BrokerOutage;
import io.staffetta.broker.Gathering;
import io.staffetta.delivery.attempt.AttemptExchange;
import io.staffetta.delivery.attempt.InFlight;
import io.staffetta.thread.LoopThread;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.activemq.ActiveMQConnection;
import org.apache.activemq.ActiveMQSession;
import org.apache.camel.CamelContext;
import org.apache.camel.component.jms.JmsEndpoint;

/**
 * Competing Consumers. Takes messages from the queues of all accounts on one thread and one session, which acknowledges each by
 * itself, and hands them to the {@link Sender}. When the broker goes away it comes back by itself: it tries after 1 s, and then
 * after waits that grow to 5 s, without end.
 *
 * <p>Thread-safe.
 */
public final class AccountConsumers implements AutoCloseable {

    private static final long LONGEST_SLEEP_NANOS = Duration.ofMillis(100).toNanos();
    private static final long FIRST_WAIT_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST_WAIT_NANOS = Duration.ofSeconds(5).toNanos();

    /** Messages of all accounts that are taken and not settled: some groups of the {@link Settler}. */
    private static final int MUCH_UNSETTLED = 1000;

    private final ConnectionFactory connections;
    private final Supplier<CamelContext> camel;
    private final Consumer<List<InFlight>> taker;
    private final Consumer<String> leaver;
    private final BooleanSupplier ready;
    private final AccountConsumer.Together together;
    private final Gathering gathering = new Gathering(Duration.ofNanos(500_000));
    private final LoopThread thread = new LoopThread("account-consumers", this::run);
    private final Queue<Runnable> commands = new ConcurrentLinkedQueue<>();
    private final Map<String, AccountConsumer> open = new LinkedHashMap<>();
    private final List<AccountConsumer> closing = new ArrayList<>();
    private volatile boolean stopping;
    private volatile boolean broken;
    private Connection connection;
    private Session session;
    private JmsEndpoint endpoint;
    private long wait = FIRST_WAIT_NANOS;
    private long nextTry = System.nanoTime();

    /**
     * @param connections makes the one connection
     * @param ready whether anything can be submitted at all
     */
    public AccountConsumers(
            ConnectionFactory connections, Supplier<CamelContext> camel, Sender sender, BooleanSupplier ready) {
        this(connections, camel, sender::take, sender::leave, ready, MUCH_UNSETTLED);
    }

    /**
     * @param taker is given the messages that were taken together
     * @param leaver is told the account of which it is to leave those whose attempts have not begun
     * @param much of all accounts, that are not settled yet, see {@link AccountConsumer.Together}
     */
    AccountConsumers(
            ConnectionFactory connections,
            Supplier<CamelContext> camel,
            Consumer<List<InFlight>> taker,
            Consumer<String> leaver,
            BooleanSupplier ready,
            int much) {
        this.connections = connections;
        this.camel = camel;
        this.taker = taker;
        this.leaver = leaver;
        this.ready = ready;
        together = new AccountConsumer.Together(new AtomicInteger(), much);
    }

    /** Begins. */
    public void start() {
        thread.start();
    }

    /** Takes the messages of an account; does nothing if they are taken already. */
    void open(Account account) {
        command(() -> {
            if (!open.containsKey(account.id())) {
                AccountConsumer consumer = new AccountConsumer(account, together, this::wake);
                open.put(account.id(), consumer);
                openOn(consumer);
            }
        });
    }

    /**
     * Takes no more messages of an account.
     *
     * @param patience how long those that were taken may take
     * @return completes when they are settled, or the patience is over, and the others are given back
     */
    CompletableFuture<Void> close(String accountId, Duration patience) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        command(() -> {
            AccountConsumer consumer = open.remove(accountId);
            if (consumer == null) {
                done.complete(null);
                return;
            }
            CompletableFuture<Void> unused = consumer.close()
                    .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                    .whenComplete((nothing, late) -> {
                        if (late != null) {
                            command(() -> end(consumer));
                        }
                        done.complete(null);
                    });
            closing.add(consumer);
            leaver.accept(accountId);
        });
        return done;
    }

    /** Takes no more messages of any account. */
    public void stop() {
        stopping = true;
        wake();
    }

    /** Whether all that was taken is settled. */
    public boolean isSettled() {
        CompletableFuture<Boolean> settled = new CompletableFuture<>();
        command(() -> settled.complete(open.values().stream().allMatch(AccountConsumer::isSettled)
                && closing.stream().allMatch(AccountConsumer::isSettled)));
        return !thread.isAlive()
                || settled.completeOnTimeout(false, 1, TimeUnit.SECONDS).join();
    }

    /** Ends the session: the broker gives what was not settled to others. */
    @Override
    public void close() {
        thread.close();
    }

    private void command(Runnable command) {
        commands.add(command);
        wake();
    }

    private void wake() {
        thread.wake();
    }

    private void run() {
        while (!thread.isClosed()) {
            thread.begin();
            try {
                for (Runnable command = commands.poll(); command != null; command = commands.poll()) {
                    command.run();
                }
                List.copyOf(closing).stream().filter(AccountConsumer::isSettled).forEach(this::end);
                int taken = isConnected() ? take() : 0;
                if (taken > 0) {
                    gathering.pause(taken);
                } else {
                    thread.sleep(LONGEST_SLEEP_NANOS);
                }
            } catch (JMSException | RuntimeException | Error e) {
                // An error, too: without this thread nothing would be sent any more.
                lost(e);
            }
        }
        disconnect();
        open.values().forEach(AccountConsumer::end);
        closing.forEach(AccountConsumer::end);
        BrokerOutage.end(this);
    }

    /** Returns how many were taken. */
    private int take() throws JMSException {
        if (stopping || !ready.getAsBoolean()) {
            return 0;
        }
        int taken = 0;
        for (AccountConsumer consumer : open.values()) {
            taken += take(consumer);
        }
        return taken;
    }

    private int take(AccountConsumer consumer) throws JMSException {
        List<InFlight> messages = new ArrayList<>();
        try {
            return consumer.take((message, origin) -> messages.add(
                    new InFlight(AttemptExchange.received(endpoint, message, session, consumer.accountId()), origin)));
        } finally {
            if (!messages.isEmpty()) {
                taker.accept(messages);
            }
        }
    }

    private void end(AccountConsumer consumer) {
        closing.remove(consumer);
        consumer.end();
    }

    private boolean isConnected() throws JMSException {
        if (session != null && !broken) {
            return true;
        }
        if (session != null) {
            disconnect();
        }
        if (System.nanoTime() - nextTry < 0) {
            return false;
        }
        connect();
        return true;
    }

    private void connect() throws JMSException {
        broken = false;
        connection = connections.createConnection();
        connection.setExceptionListener(failure -> {
            broken = true;
            wake();
        });
        // What comes goes into the consumers' hands on the thread that brings it: they only keep it, and wake this one.
        ((ActiveMQConnection) connection).setAlwaysSessionAsync(false);
        session = connection.createSession(false, ActiveMQSession.INDIVIDUAL_ACKNOWLEDGE);
        endpoint = camel.get().getEndpoint("jms:queue:sms.account", JmsEndpoint.class);
        for (AccountConsumer consumer : open.values()) {
            consumer.open(session);
        }
        connection.start();
        wait = FIRST_WAIT_NANOS;
        BrokerOutage.end(this);
    }

    private void openOn(AccountConsumer consumer) {
        try {
            if (session != null && !broken) {
                consumer.open(session);
            }
        } catch (JMSException e) {
            lost(e);
        }
    }

    private void lost(Throwable failure) {
        BrokerOutage.begin(this, BrokerOutage.words(failure));
        disconnect();
        nextTry = System.nanoTime() + wait;
        wait = Math.min(2 * wait, LONGEST_WAIT_NANOS);
    }

    private void disconnect() {
        open.values().forEach(AccountConsumer::lost);
        closing.forEach(AccountConsumer::lost);
        Connection old = connection;
        connection = null;
        session = null;
        try {
            if (old != null) {
                old.close();
            }
        } catch (JMSException e) {
            // It is broken.
        }
    }
}

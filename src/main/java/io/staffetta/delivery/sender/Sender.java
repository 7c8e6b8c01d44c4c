package io.staffetta.delivery.sender;

import io.staffetta.broker.Gathering;
import io.staffetta.delivery.RateLimiter;
import io.staffetta.delivery.attempt.AttemptExchange;
import io.staffetta.delivery.attempt.AttemptOpener;
import io.staffetta.delivery.attempt.Attempts;
import io.staffetta.delivery.attempt.InFlight;
import io.staffetta.ledger.AttemptTurn;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.history.AttemptDecision;
import io.staffetta.ledger.store.EntryRefusedException;
import io.staffetta.ledger.store.LedgerAwayException;
import io.staffetta.thread.LoopThread;
import io.staffetta.thread.RightOfWay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Message Dispatcher. Submits the messages of all accounts on one thread that waits for nobody but the ledger. Each of its turns
 * closes the attempts that were accepted and opens new ones in one transaction there, and then submits those; whatever else becomes of
 * a message is left to the failure routes.
 *
 * <p>Thread-safe.
 */
public final class Sender implements AutoCloseable {

    private static final int MOST_IN_TURN = 200;
    private static final long LEDGER_PAUSE_NANOS = Duration.ofMillis(250).toNanos();
    private static final long LONGEST_SLEEP_NANOS = Duration.ofMillis(200).toNanos();
    /** What has waited so long, or for its turn, is read again before it is submitted, and begins then. */
    private static final long FRESH_NANOS = Duration.ofMillis(20).toNanos();

    private final Ledger ledger;
    private final AttemptOpener opener;
    private final Attempts attempts;
    private final Backlogs backlogs;
    private final Submissions submissions;
    private final RightOfWay way;
    private final BooleanSupplier onHold;
    private final Consumer<String> recover;
    private final Gathering gathering = new Gathering(Duration.ofMillis(2));
    private final LoopThread thread = new LoopThread("sender", this::run);

    private final Queue<InFlight> arrived = new ConcurrentLinkedQueue<>();
    private final Queue<InFlight> ended = new ConcurrentLinkedQueue<>();
    private final Queue<String> left = new ConcurrentLinkedQueue<>();
    private volatile boolean stopping;

    private List<Accepted> closing = new ArrayList<>();
    private List<InFlight> opening = new ArrayList<>();
    private boolean ledgerAway;

    /** An accepted message whose attempt is to be closed. */
    private record Accepted(InFlight message, String providerMessageId) {}

    private record Closing(Accepted accepted, CompletableFuture<Void> closed) {}

    private record Opening(InFlight message, CompletableFuture<AttemptDecision> decision) {}

    /**
     * @param rate when accounts may submit that have {@code limits.perSecond}
     * @param submissions the routes that messages take
     * @param way of urgent messages, told of each that is submitted
     * @param recover is told an account of which messages were left on their queue for a hold, so that they come again
     */
    public Sender(
            Ledger ledger,
            AttemptOpener opener,
            Attempts attempts,
            RateLimiter rate,
            Submissions submissions,
            RightOfWay way,
            Consumer<String> recover) {
        this.ledger = ledger;
        this.opener = opener;
        this.attempts = attempts;
        backlogs = new Backlogs(rate, this::wake);
        this.submissions = submissions;
        this.way = way;
        this.onHold = ledger.sending()::isOn;
        this.recover = recover;
    }

    /** Begins. */
    public void start() {
        thread.start();
    }

    /**
     * Has one message tried that was taken from a queue of its account. It is settled then, as every other is.
     *
     * @return completes when the message is settled
     */
    public CompletableFuture<Void> attempt(AttemptExchange exchange) {
        CompletableFuture<Void> settled = new CompletableFuture<>();
        take(List.of(new InFlight(exchange, new InFlight.Origin() {
            @Override
            public void over() {
                // Nobody else waits for its place.
            }

            @Override
            public void settled() {
                settled.complete(null);
            }
        })));
        return settled;
    }

    /** Takes messages on, which are read by the present thread; those that come together go into one turn. */
    void take(List<InFlight> messages) {
        for (InFlight message : messages) {
            try {
                opener.read(message);
                arrived.add(message);
            } catch (RuntimeException e) {
                submissions.failed(message, e);
            }
        }
        wake();
    }

    /** Leaves the messages of an account on their queue whose attempts have not begun. */
    void leave(String accountId) {
        left.add(accountId);
        wake();
    }

    /** From now on nobody waits for the ledger, and no attempt begins. */
    public void stop() {
        stopping = true;
        wake();
    }

    /** Ends the thread. What is under way then stays unknown. */
    @Override
    public void close() {
        thread.close();
    }

    private void wake() {
        thread.wake();
    }

    private void run() {
        while (!thread.isClosed()) {
            thread.begin();
            // Nobody has a reason to; and the ledger would not be waited for.
            boolean unused = Thread.interrupted();
            try {
                collect();
                if (closing.isEmpty() && opening.isEmpty()) {
                    ledgerAway = false;
                    sleep();
                } else {
                    int messages = closing.size() + opening.size();
                    turn();
                    gathering.pause(messages);
                }
            } catch (RuntimeException | Error e) {
                submissions.log(e);
                LockSupport.parkNanos(LEDGER_PAUSE_NANOS);
            }
        }
    }

    private void sleep() {
        long now = System.nanoTime();
        thread.sleep(Math.max(100_000, backlogs.next(now, now + LONGEST_SLEEP_NANOS) - now));
    }

    private void collect() {
        for (InFlight message = ended.poll(); message != null; message = ended.poll()) {
            collectEnded(message);
        }
        long now = System.nanoTime();
        for (InFlight message = arrived.poll(); message != null; message = arrived.poll()) {
            backlogs.add(message);
        }
        backlogs.addDue(now);
        for (String account = left.poll(); account != null; account = left.poll()) {
            leaveBacklog(account);
        }
        release(now);
    }

    private void collectEnded(InFlight message) {
        Exception failure = message.exchange().failure();
        if (failure != null) {
            submissions.failed(message, failure);
        } else {
            closing.add(new Accepted(message, message.exchange().reference()));
        }
        backlogs.freed(message.account());
    }

    private void leaveBacklog(String account) {
        backlogs.drain(account).forEach(submissions::leaveUnacknowledged);
    }

    private void leaveForHold(String account) {
        if (backlogs.isWaiting(account)) {
            leaveBacklog(account);
            recover.accept(account);
        }
    }

    /** A turn is bounded, so that what is urgent is not kept waiting by it; an account has its share of it. */
    private void release(long now) {
        if (stopping) {
            backlogs.accounts().forEach(this::leaveBacklog);
        } else if (onHold.getAsBoolean()) {
            backlogs.accounts().forEach(this::leaveForHold);
        }
        if (ledgerAway) {
            return;
        }
        List<InFlight> released = backlogs.release(now, MOST_IN_TURN - opening.size());
        for (InFlight message : released) {
            if (!opener.isWanted(message)) {
                submissions.leaveUnacknowledged(message);
            } else {
                boolean paced = message.delivery().account().limits().perSecond() > 0;
                if (paced || now - message.read() > FRESH_NANOS) {
                    opener.readAgain(message);
                }
                opening.add(message);
            }
        }
    }

    /** One transaction of the ledger; what it did not do for certain stays for the next. */
    private void turn() {
        AttemptTurn turn = ledger.attempts().turn();
        List<Closing> closings = new ArrayList<>(closing.size());
        for (Accepted accepted : closing) {
            closings.add(
                    new Closing(accepted, attempts.accepted(turn, accepted.message(), accepted.providerMessageId())));
        }
        List<Opening> openings = new ArrayList<>(opening.size());
        for (InFlight message : opening) {
            openings.add(new Opening(message, opener.ask(turn, message)));
        }
        closing = new ArrayList<>();
        opening = new ArrayList<>();
        turn.submit();
        ledgerAway = false;
        closings.forEach(this::close);
        List<InFlight> submitted = new ArrayList<>(openings.size());
        openings.forEach(one -> open(one, submitted));
        submitted.forEach(this::submit);
        if (ledgerAway && !stopping) {
            LockSupport.parkNanos(LEDGER_PAUSE_NANOS);
        }
    }

    private void close(Closing one) {
        InFlight message = one.accepted().message();
        try {
            done(one.closed());
            message.over();
            submissions.accepted(message, one.accepted().providerMessageId());
        } catch (LedgerAwayException e) {
            ledgerAway = true;
            if (stopping) {
                ledger.attempts().abandon(message.token());
                submissions.unsettled(message, e);
            } else {
                closing.add(one.accepted());
            }
        } catch (RuntimeException e) {
            ledger.attempts().abandon(message.token());
            submissions.unsettled(message, e);
        }
    }

    private void open(Opening one, List<InFlight> submitted) {
        InFlight message = one.message();
        try {
            AttemptDecision decision = done(one.decision());
            if (opener.follow(message, decision)) {
                submitted.add(message);
            } else if (decision instanceof AttemptDecision.NoSlot) {
                backlogs.noSlot(message);
            } else if (decision instanceof AttemptDecision.Held) {
                submissions.leaveUnacknowledged(message);
                recover.accept(message.account());
            } else {
                backlogs.addLater(message);
            }
        } catch (LedgerAwayException e) {
            ledgerAway = true;
            if (stopping) {
                ledger.attempts().abandon(message.token());
                submissions.leaveUnacknowledged(message);
            } else {
                opening.add(message);
            }
        } catch (EntryRefusedException e) {
            ledger.attempts().abandon(message.token());
            submissions.failed(message, e.ofMessage());
        } catch (RuntimeException e) {
            submissions.failed(message, e);
        }
    }

    /** Waits for the first that the ledger does not answer, and not for each of the others as well. */
    private <T> T done(CompletableFuture<T> future) {
        if (ledgerAway && !future.isDone()) {
            throw new LedgerAwayException("The ledger does not answer", null);
        }
        return Ledger.await(future);
    }

    private void submit(InFlight message) {
        if (message.isUrgent()) {
            way.gone();
        }
        submissions.submit(message, () -> {
            ended.add(message);
            wake();
        });
    }
}

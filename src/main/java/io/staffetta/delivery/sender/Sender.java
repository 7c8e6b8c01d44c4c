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

    private final Ledger ledger;
    private final AttemptOpener opener;
    private final Backlogs backlogs;
    private final Submissions submissions;
    private final Releases releases;
    private final RightOfWay way;
    private final Consumer<String> recover;
    private final Gathering gathering = new Gathering(Duration.ofNanos(500_000));
    private final LoopThread thread = new LoopThread("sender", this::run);

    private final Queue<InFlight> ended = new ConcurrentLinkedQueue<>();
    private volatile boolean stopping;

    private final LedgerAnswers answers = new LedgerAnswers();
    private final ClosingAttempts closing;
    private List<InFlight> opening = new ArrayList<>();

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
        backlogs = new Backlogs(rate, this::wake);
        this.submissions = submissions;
        releases = new Releases(backlogs, opener, submissions, ledger.sending()::isOn, recover);
        closing = new ClosingAttempts(ledger.attempts(), attempts, submissions, answers);
        this.way = way;
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
        take(List.of(InFlight.single(exchange, () -> settled.complete(null))));
        return settled;
    }

    /** Takes messages on, which are read by the present thread; those that come together go into one turn. */
    void take(List<InFlight> messages) {
        for (InFlight message : messages) {
            try {
                opener.read(message);
                releases.add(message);
            } catch (RuntimeException e) {
                submissions.failed(message, e);
            }
        }
        wake();
    }

    /** Leaves the messages of an account on their queue whose attempts have not begun. */
    void leave(String accountId) {
        releases.leave(accountId);
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
                int messages = closing.size() + opening.size();
                if (messages == 0) {
                    answers.begin();
                    sleep();
                } else {
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
        releases.collect(now, stopping);
        if (!answers.isAway()) {
            releases.release(now, MOST_IN_TURN - opening.size(), opening);
        }
    }

    private void collectEnded(InFlight message) {
        Exception failure = message.exchange().failure();
        if (failure != null) {
            submissions.failed(message, failure);
        } else {
            closing.add(message);
        }
        backlogs.freed(message.account());
    }

    /** One transaction of the ledger; what it did not do for certain stays for the next. */
    private void turn() {
        AttemptTurn turn = ledger.attempts().turn();
        closing.ask(turn);
        List<Opening> openings = new ArrayList<>(opening.size());
        for (InFlight message : opening) {
            openings.add(new Opening(message, opener.ask(turn, message)));
        }
        opening = new ArrayList<>();
        turn.submit();
        answers.begin();
        closing.finish(stopping);
        List<InFlight> submitted = new ArrayList<>(openings.size());
        openings.forEach(one -> open(one, submitted));
        submitted.forEach(this::submit);
        if (answers.isAway() && !stopping) {
            LockSupport.parkNanos(LEDGER_PAUSE_NANOS);
        }
    }

    private void open(Opening one, List<InFlight> submitted) {
        InFlight message = one.message();
        try {
            AttemptDecision decision = answers.await(one.decision());
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
            answers.lost();
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

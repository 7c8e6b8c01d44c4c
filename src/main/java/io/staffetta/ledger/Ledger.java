package io.staffetta.ledger;

import io.staffetta.ledger.history.AttemptDecision;
import io.staffetta.ledger.history.Entries;
import io.staffetta.ledger.history.Entry;
import io.staffetta.ledger.history.ExpectedReport;
import io.staffetta.ledger.history.Intervention;
import io.staffetta.ledger.history.Interventions;
import io.staffetta.ledger.history.MessageVersion;
import io.staffetta.ledger.history.State;
import io.staffetta.ledger.slots.SharedPace;
import io.staffetta.ledger.slots.SharedSlots;
import io.staffetta.ledger.slots.SlotClaims;
import io.staffetta.ledger.store.GroupCommit;
import io.staffetta.ledger.store.LedgerAwayException;
import io.staffetta.ledger.store.LedgerCommand;
import io.staffetta.ledger.store.LedgerStore;
import io.staffetta.ledger.store.NumberHash;
import io.staffetta.ledger.usage.UsageCounter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;

/**
 * Message Store. Records every message and every attempt. What a method records is on the disk when it returns, or its
 * future completes.
 *
 * <p>Thread-safe.
 */
public final class Ledger implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 5;

    private final LedgerStore store;
    private final Nodes nodes;
    private final GroupCommit commits;
    private final TakeRequests takeRequests;
    private final BeginAttempts beginAttempts;
    private final EndAttempts endAttempts;
    private final Optional<SharedSlots> slots;
    private final NoteReports noteReports = new NoteReports();
    private final MarkDead markDead = new MarkDead();
    private final Interventions interventions;
    private final Leases leases;
    private final SendingHold sending = new SendingHold(this);
    private final DeadLetterLeases deadLetterLeases;
    private final Clock clock;
    private final Optional<Instant> lastSign;
    private volatile UnaryOperator<String> prices = account -> "";
    private final AtomicLong tokens = new AtomicLong();
    private final Heartbeat heart;
    private final MessageLookup messages = new MessageLookup(this);

    /**
     * Begins to use a store, which is closed with this.
     *
     * @param node name of this process for people
     * @param referenceWindow how long a reference is remembered
     * @param longestAttempt what is open for longer is not being made any more
     * @throws LedgerAwayException if the store cannot be written
     */
    public Ledger(LedgerStore store, String node, Duration referenceWindow, Duration longestAttempt, Clock clock) {
        this.store = store;
        nodes = new Nodes(UUID.randomUUID().toString(), node, !store.isShared(), longestAttempt, clock);
        commits = new GroupCommit(store.source(), nodes);
        Entries entries = new Entries(store.numbers());
        takeRequests = new TakeRequests(new TakeMessages(entries, referenceWindow, clock));
        slots = store.isShared()
                ? Optional.of(new SharedSlots(
                        new SlotClaims(nodes.id(), Nodes.SILENCE.plus(longestAttempt)),
                        token -> nodes.isUnderWay(token)))
                : Optional.empty();
        beginAttempts = new BeginAttempts(
                entries, nodes.id(), attempt -> nodes.isUnderWay(attempt), nodes::describe, slots, sending);
        endAttempts = new EndAttempts(new UsageCounter(nodes.id(), account -> prices.apply(account)), slots);
        interventions = new Interventions(clock);
        leases = new Leases(nodes.id(), clock);
        deadLetterLeases = new DeadLetterLeases(commits, nodes.id(), store.clock());
        this.clock = clock;
        lastSign = read(Nodes::lastSign);
        await(commits.submit(nodes, 0L));
        await(commits.submit(sending.look, 0L));
        heart = new Heartbeat(commits, nodes, sending, deadLetterLeases, slots);
        heart.start();
    }

    /** Whether it can be written, as far as is known. */
    public boolean isAvailable() {
        return commits.isAvailable();
    }

    /**
     * Tells from now on how long each transaction took, in nanoseconds.
     *
     * @param told is called by the thread that writes, and must not wait
     */
    public void onCommit(LongConsumer told) {
        commits.onCommit(told);
    }

    /** Why it cannot be written, in words; empty if it can. */
    public Optional<String> problem() {
        return commits.problem().or(heart::silence);
    }

    /**
     * Enters requests in one transaction, and those that others submit meanwhile. Of each all messages are entered or none; one
     * that the ledger refuses, or whose reference came before with another recipient or text, leaves the others as they are.
     *
     * @param requests the messages of each; no reference twice in one
     * @return one for each, in their order; fails with {@link LedgerAwayException} if nothing is certain
     */
    public CompletableFuture<List<Entered>> takeAll(List<List<AcceptRequest>> requests) {
        return commits.submit(takeRequests, requests);
    }

    /**
     * Judges a message that has come to its account, and opens an attempt if nothing speaks against it.
     *
     * @param token from {@link #nextToken()}; the same again after {@link LedgerAwayException}
     * @param open whether to open an attempt
     * @param most submissions of the account at once, 1 or more if an attempt is opened; counted only if other gateways may
     *     have some
     * @throws LedgerAwayException if nothing is certain
     */
    public AttemptDecision begin(
            Entry entry, MessageVersion version, String provider, long token, Instant at, boolean open, int most) {
        nodes.started(token);
        AttemptDecision decision = null;
        try {
            decision = await(
                    commits.submit(beginAttempts, new Beginning(entry, version, provider, token, at, open, most)));
            return decision;
        } finally {
            if (!(open && decision instanceof AttemptDecision.Go)) {
                nodes.stopped(token);
            }
        }
    }

    /** Attempts that are closed and opened together, in one transaction, and dead letters that are noted there. */
    public AttemptTurn turn() {
        return new AttemptTurn(commits.new Together(), beginAttempts, endAttempts, markDead, nodes, deadLetterLeases);
    }

    /** A number that no other attempt of this process has. */
    public long nextToken() {
        return tokens.incrementAndGet();
    }

    /** Whether other gateways may use this ledger. */
    public boolean isShared() {
        return store.isShared();
    }

    /**
     * Tells the other gateways which accounts this one sends with, and how many submissions at once it has them make. Where
     * gateways differ, the lowest number holds.
     *
     * @param most submissions at once by account, each 1 or more
     */
    public void tellConcurrency(Map<String, Integer> most) {
        slots.ifPresent(shared -> shared.say(most));
        heart.renewSlots();
    }

    /**
     * Says what segments cost from now on.
     *
     * @param now price of a segment of an account, by its id, as it is to be kept; empty if it is not known
     */
    public void tellPrices(UnaryOperator<String> now) {
        prices = now;
    }

    /** Tells the other gateways, by a digest, with which accounts this one sends. */
    public void tellAccounts(String digest) {
        nodes.tellAccounts(digest);
        CompletableFuture<Void> unused = commits.submit(nodes, 0L);
    }

    /** Other gateways that live and send with other accounts than this one. */
    public List<NodeRecord> nodesWithOtherAccounts() {
        return nodes.withOtherAccounts();
    }

    /** How many round trips to the database were made because of slots that gateways share. */
    public long slotTrips() {
        return slots.map(SharedSlots::trips).orElse(0L);
    }

    /** Gives up an attempt that cannot be closed: it counts as left behind from now on. */
    public void abandon(long token) {
        nodes.stopped(token);
    }

    /** Says which copy of a message is put into the dead letter queue. */
    public DeadLetterLeases deadLetterLeases() {
        return deadLetterLeases;
    }

    /**
     * Notes that a message is in the dead letter queue.
     *
     * @throws LedgerAwayException if that is not certain
     */
    public void dead(DeadLetterRecord letter) {
        await(commits.submit(markDead, letter));
        deadLetterLeases.over(letter.messageId());
    }

    /**
     * Notes what a person did with dead letters. May be repeated.
     *
     * @throws LedgerAwayException if that is not certain
     */
    public void intervened(List<Intervention> deeds) {
        await(commits.submit(interventions, deeds));
    }

    /**
     * Takes a job that one node does at a time, or keeps it. It belongs to this node for 15 s from now.
     *
     * @return whether this node has it
     * @throws LedgerAwayException if that is not certain
     */
    public boolean takeJob(String job) {
        return await(commits.submit(leases, job));
    }

    /** Reads messages, and what became of them. */
    public MessageLookup messages() {
        return messages;
    }

    /**
     * Whether a job is held, and why.
     *
     * @throws LedgerAwayException if it cannot be read
     */
    public Optional<Hold> hold(String job) {
        return read(connection -> Holds.find(connection, job));
    }

    /**
     * Lets a job that is held go on.
     *
     * @return whether it was held
     * @throws LedgerAwayException if that is not certain
     */
    public boolean release(String job) {
        return Holds.release(this, job);
    }

    /** Whether nothing is to be sent. */
    public SendingHold sending() {
        return sending;
    }

    /** Attempts that this process is about. */
    public int attemptsUnderWay() {
        return nodes.underWay();
    }

    /** When a gateway last wrote that it lives, before this one began to use the ledger; empty if none ever did. */
    Optional<Instant> lastSign() {
        return lastSign;
    }

    /** The processes that use this ledger, or did so within a day, the newest first. */
    public List<NodeRecord> nodes() {
        return read(connection -> nodes.read(connection));
    }

    /** Other gateways that have ended without a word, and not come back. */
    public List<NodeRecord> silentNodes() {
        return nodes.silent();
    }

    /** The keyed hash by which messages to a number are found. */
    public NumberHash numbers() {
        return store.numbers();
    }

    /** What tells this process the time. */
    public Clock clock() {
        return clock;
    }

    /** Has other work done with that of others. */
    public <I, O> CompletableFuture<O> submit(LedgerCommand<I, O> batch, I input) {
        return commits.submit(batch, input);
    }

    /**
     * Accepted messages of an account of which it is time to ask for a delivery report, those that have waited longest first.
     *
     * @param account id of the account
     * @param limit most messages
     * @throws LedgerAwayException if the ledger cannot be read
     */
    public List<ExpectedReport> expectedReports(String account, Instant now, int limit) {
        return read(connection -> NoteReports.expected(connection, account, now, limit));
    }

    /**
     * Notes what was learned of a message's delivery.
     *
     * @param state {@link State#DELIVERED}, {@link State#UNDELIVERED}, or {@link State#ACCEPTED} if it is not known yet
     * @param next when to ask again; {@code null} for never
     * @throws LedgerAwayException if that is not certain
     */
    public void reported(String messageId, State state, Instant at, Instant next) {
        await(commits.submit(noteReports, new NoteReports.Note(messageId, state, at, next)));
    }

    /** The pace of accounts that other gateways share; empty if none can. */
    public Optional<SharedPace> sharedPace() {
        return store.isShared() ? Optional.of(new SharedPace(store.source())) : Optional.empty();
    }

    /** The name of a node for people; empty if it is not known any more. */
    public String nodeName(String node) {
        return nodes.name(node);
    }

    /** Whether a process ended in order, as far as is known. */
    public boolean hasStopped(String node) {
        return nodes.hasStopped(node);
    }

    /** This process, as in the ledger. */
    public String node() {
        return nodes.id();
    }

    /**
     * Reads.
     *
     * @throws LedgerAwayException if it cannot be read
     */
    public <T> T read(Reading<T> reading) {
        try (Connection connection = store.source().getConnection()) {
            return reading.of(connection);
        } catch (SQLException e) {
            throw new LedgerAwayException("The ledger cannot be read: " + e.getMessage(), e);
        }
    }

    /** Something that is read. */
    public interface Reading<T> {
        T of(Connection connection) throws SQLException;
    }

    /** Writes what has been submitted, and closes the store. */
    @Override
    public void close() {
        heart.close();
        if (slots.isPresent() && nodes.isIdle()) {
            CompletableFuture<Void> unused = commits.submit(slots.get().leave, 0L);
        }
        CompletableFuture<Void> unusedToo = commits.submit(nodes.leave, 0L);
        commits.close();
        store.close();
    }

    /**
     * Waits for what was submitted.
     *
     * @throws LedgerAwayException if it is not done, or not done soon
     */
    public static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | CompletionException e) {
            if (e.getCause() instanceof LedgerAwayException away) {
                throw new LedgerAwayException(away.getMessage(), away);
            }
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new LedgerAwayException("The ledger does not answer within " + PATIENCE_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerAwayException("The gateway stops", e);
        }
    }
}

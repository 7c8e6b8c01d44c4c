package io.staffetta.ledger;

import io.staffetta.ledger.history.Entries;
import io.staffetta.ledger.history.Intervention;
import io.staffetta.ledger.history.Interventions;
import io.staffetta.ledger.slots.SharedPace;
import io.staffetta.ledger.slots.SharedSlots;
import io.staffetta.ledger.slots.SlotClaims;
import io.staffetta.ledger.store.GroupCommit;
import io.staffetta.ledger.store.LedgerAwayException;
import io.staffetta.ledger.store.LedgerCommand;
import io.staffetta.ledger.store.LedgerFutures;
import io.staffetta.ledger.store.LedgerReads;
import io.staffetta.ledger.store.LedgerStore;
import io.staffetta.ledger.store.NumberHash;
import io.staffetta.ledger.usage.UsageCounter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;

/**
 * Message Store. Records every message and every attempt. What a method records is on the disk when it returns, or its
 * future completes.
 *
 * <p>Thread-safe.
 */
public final class Ledger implements AutoCloseable {

    /** Where a machine starts, all wait for its disk. */
    private static final long START_SECONDS = 60;

    private final LedgerStore store;
    private final Nodes nodes;
    private final GroupCommit commits;
    private final TakeRequests takeRequests;
    private final LedgerAttempts attempts;
    private final Optional<SharedSlots> slots;
    private final MarkDead markDead = new MarkDead();
    private final Interventions interventions;
    private final Jobs jobs;
    private final SendingHold sending;
    private final DeadLetterLeases deadLetterLeases;
    private final Clock clock;
    private final Optional<Instant> lastSign;
    private volatile UnaryOperator<String> prices = account -> "";
    private final Heartbeat heart;
    private final LedgerReads reads;
    private final MessageLookup messages;

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
        reads = new LedgerReads(store.source());
        messages = new MessageLookup(reads, store.numbers());
        jobs = new Jobs(commits, reads, new Leases(nodes.id(), clock));
        sending = new SendingHold(jobs, commits, clock);
        Entries entries = new Entries(store.numbers());
        takeRequests = new TakeRequests(new TakeMessages(entries, referenceWindow, clock), store.isShared());
        slots = store.isShared()
                ? Optional.of(new SharedSlots(
                        new SlotClaims(nodes.id(), Nodes.SILENCE.plus(longestAttempt)),
                        token -> nodes.isUnderWay(token)))
                : Optional.empty();
        interventions = new Interventions(clock);
        deadLetterLeases = new DeadLetterLeases(commits, nodes.id(), store.clock());
        attempts = new LedgerAttempts(
                commits,
                new BeginAttempts(
                        entries, nodes.id(), attempt -> nodes.isUnderWay(attempt), nodes::describe, slots, sending),
                new EndAttempts(new UsageCounter(nodes.id(), account -> prices.apply(account)), slots),
                markDead,
                nodes,
                deadLetterLeases);
        this.clock = clock;
        lastSign = read(Nodes::lastSign);
        LedgerFutures.await(commits.submit(nodes, 0L), START_SECONDS);
        LedgerFutures.await(commits.submit(sending.look, 0L), START_SECONDS);
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

    /** How many round trips to the database were made because of slots that gateways share. */
    public long slotTrips() {
        return slots.map(SharedSlots::trips).orElse(0L);
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

    /** Opens and closes attempts. */
    public LedgerAttempts attempts() {
        return attempts;
    }

    /** Jobs that one node does at a time. */
    public Jobs jobs() {
        return jobs;
    }

    /** The processes that use this ledger. */
    public Nodes nodes() {
        return nodes;
    }

    /** Reads messages, and what became of them. */
    public MessageLookup messages() {
        return messages;
    }

    /** Whether nothing is to be sent. */
    public SendingHold sending() {
        return sending;
    }

    /** When a gateway last wrote that it lives, before this one began to use the ledger; empty if none ever did. */
    Optional<Instant> lastSign() {
        return lastSign;
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
    public <I, O> CompletableFuture<O> submit(LedgerCommand<I, O> command, I input) {
        return commits.submit(command, input);
    }

    /** The pace of accounts that other gateways share; empty if none can. */
    public Optional<SharedPace> sharedPace() {
        return store.isShared() ? Optional.of(new SharedPace(store.source())) : Optional.empty();
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
    public <T> T read(LedgerReads.Reading<T> reading) {
        return reads.read(reading);
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
        return LedgerFutures.await(future);
    }
}

package io.staffetta.delivery.attempt;

import io.staffetta.delivery.Delivery;
import io.staffetta.message.Priority;
import io.staffetta.provider.Submission;
import jakarta.jms.Message;

/**
 * A message that was taken from the queue of its account and is not settled yet. It goes from thread to thread, and belongs to
 * one at a time.
 */
public final class InFlight {

    private final AttemptExchange exchange;
    private final String account;
    private final Message jms;
    private final Origin origin;

    private Delivery delivery;
    private Submission submission;
    private RuntimeException obstacle;
    private long token;
    private long read;
    private long turn;
    private boolean told;
    private boolean over;

    /** Hears when a message that it handed over is settled. Called from any thread. */
    public interface Origin {

        /** The attempt of a message is over, which makes room for another. */
        void over();

        /** A message is acknowledged, or left on its queue. */
        void settled();
    }

    /**
     * @param exchange has the JMS message, and the account's id
     */
    public InFlight(AttemptExchange exchange, Origin origin) {
        this.exchange = exchange;
        this.account = exchange.accountId();
        this.jms = exchange.jms();
        this.origin = origin;
    }

    /**
     * A message that came alone, so that no other waits for its place.
     *
     * @param settled called once it is acknowledged, or left on its queue, from any thread
     */
    public static InFlight single(AttemptExchange exchange, Runnable settled) {
        return new InFlight(exchange, new Origin() {
            @Override
            public void over() {
                // No other waits.
            }

            @Override
            public void settled() {
                settled.run();
            }
        });
    }

    public AttemptExchange exchange() {
        return exchange;
    }

    /** Id of the account that it is to be sent with. */
    public String account() {
        return account;
    }

    /** What is to be acknowledged. */
    public Message jms() {
        return jms;
    }

    /** Whether it is tried with a parked account, to see whether that can be used again. */
    boolean isProbe() {
        return exchange.isProbe();
    }

    public boolean isUrgent() {
        return delivery.message().priority() == Priority.HIGH;
    }

    public Delivery delivery() {
        return delivery;
    }

    /** What is to be submitted; {@code null} if something speaks against it. */
    public Submission submission() {
        return submission;
    }

    /** Why it cannot be submitted now; {@code null} if it can. */
    public RuntimeException obstacle() {
        return obstacle;
    }

    /** Distinguishes its attempt from the others of this process; 0 before there is one. */
    public long token() {
        return token;
    }

    void token(long given) {
        token = given;
    }

    /** When it was read, as {@link System#nanoTime} has it. */
    public long read() {
        return read;
    }

    /** When its account's turn was taken for it, as {@link System#nanoTime} has it: its attempt begins then. */
    public void turn(long taken) {
        turn = taken;
    }

    /** How long ago its attempt began, in nanoseconds; 0 if it begins now. */
    long begunNanosAgo() {
        return turn == 0 ? 0 : System.nanoTime() - turn;
    }

    /** It may be submitted as this. */
    public void ready(Delivery found, Submission prepared) {
        note(found);
        submission = prepared;
        obstacle = null;
    }

    /** It cannot be submitted now. */
    public void hindered(Delivery found, RuntimeException why) {
        note(found);
        submission = null;
        obstacle = why;
    }

    private void note(Delivery found) {
        delivery = found;
        read = System.nanoTime();
        exchange.delivery(found);
    }

    /** Whether those who decide about its account have not heard yet how its attempt ended; from now on they have. */
    boolean tellOnce() {
        boolean first = !told;
        told = true;
        return first;
    }

    /** Its attempt is over; says so once. */
    public void over() {
        if (!over) {
            over = true;
            origin.over();
        }
    }

    /** It is done with. */
    public void settled() {
        origin.settled();
    }
}

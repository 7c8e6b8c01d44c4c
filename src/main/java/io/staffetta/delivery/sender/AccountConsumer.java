package io.staffetta.delivery.sender;

import io.staffetta.account.Account;
import io.staffetta.account.ConcurrencyShare;
import io.staffetta.delivery.AccountQueues;
import io.staffetta.delivery.attempt.InFlight;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.apache.activemq.ActiveMQMessageConsumer;

/**
 * Takes the messages of one account from its two queues, urgent ones first, as many as it may have under way. Of what it may have
 * some is kept for urgent messages, see {@link ConcurrencyShare}.
 *
 * <p>Used by one thread, but for what {@link InFlight.Origin} has.
 */
final class AccountConsumer {

    /** Messages whose attempts are over, and that are not settled yet, for each that may be under way. */
    private static final int UNSETTLED = 4;

    /** Most messages taken in one go, before other accounts have theirs. */
    private static final int MOST = 100;

    private final String accountId;
    private final ConcurrencyShare share;
    private final Together together;
    private final Runnable wake;
    private final AtomicInteger urgentUnderWay = new AtomicInteger();
    private final AtomicInteger usualUnderWay = new AtomicInteger();
    private final AtomicInteger unsettled = new AtomicInteger();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private MessageConsumer urgent;
    private MessageConsumer usual;
    private volatile boolean closing;
    /** Whether there may be more than there was room for: who makes room wakes then. */
    private volatile boolean waitsForRoom;

    /**
     * What all accounts have taken together. While it is much, an account has no more that are not urgent than may be under way:
     * each takes some kilobytes of memory, and whoever settles them has enough to do.
     *
     * @param unsettled taken, and not settled yet
     * @param most above which it is much
     */
    record Together(AtomicInteger unsettled, int most) {

        private boolean isMuch() {
            return unsettled.get() >= most;
        }
    }

    /**
     * @param together of all accounts
     * @param wake called when there may be messages or room
     */
    AccountConsumer(Account account, Together together, Runnable wake) {
        this.accountId = account.id();
        this.together = together;
        this.share = ConcurrencyShare.of(account.limits().concurrency());
        this.wake = wake;
    }

    String accountId() {
        return accountId;
    }

    /** Begins to take messages on a session, which acknowledges each by itself. */
    void open(Session session) throws JMSException {
        // Twice what is submitted at once, so that the next messages are at hand when submissions end.
        urgent = consumer(session, AccountQueues.urgent(accountId), 2 * share.all());
        usual = consumer(session, AccountQueues.usual(accountId), 2 * share.usual());
    }

    private MessageConsumer consumer(Session session, String queue, int prefetch) throws JMSException {
        MessageConsumer consumer =
                session.createConsumer(session.createQueue(queue + "?consumer.prefetchSize=" + prefetch));
        ((ActiveMQMessageConsumer) consumer).setAvailableListener(available -> wake.run());
        return consumer;
    }

    /** The session is no more. */
    void lost() {
        urgent = null;
        usual = null;
    }

    /**
     * Takes what there is, as far as there is room.
     *
     * @param out each message, and where it comes from
     * @return how many there were
     */
    int take(BiConsumer<Message, InFlight.Origin> out) throws JMSException {
        if (closing || urgent == null) {
            return 0;
        }
        int taken = 0;
        boolean all = false;
        // Before the room is looked at, so that what is made meanwhile is seen, or wakes.
        waitsForRoom = true;
        while (taken < MOST && !all) {
            boolean room = unsettled.get() < UNSETTLED * share.all()
                    && urgentUnderWay.get() + usualUnderWay.get() < share.all();
            Message message = room ? urgent.receiveNoWait() : null;
            AtomicInteger underWay = urgentUnderWay;
            boolean roomForUsual = room && hasRoomForUsual();
            if (message == null && roomForUsual) {
                message = usual.receiveNoWait();
                underWay = usualUnderWay;
            }
            if (message == null) {
                all = true;
                waitsForRoom = !roomForUsual;
            } else {
                taken++;
                underWay.incrementAndGet();
                unsettled.incrementAndGet();
                together.unsettled().incrementAndGet();
                out.accept(message, origin(underWay));
            }
        }
        return taken;
    }

    private boolean hasRoomForUsual() {
        return usualUnderWay.get() < share.usual() && (!together.isMuch() || unsettled.get() < share.all());
    }

    private InFlight.Origin origin(AtomicInteger underWay) {
        return new InFlight.Origin() {
            @Override
            public void over() {
                underWay.decrementAndGet();
                wakeIfWanted();
            }

            @Override
            public void settled() {
                together.unsettled().decrementAndGet();
                unsettled.decrementAndGet();
                wakeIfWanted();
            }
        };
    }

    private void wakeIfWanted() {
        if (waitsForRoom || closing) {
            wake.run();
        }
    }

    /** Takes no more. Completes when what was taken is settled, and the rest is given back. */
    CompletableFuture<Void> close() {
        closing = true;
        return closed;
    }

    boolean isClosing() {
        return closing;
    }

    /** Whether all that was taken is settled. */
    boolean isSettled() {
        return unsettled.get() == 0;
    }

    /** Gives back what was not settled. */
    void end() {
        try {
            if (urgent != null) {
                urgent.close();
                usual.close();
            }
        } catch (JMSException e) {
            // The connection is broken, which gives it back as well.
        } finally {
            lost();
            closed.complete(null);
        }
    }
}

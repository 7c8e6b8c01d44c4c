package io.staffetta.broker.embedded;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.apache.activemq.broker.ConnectionContext;
import org.apache.activemq.broker.region.Destination;
import org.apache.activemq.command.ConsumerInfo;
import org.apache.activemq.command.Message;
import org.apache.activemq.command.MessageAck;
import org.apache.activemq.command.MessageDispatch;
import org.apache.activemq.command.MessageId;
import org.apache.activemq.filter.BooleanExpression;
import org.apache.activemq.filter.MessageEvaluationContext;
import org.apache.activemq.filter.NonCachedMessageEvaluationContext;
import org.apache.activemq.selector.SelectorParser;
import org.apache.activemq.store.MessageRecoveryContext;
import org.apache.activemq.store.MessageRecoveryListener;
import org.apache.activemq.store.MessageStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Browses a queue for one client: reads some messages at a time from the store, as fast as the client takes them.
 * Whatever there is on the queue, it holds no more of it in memory than one page and what the client has asked for.
 */
final class DeadLetterBrowser {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterBrowser.class);

    private static final int PAGE = 100;

    /** A page ends where it has so many bytes, with whatever message that is. */
    private static final long PAGE_BYTES = 1024 * 1024;

    private final ConsumerInfo info;
    private final ConnectionContext context;
    private final Destination queue;
    private final MessageStore store;
    private final Executor executor;
    private final BooleanExpression selector;
    private final Deque<Message> page = new ArrayDeque<>();
    private final long most;
    private long seen;
    private MessageId last;
    private int outstanding;
    private boolean ended;

    /**
     * @param queue what is looked at; it has a store
     * @param executor what reads the store
     * @throws Exception if the selector is none, or the store cannot be read
     */
    DeadLetterBrowser(ConnectionContext context, ConsumerInfo info, Destination queue, Executor executor)
            throws Exception {
        this.context = context;
        this.info = info;
        this.queue = queue;
        this.store = queue.getMessageStore();
        this.executor = executor;
        this.selector = info.getSelector() == null ? null : SelectorParser.parse(info.getSelector());
        // What comes meanwhile is not looked at: it could go on for ever.
        this.most = store.getMessageCount();
    }

    /** Begins. */
    void start() {
        executor.execute(this::goOn);
    }

    /** The client has taken messages, and there is room for others. */
    synchronized void taken(MessageAck ack) {
        outstanding = Math.max(0, outstanding - Math.max(1, ack.getMessageCount()));
        if (!ended && outstanding <= window() / 2) {
            start();
        }
    }

    /** The client looks no more. */
    synchronized void stop() {
        ended = true;
        page.clear();
    }

    private int window() {
        return Math.max(1, info.getPrefetchSize());
    }

    private synchronized void goOn() {
        try {
            while (!ended && outstanding < window()) {
                Message message = next();
                if (message == null) {
                    end();
                } else if (matches(message)) {
                    outstanding++;
                    dispatch(message);
                }
            }
        } catch (Exception | Error e) {
            LOG.warn("Dead letters cannot be read from the disk: {}", e.getMessage());
            stop();
            // It would take an end for the end of the queue.
            context.getConnection()
                    .serviceExceptionAsync(new IOException("Dead letters cannot be read from the disk", e));
        }
    }

    private Message next() throws Exception {
        if (page.isEmpty() && seen < most) {
            read();
        }
        Message message = seen < most ? page.poll() : null;
        if (message != null) {
            seen++;
        }
        return message;
    }

    /** The next page. It begins with the last message of the one before, if that is still there, and else as far in. */
    private void read() throws Exception {
        MessageRecoveryContext.Builder from = new MessageRecoveryContext.Builder()
                .useIsolatedCursor(true)
                .maxMessageCountReturned(PAGE + 1)
                .messageRecoveryListener(new Reader());
        boolean known = last != null && store.getMessage(last) != null;
        store.recoverMessages((known ? from.startMessageId(last.toString()) : from.offset(seen)).build());
        if (known && !page.isEmpty() && page.peek().getMessageId().equals(last)) {
            page.poll();
        }
        if (!page.isEmpty()) {
            last = page.peekLast().getMessageId();
        }
    }

    private boolean matches(Message message) throws Exception {
        if (selector == null) {
            return true;
        }
        MessageEvaluationContext evaluation = new NonCachedMessageEvaluationContext();
        evaluation.setMessageReference(message);
        return selector.matches(evaluation);
    }

    /** Tells the client that there are no more. */
    private void end() {
        ended = true;
        page.clear();
        dispatch(null);
    }

    private void dispatch(Message message) {
        MessageDispatch dispatch = new MessageDispatch();
        dispatch.setConsumerId(info.getConsumerId());
        dispatch.setDestination(info.getDestination());
        dispatch.setMessage(message);
        context.getConnection().dispatchAsync(dispatch);
    }

    private final class Reader implements MessageRecoveryListener {

        private long bytes;

        @Override
        public boolean recoverMessage(Message message) {
            bytes += message.getSize();
            message.setRegionDestination(queue);
            page.add(message);
            return true;
        }

        @Override
        public boolean recoverMessageReference(MessageId id) {
            return true;
        }

        @Override
        public boolean hasSpace() {
            // The first may be the one that is known.
            return bytes < PAGE_BYTES || page.size() < 2;
        }

        @Override
        public boolean canRecoveryNextMessage() {
            return hasSpace();
        }

        @Override
        public boolean isDuplicate(MessageId id) {
            return false;
        }
    }
}

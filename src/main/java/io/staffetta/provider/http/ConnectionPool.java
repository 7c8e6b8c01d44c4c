package io.staffetta.provider.http;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The connections of one account, as many as its size at most, and the calls that wait for one.
 *
 * <p>Not thread-safe: used by the event loop only.
 */
final class ConnectionPool implements ProviderConnection.Owner {

    /** Connections in use from which on one more is kept ready. */
    private static final int MANY = 2;

    private static final String STOPPED = "the gateway stopped before there was a connection";

    private final EventLoop loop;
    private final Connector connector;
    private final CallSettings settings;
    private final Set<ProviderConnection> open = new HashSet<>();
    private final Deque<ProviderConnection> idle = new ArrayDeque<>();
    private final Set<HttpCall> connecting = new HashSet<>();
    private final Deque<HttpCall> waiting = new ArrayDeque<>();
    private int size;
    /** Whether a connection is being made that no call waits for. */
    private boolean preparing;
    /** After one that could not be made. */
    private long prepareFrom;

    ConnectionPool(EventLoop loop, Connector connector, CallSettings settings) {
        this.loop = loop;
        this.connector = connector;
        this.settings = settings;
        prepareFrom = settings.nanoTime().getAsLong();
    }

    /** Whether it holds nothing: no connection, and no call. */
    boolean isEmpty() {
        return open.isEmpty() && connecting.isEmpty() && waiting.isEmpty() && !preparing;
    }

    /**
     * Begins a call with a connection that is not in use, or a new one; waits for one where all are in use.
     *
     * @param most most connections from now on
     */
    void begin(HttpCall call, int most) {
        size = most;
        acquire(call);
        for (int i = waiting.size(); i > 0 && hasRoom(); i--) {
            serveNext();
        }
        keepReady(call.origin());
    }

    private boolean hasRoom() {
        return taken() < size;
    }

    private int taken() {
        return open.size() + connecting.size() + (preparing ? 1 : 0);
    }

    private void acquire(HttpCall call) {
        for (ProviderConnection free = free(call.origin()); free != null; free = free(call.origin())) {
            if (!free.isExpired() && free.isUsable()) {
                free.begin(call, settings.responseTimeout());
                return;
            }
            free.stop();
        }
        if (hasRoom()) {
            connect(call);
        } else {
            await(call);
            if (!idle.isEmpty()) {
                idle.removeLast().stop(); // To another origin. Its end serves the call.
            }
        }
    }

    private ProviderConnection free(Origin origin) {
        for (ProviderConnection one : idle) {
            if (one.origin().equals(origin)) {
                idle.remove(one);
                return one;
            }
        }
        return null;
    }

    private void await(HttpCall call) {
        waiting.add(call);
        call.timer(loop.schedule(
                () -> {
                    if (waiting.remove(call)) {
                        call.notConnected(
                                "all connections that the account may have to " + call.origin() + " are in use", null);
                    }
                },
                settings.connectTimeout().toMillis(),
                TimeUnit.MILLISECONDS));
    }

    private void connect(HttpCall call) {
        connecting.add(call);
        call.timer(null);
        connector.connect(call.origin()).addListener((Future<ProviderConnection> made) -> {
            connecting.remove(call);
            if (made.isSuccess()) {
                connected(made.getNow(), call);
            } else {
                call.notConnected(ConnectFailure.words(call.origin(), made.cause()), made.cause());
                serveNext();
            }
        });
    }

    /** Where calls come often enough, the next one need not wait for a connection to be made, and to be listened to. */
    private void keepReady(Origin origin) {
        // There is room for a call beside it that cannot wait for it, or needs another origin.
        boolean wanted = idle.isEmpty() && open.size() >= MANY && taken() + 1 < size;
        if (!wanted || preparing || settings.nanoTime().getAsLong() - prepareFrom < 0) {
            return;
        }
        preparing = true;
        connector.connect(origin).addListener((Future<ProviderConnection> made) -> {
            preparing = false;
            if (made.isSuccess()) {
                own(made.getNow());
                release(made.getNow());
            } else {
                prepareFrom = settings.nanoTime().getAsLong() + KeepAlive.LONGEST.toNanos();
                serveNext();
            }
        });
    }

    private void own(ProviderConnection connection) {
        open.add(connection);
        connection.owner(this);
        connection.closeFuture().addListener(closed -> closed(connection));
    }

    private void connected(ProviderConnection connection, HttpCall call) {
        own(connection);
        if (call.isEnded()) {
            connection.stop();
        } else {
            connection.begin(call, settings.responseTimeout());
        }
        keepReady(call.origin());
    }

    private void closed(ProviderConnection connection) {
        open.remove(connection);
        idle.remove(connection);
        serveNext();
    }

    /** The most recently used is used first, so that those too many end. */
    @Override
    public void release(ProviderConnection connection) {
        if (open.size() > size) {
            connection.stop();
        } else if (open.contains(connection)) {
            idle.addFirst(connection);
            serveNext();
        }
    }

    private void serveNext() {
        HttpCall next = waiting.poll();
        if (next != null) {
            acquire(next);
        }
    }

    /** Closes connections that were not used for long. */
    void closeExpired() {
        for (ProviderConnection one : List.copyOf(idle)) {
            if (one.isExpired()) {
                idle.remove(one);
                one.stop();
            }
        }
    }

    /** Fails all calls, and closes all connections. */
    void stop() {
        size = 0;
        List<HttpCall> unsent = new ArrayList<>(waiting);
        unsent.addAll(connecting);
        waiting.clear();
        idle.clear();
        unsent.forEach(call -> call.notConnected(STOPPED, null));
        List.copyOf(open).forEach(ProviderConnection::stop);
    }
}

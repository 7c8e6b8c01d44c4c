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

    private static final String STOPPED = "the gateway stopped before there was a connection";

    private final EventLoop loop;
    private final Connector connector;
    private final CallSettings settings;
    private final Set<ProviderConnection> open = new HashSet<>();
    private final Deque<ProviderConnection> idle = new ArrayDeque<>();
    private final Set<HttpCall> connecting = new HashSet<>();
    private final Deque<HttpCall> waiting = new ArrayDeque<>();
    private int size;
    /** Of a provider that spoke when it was asked, and not before. */
    private Origin known;

    ConnectionPool(EventLoop loop, Connector connector, CallSettings settings) {
        this.loop = loop;
        this.connector = connector;
        this.settings = settings;
    }

    /** Whether it holds nothing: no connection, and no call. */
    boolean isEmpty() {
        return open.isEmpty() && connecting.isEmpty() && waiting.isEmpty();
    }

    /**
     * Begins a call with a connection that is not in use, or a new one; waits for one where all are in use.
     *
     * @param most most connections from now on
     */
    void begin(HttpCall call, int most) {
        size = most;
        acquire(call);
        for (int i = waiting.size(); i > 0 && open.size() + connecting.size() < size; i--) {
            serveNext();
        }
    }

    private void acquire(HttpCall call) {
        for (ProviderConnection free = free(call.origin()); free != null; free = free(call.origin())) {
            if (!free.isExpired() && free.isUsable()) {
                free.begin(call, settings.responseTimeout());
                return;
            }
            free.stop();
        }
        if (open.size() + connecting.size() < size) {
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
        connector.connect(call.origin(), call.origin().equals(known)).addListener((Future<ProviderConnection> made) -> {
            connecting.remove(call);
            if (made.isSuccess()) {
                connected(made.getNow(), call);
            } else {
                known = null;
                call.notConnected(ConnectFailure.words(call.origin(), made.cause()), made.cause());
                serveNext();
            }
        });
    }

    private void connected(ProviderConnection connection, HttpCall call) {
        open.add(connection);
        connection.owner(this);
        connection.closeFuture().addListener(closed -> closed(connection));
        if (call.isEnded()) {
            connection.stop();
        } else {
            connection.begin(call, settings.responseTimeout());
        }
    }

    private void closed(ProviderConnection connection) {
        open.remove(connection);
        idle.remove(connection);
        serveNext();
    }

    @Override
    public void answered(ProviderConnection connection) {
        known = connection.origin();
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
        List<HttpCall> unsent = new ArrayList<>(waiting);
        unsent.addAll(connecting);
        waiting.clear();
        idle.clear();
        unsent.forEach(call -> call.notConnected(STOPPED, null));
        List.copyOf(open).forEach(ProviderConnection::stop);
    }
}

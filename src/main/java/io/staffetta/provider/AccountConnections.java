package io.staffetta.provider;

import io.netty.channel.EventLoop;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The connections of all accounts, on one event loop. A pool is kept as long as it has connections or calls, so that an
 * account without traffic costs nothing.
 *
 * <p>Thread-safe.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Of the timer, which ends with the event loop.
final class AccountConnections {

    private static final int MOST_LOOKUPS = 16;

    private final NioEventLoopGroup group = new NioEventLoopGroup(1, new DefaultThreadFactory("provider-calls", true));
    private final ThreadPoolExecutor blocking = new ThreadPoolExecutor(
            MOST_LOOKUPS,
            MOST_LOOKUPS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new DefaultThreadFactory("provider-names", true));
    private final EventLoop loop = group.next();
    private final Connector connector;
    private final Duration connectTimeout;
    private final Duration responseTimeout;
    private final Map<String, ConnectionPool> pools = new HashMap<>();
    private boolean stopped;

    AccountConnections(Duration connectTimeout, Duration responseTimeout) {
        this.connectTimeout = connectTimeout;
        this.responseTimeout = responseTimeout;
        blocking.allowCoreThreadTimeOut(true);
        connector = new Connector(loop, blocking, connectTimeout);
        loop.scheduleWithFixedDelay(this::tidy, 1, 1, TimeUnit.SECONDS);
    }

    /** Begins a call, and returns at once. Its end is told on the event loop. */
    void begin(HttpCall call, ProviderClient client) {
        loop.execute(() -> beginNow(call, client));
    }

    private void beginNow(HttpCall call, ProviderClient client) {
        if (stopped) {
            call.notConnected("the gateway is stopping", null);
            return;
        }
        pools.computeIfAbsent(
                        client.name(), name -> new ConnectionPool(loop, connector, connectTimeout, responseTimeout))
                .begin(call, client.connections());
    }

    private void tidy() {
        pools.values().forEach(ConnectionPool::closeExpired);
        pools.values().removeIf(ConnectionPool::isEmpty);
    }

    /** Ends every call with what is known of it, and returns when their callers were told. */
    void stop() {
        loop.submit(() -> {
                    stopped = true;
                    pools.values().forEach(ConnectionPool::stop);
                })
                .awaitUninterruptibly(10, TimeUnit.SECONDS);
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(10, TimeUnit.SECONDS);
        blocking.shutdownNow();
    }
}

package io.staffetta.provider.http;

import io.netty.channel.EventLoop;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
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
    private static final int MOST_HANDSHAKES = 2;
    private static final int MOST_READERS = 2;

    private final NioEventLoopGroup group = new NioEventLoopGroup(1, new DefaultThreadFactory("provider-calls", true));
    /** Apart from each other: a name server that hangs keeps nobody from checking certificates. */
    private final ExecutorService lookups = threads("provider-names", MOST_LOOKUPS);

    private final ExecutorService handshakes = threads("provider-tls", MOST_HANDSHAKES);
    private final ExecutorService readers = threads("provider-answers", MOST_READERS);
    private final EventLoop loop = group.next();
    private final Connector connector;
    private final CallSettings settings;
    private final Map<String, ConnectionPool> pools = new HashMap<>();
    private boolean stopped;

    AccountConnections(CallSettings settings) {
        this.settings = settings;
        connector = new Connector(
                loop,
                new HostNames(loop, lookups, settings),
                new ProviderTls(handshakes, settings.connectTimeout()),
                settings);
        loop.scheduleWithFixedDelay(this::tidy, 1, 1, TimeUnit.SECONDS);
    }

    private static ExecutorService threads(String name, int most) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                most, most, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new DefaultThreadFactory(name, true));
        threads.allowCoreThreadTimeOut(true);
        return threads;
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
        pools.computeIfAbsent(client.name(), name -> new ConnectionPool(loop, connector, settings))
                .begin(call, client.connections());
    }

    private void tidy() {
        pools.values().forEach(ConnectionPool::closeExpired);
        pools.values().removeIf(ConnectionPool::isEmpty);
    }

    /** Does something that takes too long for the event loop. */
    void aside(Runnable work) {
        try {
            readers.execute(work);
        } catch (RejectedExecutionException e) {
            work.run(); // The gateway stops.
        }
    }

    /** Ends every call with what is known of it, and begins no other. Returns when their callers were told. */
    void abort() {
        loop.submit(() -> {
                    stopped = true;
                    pools.values().forEach(ConnectionPool::stop);
                })
                .awaitUninterruptibly(10, TimeUnit.SECONDS);
    }

    /** Ends every call as {@link #abort}, and the threads. */
    void stop() {
        abort();
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(10, TimeUnit.SECONDS);
        lookups.shutdownNow();
        handshakes.shutdownNow();
        readers.shutdown();
    }
}

package io.staffetta.provider.http;

import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Looks up host names as the Java runtime does, and so as the machine does: {@code /etc/hosts} and {@code nsswitch.conf}
 * count. One thread looks up a name for all that wait for it.
 *
 * <p>Not thread-safe: used by the event loop only.
 */
final class HostNames {

    private final EventLoop loop;
    private final Executor blocking;
    private final CallSettings settings;
    private final Map<String, Promise<InetAddress[]>> underWay = new HashMap<>();

    HostNames(EventLoop loop, Executor blocking, CallSettings settings) {
        this.loop = loop;
        this.blocking = blocking;
        this.settings = settings;
    }

    /** The addresses of a name, or the address that the text is. */
    Future<InetAddress[]> addresses(String host) {
        byte[] address = NetUtil.createByteArrayFromIpAddressString(host);
        if (address != null) {
            try {
                return loop.newSucceededFuture(new InetAddress[] {InetAddress.getByAddress(host, address)});
            } catch (UnknownHostException e) {
                return loop.newFailedFuture(e);
            }
        }
        return underWay.computeIfAbsent(host, this::lookUp);
    }

    private Promise<InetAddress[]> lookUp(String host) {
        Promise<InetAddress[]> found = loop.newPromise();
        Future<?> timer = loop.schedule(
                () -> found.tryFailure(new SocketTimeoutException("name")),
                settings.connectTimeout().toMillis(),
                TimeUnit.MILLISECONDS);
        found.addListener(any -> {
            timer.cancel(false);
            underWay.remove(host);
        });
        try {
            blocking.execute(() -> {
                try {
                    found.trySuccess(settings.names().addresses(host));
                } catch (UnknownHostException | RuntimeException e) {
                    found.tryFailure(e);
                }
            });
        } catch (RejectedExecutionException e) {
            loop.execute(() -> found.tryFailure(e));
        }
        return found;
    }
}

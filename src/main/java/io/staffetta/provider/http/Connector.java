package io.staffetta.provider.http;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/**
 * Opens connections to providers. Each address of a name is tried, until one takes the connection. A connection on which the
 * provider speaks first is dropped.
 *
 * <p>Not thread-safe: used by the event loop only.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Of closing, after which nothing is left to do.
final class Connector {

    /** How long it is waited at least whether a provider speaks first, or closes at once what it has taken. */
    private static final long FIRST_WORDS_NANOS = TimeUnit.MILLISECONDS.toNanos(15);

    /** Where its words are under way for longer: how long that is, which is as long as it took to connect, and this. */
    private static final long BESIDE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private static final long LONGEST_WAY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final EventLoop loop;
    private final HostNames names;
    private final ProviderTls tls;
    private final CallSettings settings;

    /** Connects to the addresses of these names, with TLS where the origin says so. */
    Connector(EventLoop loop, HostNames names, ProviderTls tls, CallSettings settings) {
        this.loop = loop;
        this.names = names;
        this.tls = tls;
        this.settings = settings;
    }

    /** A connection that is ready for a request. */
    Future<ProviderConnection> connect(Origin origin) {
        Promise<ProviderConnection> made = loop.newPromise();
        names.addresses(origin.host()).addListener((Future<InetAddress[]> found) -> {
            if (found.isSuccess()) {
                connect(origin, found.getNow(), 0, made);
            } else {
                made.setFailure(found.cause());
            }
        });
        return made;
    }

    private void connect(Origin origin, InetAddress[] addresses, int next, Promise<ProviderConnection> made) {
        long begun = System.nanoTime();
        ProviderConnection connection = new ProviderConnection(origin, settings.nanoTime());
        ChannelFuture tcp = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(settings.connectTimeout().toMillis()))
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (origin.tls()) {
                            channel.pipeline().addLast(tls.handler(origin));
                        }
                        connection.addTo(channel.pipeline());
                    }
                })
                .connect(new InetSocketAddress(addresses[next], origin.port()));
        tcp.addListener((ChannelFutureListener) opened -> {
            if (opened.isSuccess()) {
                long way = Math.min(System.nanoTime() - begun, LONGEST_WAY_NANOS);
                long firstWords = Math.max(FIRST_WORDS_NANOS, way + BESIDE_NANOS);
                encrypt(opened.channel(), connection, firstWords, made);
            } else if (next + 1 < addresses.length) {
                connect(origin, addresses, next + 1, made);
            } else {
                made.setFailure(opened.cause());
            }
        });
    }

    private void encrypt(
            Channel channel, ProviderConnection connection, long firstWords, Promise<ProviderConnection> made) {
        SslHandler handler = channel.pipeline().get(SslHandler.class);
        if (handler == null) {
            listen(channel, connection, firstWords, made);
            return;
        }
        handler.handshakeFuture().addListener(trusted -> {
            if (trusted.isSuccess()) {
                listen(channel, connection, firstWords, made);
            } else {
                channel.close();
                made.setFailure(connection.damage().map(Connector::ofTls).orElse(trusted.cause()));
            }
        });
    }

    /** Java's checks of certificates may fail with anything, as where its trust store cannot be read. */
    private static Throwable ofTls(Throwable damage) {
        Throwable root = damage;
        for (int depth = 0; root.getCause() != null && depth < 10; depth++) {
            root = root.getCause();
        }
        return damage instanceof IOException ? damage : new SSLException(root.getMessage(), damage);
    }

    private void listen(
            Channel channel, ProviderConnection connection, long firstWords, Promise<ProviderConnection> made) {
        loop.schedule(
                () -> {
                    if (connection.isUsable()) {
                        made.setSuccess(connection);
                    } else {
                        channel.close();
                        made.setFailure(
                                connection.spokeFirst()
                                        ? new UnsolicitedDataException()
                                        : new ClosedChannelException());
                    }
                },
                firstWords,
                TimeUnit.NANOSECONDS);
    }
}

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

    /** How long bytes of a provider that speaks first are waited for, in milliseconds. */
    private static final int FIRST_WORDS = 15;

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

    /** A connection that is being made. */
    private record Opening(Origin origin, int firstWords, Promise<ProviderConnection> made) {}

    /**
     * A connection that is ready for a request.
     *
     * @param known whether the provider is known not to speak first, so that this need not be waited for
     */
    Future<ProviderConnection> connect(Origin origin, boolean known) {
        Promise<ProviderConnection> made = loop.newPromise();
        Opening opening = new Opening(origin, known ? 0 : FIRST_WORDS, made);
        names.addresses(origin.host()).addListener((Future<InetAddress[]> found) -> {
            if (found.isSuccess()) {
                connect(opening, found.getNow(), 0);
            } else {
                made.setFailure(found.cause());
            }
        });
        return made;
    }

    private void connect(Opening opening, InetAddress[] addresses, int next) {
        Origin origin = opening.origin();
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
                encrypt(opened.channel(), connection, opening);
            } else if (next + 1 < addresses.length) {
                connect(opening, addresses, next + 1);
            } else {
                opening.made().setFailure(opened.cause());
            }
        });
    }

    private void encrypt(Channel channel, ProviderConnection connection, Opening opening) {
        SslHandler handler = channel.pipeline().get(SslHandler.class);
        if (handler == null) {
            listen(channel, connection, opening);
            return;
        }
        handler.handshakeFuture().addListener(trusted -> {
            if (trusted.isSuccess()) {
                listen(channel, connection, opening);
            } else {
                channel.close();
                opening.made()
                        .setFailure(connection.damage().map(Connector::ofTls).orElse(trusted.cause()));
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

    private void listen(Channel channel, ProviderConnection connection, Opening opening) {
        loop.schedule(
                () -> {
                    if (connection.isUsable()) {
                        opening.made().setSuccess(connection);
                    } else {
                        channel.close();
                        opening.made()
                                .setFailure(
                                        connection.spokeFirst()
                                                ? new UnsolicitedDataException()
                                                : new ClosedChannelException());
                    }
                },
                opening.firstWords(),
                TimeUnit.MILLISECONDS);
    }
}

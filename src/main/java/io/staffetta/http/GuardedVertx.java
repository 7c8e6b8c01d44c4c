package io.staffetta.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.staffetta.tls.ServerCertificate;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.impl.VertxWrapper;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLException;

/**
 * Makes HTTP servers that keep the limits: the only place where they are put on a server.
 *
 * <p>Thread-safe.
 */
public final class GuardedVertx extends VertxWrapper {

    private final HttpLimits limits;
    private final boolean asksForLogin;
    private final Optional<SslContext> tls;

    /**
     * @param vertx what does the work, and is closed with this one
     * @param limits limits of each server
     */
    public GuardedVertx(Vertx vertx, HttpLimits limits) {
        this(vertx, limits, Optional.empty());
    }

    /**
     * @param vertx what does the work, and is closed with this one
     * @param limits limits of each server
     * @param keys certificate of servers on which callers log in, which then speak TLS; empty for none
     */
    public GuardedVertx(Vertx vertx, HttpLimits limits, Optional<? extends KeyManager> keys) {
        this(vertx, limits, false, keys.map(GuardedVertx::context));
    }

    private GuardedVertx(Vertx vertx, HttpLimits limits, boolean asksForLogin, Optional<SslContext> tls) {
        super((VertxInternal) vertx);
        this.limits = limits;
        this.asksForLogin = asksForLogin;
        this.tls = tls;
    }

    /** The same, for a server that tells by itself on which connections somebody has logged in. */
    GuardedVertx withLogin() {
        return new GuardedVertx(delegate, limits, true, tls);
    }

    private static SslContext context(KeyManager keys) {
        try {
            return SslContextBuilder.forServer(keys)
                    .sslProvider(SslProvider.JDK)
                    .protocols(ServerCertificate.PROTOCOLS)
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    @Override
    public HttpServer createHttpServer() {
        return createHttpServer(new HttpServerOptions());
    }

    @Override
    public HttpServer createHttpServer(HttpServerOptions options) {
        // One exchange at a time on a connection, so that its end ends one, and its limits are those of one.
        HttpServerOptions one = new HttpServerOptions(options).setHttp2ClearTextEnabled(false);
        ConnectionLimit door = new ConnectionLimit(limits, asksForLogin);
        return delegate.createHttpServer(one).connectionHandler(connection -> guard(connection, one, door));
    }

    private void guard(HttpConnection connection, HttpServerOptions options, ConnectionLimit door) {
        Channel channel = ConnectionGuard.channel(connection);
        ConnectionGuard guard = new ConnectionGuard(door, limits);
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.replace("httpDecoder", "httpDecoder", new StrictDecoder(options, guard::requestBegins));
        pipeline.addAfter("httpEncoder", "guard", guard);
        var unused = channel.closeFuture().addListener(closed -> door.left(guard));
        if (asksForLogin) {
            // Here and not by Vert.x, which tells of a connection when its handshake is over: until then nobody would
            // count it.
            tls.ifPresent(context -> pipeline.addFirst("tls", secured(context, channel)));
        }
        door.enter(guard, address(channel)).ifPresent(guard::refuse);
    }

    private SslHandler secured(SslContext context, Channel channel) {
        SslHandler handler = context.newHandler(channel.alloc());
        handler.setHandshakeTimeout(limits.time().toMillis(), TimeUnit.MILLISECONDS);
        return handler;
    }

    private static String address(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress remote
                ? remote.getAddress().getHostAddress()
                : "";
    }
}

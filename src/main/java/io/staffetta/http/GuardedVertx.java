package io.staffetta.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.impl.VertxWrapper;
import java.net.InetSocketAddress;

/**
 * A Vert.x whose HTTP servers keep the limits, whoever makes them: the only place where they are put on a server.
 *
 * <p>Thread-safe.
 */
public final class GuardedVertx extends VertxWrapper {

    private final HttpLimits limits;
    private final boolean asksForLogin;

    /**
     * @param vertx what does the work, and is closed with this one
     * @param limits limits of each server
     */
    public GuardedVertx(Vertx vertx, HttpLimits limits) {
        this(vertx, limits, false);
    }

    private GuardedVertx(Vertx vertx, HttpLimits limits, boolean asksForLogin) {
        super((VertxInternal) vertx);
        this.limits = limits;
        this.asksForLogin = asksForLogin;
    }

    /** The same, for a server that tells by itself on which connections somebody has logged in. */
    GuardedVertx withLogin() {
        return new GuardedVertx(delegate, limits, true);
    }

    @Override
    public HttpServer createHttpServer() {
        return createHttpServer(new HttpServerOptions());
    }

    @Override
    public HttpServer createHttpServer(HttpServerOptions options) {
        // One exchange at a time on a connection, so that its end ends one, and its limits are those of one.
        HttpServerOptions one = new HttpServerOptions(options).setHttp2ClearTextEnabled(false);
        Door door = new Door(limits, asksForLogin);
        return delegate.createHttpServer(one).connectionHandler(connection -> guard(connection, one, door));
    }

    private void guard(HttpConnection connection, HttpServerOptions options, Door door) {
        Channel channel = ConnectionGuard.channel(connection);
        ConnectionGuard guard = new ConnectionGuard(door, limits);
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.replace("httpDecoder", "httpDecoder", new StrictDecoder(options, guard));
        pipeline.addAfter("httpEncoder", "guard", guard);
        var unused = channel.closeFuture().addListener(closed -> door.left(guard));
        door.enter(guard, address(channel)).ifPresent(guard::refuse);
    }

    private static String address(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress remote
                ? remote.getAddress().getHostAddress()
                : "";
    }
}

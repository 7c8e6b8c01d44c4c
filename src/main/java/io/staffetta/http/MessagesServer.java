package io.staffetta.http;

import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedStartupListener;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;

/**
 * Serves the port for messages. It listens before the routes run, and says until then that it is not ready: Camel's own
 * answers 404, and whoever is told that what is called does not exist has no reason to call again.
 */
public final class MessagesServer extends VertxPlatformHttpServer implements ExtendedStartupListener {

    /** Before all routes of the server, whose order begins at 0. */
    private static final int FIRST = -1;

    private static final int NOT_READY = 503;

    private final VertxPlatformHttpServerConfiguration configuration;
    private final GuardedVertx guarded;
    private volatile boolean ready;

    /**
     * @param host address to listen on, such as {@code 127.0.0.1}
     * @param port port to listen on
     * @param guarded makes the server, with its limits
     */
    public MessagesServer(String host, int port, GuardedVertx guarded) {
        this(configuration(host, port), guarded);
    }

    private MessagesServer(VertxPlatformHttpServerConfiguration configuration, GuardedVertx guarded) {
        super(configuration);
        this.configuration = configuration;
        this.guarded = guarded.withLogin();
    }

    /** Not the one of the management port: there nobody logs in. */
    @Override
    protected Vertx lookupVertx() {
        return guarded;
    }

    private static VertxPlatformHttpServerConfiguration configuration(String host, int port) {
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setServerType(VertxPlatformHttpRouter.SERVER_TYPE_SERVER);
        configuration.setBindHost(host);
        configuration.setBindPort(port);
        configuration.setMaxBodySize((long) HttpLimits.MOST_BODY_BYTES);
        configuration.getBodyHandler().setHandleFileUploads(false);
        return configuration;
    }

    @Override
    protected void initializeServer() {
        super.initializeServer();
        VertxPlatformHttpRouter.lookup(
                        getCamelContext(), VertxPlatformHttpRouter.getRouterNameFromPort(configuration.getPort()))
                .route()
                .order(FIRST)
                .handler(this::answerUntilReady);
    }

    private void answerUntilReady(RoutingContext call) {
        if (ready) {
            call.next();
            return;
        }
        HttpAnswer answer = HttpProblem.of(NOT_READY, "The gateway is starting: send it again later")
                .answer();
        call.response()
                .setStatusCode(NOT_READY)
                .putHeader("Retry-After", "5")
                .putHeader("Content-Type", answer.contentType())
                .end(answer.body());
    }

    @Override
    public void onCamelContextStarting(CamelContext context, boolean alreadyStarted) {
        // Not yet.
    }

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        // Not yet.
    }

    @Override
    public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) {
        ready = true;
    }
}

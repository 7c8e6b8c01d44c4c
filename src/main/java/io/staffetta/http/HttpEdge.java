package io.staffetta.http;

import io.staffetta.operations.IntakeFaults;
import io.vertx.core.http.HttpClosedException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import org.apache.camel.CamelContext;
import org.apache.camel.Ordered;
import org.apache.camel.StartupListener;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wraps all routes of the port for messages, also those that will be there: checks who may call, and words how the
 * server refuses. In place before the first route takes requests; if it cannot be, the gateway does not start.
 */
public final class HttpEdge implements StartupListener, Ordered {

    /** Before all routes of the server, whose order begins at 0. */
    private static final int FIRST = -1;

    private static final Logger LOG = LoggerFactory.getLogger(HttpEdge.class);

    private final CallerCheck callers;
    private final BodyCheck bodies;
    private final Uploads uploads;
    private final IntakeFaults faults;

    /**
     * @param callers decides whose requests are looked at
     * @param memory bounds what their bodies take
     * @param uploads takes bodies that are files
     * @param faults knows why a request was not taken
     */
    public HttpEdge(CallerCheck callers, RequestMemory memory, Uploads uploads, IntakeFaults faults) {
        this.uploads = uploads;
        this.callers = callers;
        this.faults = faults;
        this.bodies = new BodyCheck(memory);
    }

    /** After Camel's own listener, which starts the server; routes start after all listeners. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST;
    }

    @Override
    public void onCamelContextStarting(CamelContext context, boolean alreadyStarted) {
        VertxPlatformHttpRouter server = context.getRegistry().findByType(VertxPlatformHttpRouter.class).stream()
                .filter(VertxPlatformHttpRouter::isMainServer)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no HTTP server for messages"));
        // The router around the one that Camel's routes are in: only its error handlers see all that the server
        // refuses.
        Router router = (Router) server.getServer().getServer().requestHandler();
        router.route()
                .order(FIRST)
                .handler(callers)
                .handler(bodies)
                .handler(uploads)
                .failureHandler(HttpEdge::failed);
        new ServerProblems(context, faults).addTo(router);
    }

    /** A caller that hung up gets no answer, and is nobody's fault. */
    private static void failed(RoutingContext call) {
        boolean hungUp = call.failure() instanceof HttpClosedException || call.failure() instanceof IOException;
        if (hungUp || call.response().closed()) {
            LOG.debug("A caller hung up before its answer", call.failure());
        } else {
            call.next();
        }
    }

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        // All was done before.
    }
}

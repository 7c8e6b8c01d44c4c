package io.staffetta.http;

import io.staffetta.intake.RequestTooLateException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClosedException;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConsumer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.LoggingExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes consumers of HTTP whose routes are asynchronous: no thread waits for one that waits itself. They give the memory of a
 * request back when the work on it is done, which may be after its caller was answered, or has gone.
 */
public final class HeldRequests extends VertxPlatformHttpEngine {

    private static final Logger LOG = LoggerFactory.getLogger(HeldRequests.class);

    /**
     * Ways in that only read what came, and wait for the committer without a thread: small requests to them begin on the
     * thread of their connection.
     */
    private static final Set<String> BRIEF = Set.of("/v1/messages", "/tvox/webapi");

    /** Longest body, in bytes, of a request that begins there. */
    private static final int SMALL = 8192;

    /** Where the share of a request is, in its routing context and in its exchange. */
    static final String SHARE = "staffetta.share";

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        return new Consumer(
                endpoint,
                new Giving(AsyncProcessorConverterHelper.convert(processor)),
                getHandlers(),
                VertxPlatformHttpRouter.getRouterNameFromPort(getServerPort()));
    }

    /** What the request of an exchange holds. */
    static RequestMemory.Share share(Exchange exchange) {
        RequestMemory.Share share = exchange.getProperty(SHARE, RequestMemory.Share.class);
        // One that nobody counts, where a route is called in another way than over HTTP.
        return share == null ? new RequestMemory(Long.MAX_VALUE).share() : share;
    }

    /** Gives the memory back when the route is done, on whatever thread. */
    private static final class Giving extends AsyncProcessorSupport {

        private final AsyncProcessor route;

        Giving(AsyncProcessor route) {
            this.route = route;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            return route.process(exchange, doneSync -> {
                share(exchange).end();
                callback.done(doneSync);
            });
        }
    }

    private static final class Consumer extends VertxPlatformHttpConsumer {

        private static final int UNAVAILABLE = 503;

        private final boolean brief;

        Consumer(
                PlatformHttpEndpoint endpoint,
                Processor processor,
                List<Handler<RoutingContext>> handlers,
                String routerName) {
            super(endpoint, processor, handlers, routerName);
            brief = BRIEF.contains(endpoint.getPath()) && "POST".equals(endpoint.getHttpMethodRestrict());
            setExceptionHandler(new LoggingExceptionHandler(endpoint.getCamelContext(), HeldRequests.class) {
                @Override
                public void handleException(String message, Exchange exchange, Throwable failure) {
                    tell(failure);
                }
            });
        }

        /** Callers go away whenever they like. */
        private static void tell(Throwable failure) {
            if (failure instanceof RequestTooLateException || failure instanceof HttpClosedException) {
                LOG.debug("A caller hung up before its answer", failure);
            } else {
                LOG.warn("A request was not answered: {}", failure.toString());
            }
        }

        /** Camel's own, but for the thread that it keeps until the route is done. */
        @Override
        protected void handleRequest(RoutingContext call) {
            if (isSuspended()) {
                call.fail(UNAVAILABLE);
                return;
            }
            Exchange exchange = createExchange(false);
            exchange.setPattern(ExchangePattern.InOut);
            Vertx vertx = call.vertx();
            Context context = vertx.getOrCreateContext();
            processHttpRequest(exchange, call)
                    .compose(read -> {
                        Promise<Void> done = Promise.promise();
                        if (brief && call.body().length() <= SMALL) {
                            begin(exchange, context, done);
                            return done.future();
                        }
                        // Routes read the ledger, and large bodies: not on the thread of all connections.
                        return vertx.executeBlocking(() -> begin(exchange, context, done), false)
                                .compose(begun -> done.future());
                    })
                    .compose(processed -> HttpResponse.write(exchange, call, getEndpoint()))
                    .onComplete(written -> end(exchange, call, written.cause()));
        }

        private Void begin(Exchange exchange, Context context, Promise<Void> done) {
            try {
                createUoW(exchange);
            } catch (Exception e) {
                throw new IllegalStateException("A request cannot begin", e);
            }
            getAsyncProcessor().process(exchange, doneSync -> context.runOnContext(any -> done.complete()));
            return null;
        }

        private void end(Exchange exchange, RoutingContext call, Throwable failure) {
            if (failure != null) {
                getExceptionHandler().handleException(failure);
                call.fail(failure);
            }
            doneUoW(exchange);
            releaseExchange(exchange, false);
        }

        @Override
        protected Future<Void> processHttpRequest(Exchange exchange, RoutingContext call) {
            Future<Void> whole = super.processHttpRequest(exchange, call);
            // What the caller calls its charset need not be one. All is UTF-8.
            exchange.removeProperty(Exchange.CHARSET_NAME);
            for (String key : List.of(Callers.CALLER, Callers.APPLICATION, Uploads.FILE)) {
                exchange.setProperty(key, call.get(key));
            }
            exchange.setProperty(HttpAnswers.LANGUAGE, HttpAnswers.Language.of(call.request()));
            RequestMemory.Share share = call.get(SHARE);
            if (share == null) {
                return whole;
            }
            exchange.setProperty(SHARE, share);
            return whole.compose(read ->
                    share.handOver() ? Future.succeededFuture() : Future.failedFuture(new RequestTooLateException()));
        }
    }
}

package io.staffetta.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpClosedException;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConsumer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.support.LoggingExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes consumers of HTTP that give the memory of a request back when the work on it is done, which may be after its caller
 * was answered, or has gone.
 */
public final class HeldRequests extends VertxPlatformHttpEngine {

    private static final Logger LOG = LoggerFactory.getLogger(HeldRequests.class);

    /** Where the share of a request is, in its routing context and in its exchange. */
    static final String SHARE = "staffetta.share";

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        return new Consumer(
                endpoint,
                exchange -> {
                    try {
                        processor.process(exchange);
                    } finally {
                        share(exchange).end();
                    }
                },
                getHandlers(),
                VertxPlatformHttpRouter.getRouterNameFromPort(getServerPort()));
    }

    /** What the request of an exchange holds. */
    static RequestMemory.Share share(Exchange exchange) {
        RequestMemory.Share share = exchange.getProperty(SHARE, RequestMemory.Share.class);
        // One that nobody counts, where a route is called in another way than over HTTP.
        return share == null ? new RequestMemory(Long.MAX_VALUE).share() : share;
    }

    private static final class Consumer extends VertxPlatformHttpConsumer {

        Consumer(
                PlatformHttpEndpoint endpoint,
                Processor processor,
                List<Handler<RoutingContext>> handlers,
                String routerName) {
            super(endpoint, processor, handlers, routerName);
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

        @Override
        protected Future<Void> processHttpRequest(Exchange exchange, RoutingContext call) {
            Future<Void> whole = super.processHttpRequest(exchange, call);
            // What the caller calls its charset need not be one. All is UTF-8.
            exchange.removeProperty(Exchange.CHARSET_NAME);
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

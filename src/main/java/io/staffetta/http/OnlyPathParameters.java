package io.staffetta.http;

import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpHeaderFilterStrategy;

/**
 * Lets neither headers nor query parameters of a request into a route, where they would be headers that mean something:
 * {@code to}, {@code messageId}, {@code CamelJmsDestinationName}. What must be known of them is looked at by
 * {@link HttpEdge} before. Parameters of the path pass.
 */
public final class OnlyPathParameters extends HttpHeaderFilterStrategy {

    /** What a route says of keeping its answer is told, which Camel's own rule leaves out. */
    public OnlyPathParameters() {
        getOutFilter().remove("cache-control");
    }

    @Override
    public boolean applyFilterToExternalHeaders(String headerName, Object headerValue, Exchange exchange) {
        return true;
    }
}

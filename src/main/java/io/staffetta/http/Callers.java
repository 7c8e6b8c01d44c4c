package io.staffetta.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.staffetta.access.Caller;
import io.staffetta.access.Role;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.vertx.HttpMessage;

/** Who calls over HTTP, and whether that one may. */
public final class Callers {

    /** Name of whoever knows the token in {@code data/admin-token}, or needs none. */
    private static final String ADMINISTRATOR = "admin";

    /**
     * Lets a request go on.
     *
     * @param role label of the role that it needs
     * @throws ProblemException if the caller has another that does not include it
     */
    public void check(Exchange exchange, String role) {
        Role needed = Role.ofLabel(role).orElseThrow(() -> new IllegalArgumentException("No role '" + role + "'"));
        if (!of(exchange).role().includes(needed)) {
            throw new ProblemException(HttpProblem.of(
                    HttpResponseStatus.FORBIDDEN.code(),
                    "role_too_low",
                    "This needs the role " + role + ", which the caller's token does not have"));
        }
    }

    /** Who calls. */
    public static Caller of(Exchange exchange) {
        return new Caller(ADMINISTRATOR, Role.ADMIN, address(exchange));
    }

    private static String address(Exchange exchange) {
        return address(exchange.getMessage() instanceof HttpMessage http ? http.getRequest() : null);
    }

    /** Address that a request came from, without a port; empty if it is not known. */
    static String address(HttpServerRequest request) {
        SocketAddress remote = request == null ? null : request.remoteAddress();
        return remote == null || remote.hostAddress() == null ? "" : remote.hostAddress();
    }
}

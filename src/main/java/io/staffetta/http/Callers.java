package io.staffetta.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.staffetta.access.Caller;
import io.staffetta.access.Role;
import io.staffetta.language.Phrase;
import io.staffetta.tokens.Application;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.vertx.HttpMessage;

/** Identifies who calls over HTTP, and checks what that one may do. */
public final class Callers {

    /** Name of whoever knows the token in {@code data/admin-token}, or needs none. */
    private static final String ADMINISTRATOR = "admin";

    /** Where the caller is, and its application, in the routing context of a request and in its exchange. */
    static final String CALLER = "staffetta.caller";

    static final String APPLICATION = "staffetta.application";

    private static final String ANY = "any";

    /**
     * Lets a request go on.
     *
     * @param role label of the role that it needs, or {@code any}
     * @throws ProblemException if the caller has another that does not include it
     */
    public void check(Exchange exchange, String role) {
        boolean may = role.equals(ANY)
                || of(exchange)
                        .role()
                        .includes(Role.ofLabel(role)
                                .orElseThrow(() -> new IllegalArgumentException("No role '" + role + "'")));
        if (!may) {
            throw new ProblemException(HttpProblem.of(
                    HttpResponseStatus.FORBIDDEN.code(),
                    "role_too_low",
                    Phrase.of("This needs the role {0}, which the caller''s token does not have", role)));
        }
    }

    /** Whether a request may go on that needs the role of senders. */
    public static void checkSender(Exchange exchange) {
        new Callers().check(exchange, Role.SENDER.label());
    }

    /** Who calls. */
    public static Caller of(Exchange exchange) {
        Caller caller = exchange.getProperty(CALLER, Caller.class);
        return caller == null ? administrator(address(exchange)) : caller;
    }

    /** The application that calls; empty if it is the administrator. */
    public static Optional<Application> application(Exchange exchange) {
        return Optional.ofNullable(exchange.getProperty(APPLICATION, Application.class));
    }

    /** The source of the messages of a request that come by a door. */
    public static String source(Exchange exchange, String door) {
        return application(exchange).map(one -> one.source(door).toString()).orElse(door);
    }

    /** Whoever knows the first token, or needs none. */
    static Caller administrator(String address) {
        return new Caller(ADMINISTRATOR, Role.ADMIN, address);
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

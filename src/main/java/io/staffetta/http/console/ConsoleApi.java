package io.staffetta.http.console;

import io.staffetta.access.Caller;
import io.staffetta.audit.AuditEntry;
import io.staffetta.audit.AuditTrail;
import io.staffetta.http.Callers;
import io.staffetta.http.HttpAnswer;
import io.staffetta.http.HttpProblem;
import io.staffetta.http.ProblemException;
import io.staffetta.http.QueryParameters;
import io.staffetta.http.Session;
import io.staffetta.http.operations.JsonBody;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.vertx.HttpMessage;

/**
 * Signs people in to the console, and tells it who calls and what gateway this is.
 *
 * <p>Thread-safe.
 */
public final class ConsoleApi {

    /** Path of {@link #signIn}, which needs no token. */
    public static final String SIGN_IN = "/v1/sign-in";

    private static final int CREATED = 201;
    private static final int FORBIDDEN = 403;
    private static final int LONGEST_CODE = 100;

    private final Sessions sessions;
    private final AuditTrail audit;
    private final About about;

    /**
     * Holds what does not change while the gateway runs.
     *
     * @param sandbox whether nothing leaves this machine
     * @param tokenNeeded whether callers must have a token
     * @param keptFor how long messages are kept; zero for ever
     */
    public record About(boolean sandbox, boolean tokenNeeded, Duration keptFor) {}

    public ConsoleApi(Sessions sessions, AuditTrail audit, About about) {
        this.sessions = sessions;
        this.audit = audit;
        this.about = about;
    }

    /** Who calls, with its role, and what gateway this is. */
    public HttpAnswer whoami(Exchange exchange) {
        QueryParameters.of(exchange);
        Caller caller = Callers.of(exchange);
        String version = ConsoleApi.class.getPackage().getImplementationVersion();
        return HttpAnswer.json(
                200,
                new Who(
                        caller.name(),
                        caller.role().label(),
                        version == null ? "" : version,
                        about.sandbox(),
                        about.tokenNeeded(),
                        about.keptFor().isZero() ? null : about.keptFor().toString()));
    }

    /** A code with which somebody may sign in as whoever asks for it. */
    public HttpAnswer code(Exchange exchange) {
        QueryParameters.of(exchange);
        Sessions.Made made = sessions.code(Callers.of(exchange), Callers.application(exchange));
        return HttpAnswer.json(CREATED, new Code(made.secret(), until(made)));
    }

    /**
     * Gives a token for the {@code code} in the body.
     *
     * @throws ProblemException if it is not good, or not any more
     */
    public HttpAnswer signIn(Exchange exchange) {
        QueryParameters.of(exchange);
        String code = JsonBody.of(exchange, List.of("code"))
                .text("code", LONGEST_CODE, "a string, as 'staffetta console' gave it");
        Sessions.Made made = sessions.signIn(code)
                .orElseThrow(() -> new ProblemException(HttpProblem.of(
                        FORBIDDEN,
                        "code_not_valid",
                        "The code was used, or is too old: 'staffetta console' gives another one")));
        sessions.byToken(made.secret(), Callers.of(exchange).from())
                .map(Session::caller)
                .ifPresent(who -> audit.note(new AuditEntry(who, "console.sign-in", "", Map.of(), "")));
        return HttpAnswer.json(200, new SignedIn(made.secret(), until(made))).withHeader("Cache-Control", "no-store");
    }

    /** Ends the session of whoever calls, if it is one. */
    public HttpAnswer signOut(Exchange exchange) {
        QueryParameters.of(exchange);
        String given = exchange.getMessage() instanceof HttpMessage http
                ? Optional.ofNullable(http.getRequest().getHeader("Authorization"))
                        .orElse("")
                : "";
        sessions.signOut(given.substring(given.indexOf(' ') + 1).strip());
        return HttpAnswer.json(200, Map.of());
    }

    private static String until(Sessions.Made made) {
        return made.expires().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private record Who(
            String name, String role, String version, boolean sandbox, boolean tokenNeeded, String messagesKeptFor) {}

    private record Code(String code, String expiresAt) {}

    private record SignedIn(String token, String expiresAt) {}
}

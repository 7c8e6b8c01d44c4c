package io.staffetta.http;

import io.staffetta.access.Caller;
import io.staffetta.access.Role;
import io.staffetta.audit.LoginFailures;
import io.staffetta.language.Phrase;
import io.staffetta.tokens.Application;
import io.staffetta.tokens.Token;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Decides, before any of the body is read, whether a request is looked at: who calls, and whether it is JSON in
 * UTF-8. */
public final class CallerCheck implements Handler<RoutingContext> {

    private static final HttpProblem NO_TOKEN = HttpProblem.of(
            401,
            "Send the header 'Authorization: Bearer <token>', with the token of an application, or that in data/admin-token");
    private static final HttpProblem FOREIGN = HttpProblem.of(
            403,
            "Without a token only programs on this machine may call, and no pages of other sites: 'Host' must be a name of"
                    + " this machine, and 'Origin', if there is one, the same");
    private static final HttpProblem NO_JSON = HttpProblem.of(
            415,
            "Send JSON in UTF-8, with the header 'Content-Type: application/json', once; a 'charset' in it can only be"
                    + " utf-8");

    private static final HttpProblem NO_FILE = HttpProblem.of(
            415,
            Phrase.of(
                    "Send the file as the body, with a ''Content-Type'' of {0}",
                    Uploads.MEDIA_TYPES.stream().sorted().collect(Collectors.joining(", "))));

    private static final Pattern QUOTES = Pattern.compile("['\"]");
    private static final Set<String> MEDIA_TYPES = Set.of("application/json", "application/json-rpc");

    private final BearerToken token;
    private final BrowserRule browsers;
    private final Function<String, Optional<Application>> applications;
    private final BiFunction<String, String, Optional<Session>> sessions;
    private final LoginFailures failures;
    private final OpenPaths open;

    /**
     * @param token what the administrator knows
     * @param browsers what requests must be like if callers need to know nothing
     * @param applications those that may call, by their tokens
     * @param sessions of the console, by their tokens and where the request comes from
     * @param failures counts whose token is none
     * @param open what nobody needs a token for
     */
    public CallerCheck(
            BearerToken token,
            BrowserRule browsers,
            Function<String, Optional<Application>> applications,
            BiFunction<String, String, Optional<Session>> sessions,
            LoginFailures failures,
            OpenPaths open) {
        this.applications = applications;
        this.sessions = sessions;
        this.open = open;
        this.token = token;
        this.browsers = browsers;
        this.failures = failures;
    }

    @Override
    public void handle(RoutingContext call) {
        boolean isOpen = open.has(call.request());
        Optional<HttpProblem> problem = isOpen ? problemOfOpen(call) : problem(call);
        if (problem.isPresent()) {
            call.fail(problem.get().status(), new ProblemException(problem.get()));
        } else {
            if (!isOpen) {
                ConnectionGuard.of(call.request().connection()).loggedIn();
            }
            call.next();
        }
    }

    /** Whoever has not shown a token may do as little as there is. */
    private Optional<HttpProblem> problemOfOpen(RoutingContext call) {
        HttpServerRequest request = call.request();
        if (!token.isRequired() && !mayCome(request)) {
            return Optional.of(FOREIGN);
        }
        call.put(Callers.CALLER, new Caller("", Role.SENDER, Callers.address(request)));
        return isReadable(request.headers(), call.parsedHeaders().contentType())
                ? Optional.empty()
                : Optional.of(NO_JSON);
    }

    private Optional<HttpProblem> problem(RoutingContext call) {
        HttpServerRequest request = call.request();
        List<String> authorization = request.headers().getAll(HttpHeaders.AUTHORIZATION);
        String address = Callers.address(request);
        Optional<String> shown = BearerToken.given(authorization).filter(Token::isLike);
        Optional<Application> application = shown.flatMap(applications);
        Optional<Session> session = BearerToken.given(authorization).flatMap(given -> sessions.apply(given, address));
        if (session.isPresent()) {
            call.put(Callers.CALLER, session.get().caller());
            session.get().application().ifPresent(one -> call.put(Callers.APPLICATION, one));
        } else if (application.isPresent()) {
            call.put(
                    Callers.CALLER,
                    new Caller(application.get().name(), application.get().role(), address));
            call.put(Callers.APPLICATION, application.get());
        } else if (shown.isPresent() || !token.accepts(authorization)) {
            failures.failed("http", address);
            return Optional.of(NO_TOKEN);
        } else {
            if (!token.isRequired() && !mayCome(request)) {
                return Optional.of(FOREIGN);
            }
            call.put(Callers.CALLER, Callers.administrator(address));
        }
        if (Uploads.isOne(call)) {
            return isFile(call.parsedHeaders().contentType()) ? Optional.empty() : Optional.of(NO_FILE);
        }
        return isReadable(request.headers(), call.parsedHeaders().contentType())
                ? Optional.empty()
                : Optional.of(NO_JSON);
    }

    private boolean mayCome(HttpServerRequest request) {
        HostAndPort host = request.authority();
        return host != null
                && request.headers().getAll(HttpHeaders.HOST).size() <= 1
                && browsers.allows(host.host(), host.port(), request.headers().getAll(HttpHeaders.ORIGIN));
    }

    private static boolean isFile(MIMEHeader contentType) {
        return Uploads.MEDIA_TYPES.contains(mediaType(contentType.rawValue()));
    }

    private static String mediaType(String value) {
        int end = value.indexOf(';');
        return (end < 0 ? value : value.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    /** All bodies that the gateway takes are JSON, so that no route need ask. Names of types have no upper or lower case. */
    private static boolean isReadable(MultiMap headers, MIMEHeader contentType) {
        String value = contentType.rawValue();
        if (value.isEmpty()) {
            return !hasBody(headers);
        }
        return MEDIA_TYPES.contains(mediaType(value))
                && headers.getAll(HttpHeaders.CONTENT_TYPE).size() == 1
                && contentType.parameters().entrySet().stream()
                        .filter(parameter -> parameter.getKey().equalsIgnoreCase("charset"))
                        .allMatch(charset -> isUtf8(charset.getValue()));
    }

    /** JSON is UTF-8 (RFC 8259), in whatever way a program writes that, with quotes of the wrong kind or without a hyphen. */
    private static boolean isUtf8(String charset) {
        String name = QUOTES.matcher(charset).replaceAll("").strip();
        return name.isEmpty() || name.equalsIgnoreCase("utf-8") || name.equalsIgnoreCase("utf8");
    }

    private static boolean hasBody(MultiMap headers) {
        String length = headers.get(HttpHeaders.CONTENT_LENGTH);
        return headers.contains(HttpHeaders.TRANSFER_ENCODING) || (length != null && !length.equals("0"));
    }
}

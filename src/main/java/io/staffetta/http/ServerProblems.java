package io.staffetta.http;

import io.staffetta.language.Phrase;
import io.staffetta.operations.IntakeFaults;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;

/** Turns what the server refuses before any route sees it into problems of RFC 9457. */
final class ServerProblems {

    private static final Map<Integer, String> DETAILS = Map.of(
            400, "The request is not one of HTTP as it should be",
            401, "The request has no right to be answered",
            403, "The request has no right to be answered",
            404, "There is nothing at this path: see POST and GET /v1/messages",
            405, "This path takes another method, see the header 'Allow'",
            413, "The body must be at most 1 MiB (1,048,576 bytes)",
            415, "The body must be JSON in UTF-8, with the header 'Content-Type: application/json'",
            417, "The header 'Expect' asks for what there is not",
            500, "The gateway failed; its log says why",
            503, "The gateway is stopping: send it again later");

    /** Bytes of a refused body that are cheaper to read than a new connection. */
    private static final int MOST_READ_FOR_NOTHING = 8192;

    private static final HttpProblem UNFINISHED = HttpProblem.of(
            408,
            Phrase.of(
                    "The body of the request did not come within {0} s after its head; send it again",
                    RequestDeadline.ANSWERED_MILLIS / 1000));

    private static final Pattern PARAMETER = Pattern.compile("\\{[^/}]+}");

    private final CamelContext context;
    private final IntakeFaults faults;

    /**
     * @param faults knows why a request was not taken in time
     */
    ServerProblems(CamelContext context, IntakeFaults faults) {
        this.context = context;
        this.faults = faults;
    }

    void addTo(Router router) {
        DETAILS.keySet().forEach(status -> router.errorHandler(status, call -> answer(call, status)));
    }

    private void answer(RoutingContext call, int status) {
        HttpServerResponse response = call.response();
        if (response.ended() || response.headWritten()) {
            return;
        }
        HttpProblem problem = call.failure() instanceof ProblemException e ? e.problem() : problem(call, status);
        if (status == 401) {
            response.putHeader("WWW-Authenticate", "Bearer");
        } else if (status == 405) {
            response.putHeader(HttpHeaders.ALLOW, methods(call.normalizedPath()));
        } else if (problem.status() == 503) {
            response.putHeader("Retry-After", "5");
        }
        if (!call.request().isEnded() && (problem.status() == 408 || hasMuchToCome(call))) {
            // What is still to come would be read for nothing.
            response.putHeader(HttpHeaders.CONNECTION, "close");
        }
        HttpAnswer answer = problem.answer();
        response.setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, answer.contentType())
                .end(HttpAnswers.Language.of(call.request()).body(answer));
    }

    private HttpProblem problem(RoutingContext call, int status) {
        // The server says so when a route has not answered in time, and when it takes no more.
        boolean isLate = status == 503 && !context.isStopping() && !context.isStopped();
        if (!isLate) {
            return HttpProblem.of(status, DETAILS.get(status));
        }
        // The time counts from the head: what has not come whole has not been asked of the broker.
        return call.request().isEnded() ? HttpProblem.unavailable(faults.late().words()) : UNFINISHED;
    }

    private static boolean hasMuchToCome(RoutingContext call) {
        String length = call.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        return call.request().headers().contains(HttpHeaders.TRANSFER_ENCODING)
                || (length != null && (length.length() > 9 || Long.parseLong(length) > MOST_READ_FOR_NOTHING));
    }

    private String methods(String path) {
        // The component itself remembers only one endpoint of each path.
        return context.getRoutes().stream()
                .map(Route::getEndpoint)
                .filter(PlatformHttpEndpoint.class::isInstance)
                .map(PlatformHttpEndpoint.class::cast)
                .filter(endpoint -> endpoint.getHttpMethodRestrict() != null && matches(endpoint, path))
                .flatMap(endpoint -> Stream.of(endpoint.getHttpMethodRestrict().split(",")))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static boolean matches(PlatformHttpEndpoint endpoint, String path) {
        return path.matches(PARAMETER.matcher(endpoint.getPath()).replaceAll("[^/]+"));
    }
}

package io.staffetta.http.operations;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.staffetta.http.HttpAnswer;
import io.staffetta.http.Json;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Collection;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Ordered;
import org.apache.camel.StartupListener;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;

/**
 * Answers {@code GET /observe/health} in Camel's own form. Camel escapes each message twice, so that the path of a full disk
 * would be none.
 */
public final class HealthAnswer implements StartupListener, Ordered {

    private static final String PATH = "/observe/health";
    private static final String LEVEL = "full";

    /** Before Camel's own, whose order begins at 0. */
    private static final int FIRST = -1;

    private record Check(
            String name,
            String status,
            @JsonInclude(JsonInclude.Include.NON_NULL) String message) {

        static Check of(HealthCheck.Result result) {
            return new Check(
                    result.getCheck().getId(),
                    result.getState().name(),
                    result.getMessage().orElse(null));
        }
    }

    private record Health(String status, List<Check> checks) {}

    /** After Camel's own listeners, which make the server. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST;
    }

    @Override
    public void onCamelContextStarting(CamelContext context, boolean alreadyStarted) {
        // The server may not be there yet.
    }

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        context.getRegistry().findByType(VertxPlatformHttpRouter.class).stream()
                .filter(router -> !router.isMainServer())
                .forEach(router -> List.of("", "/live", "/ready").forEach(which -> router.route(PATH + which)
                        .method(HttpMethod.GET)
                        .order(FIRST)
                        .blockingHandler(call -> answer(context, call, which), false)));
    }

    private static void answer(CamelContext context, RoutingContext call, String which) {
        if (!call.request().params().isEmpty()) {
            // Whoever wants less or more of it gets Camel's own.
            call.next();
            return;
        }
        Collection<HealthCheck.Result> results =
                switch (which) {
                    case "/live" -> HealthCheckHelper.invokeLiveness(context, LEVEL);
                    case "/ready" -> HealthCheckHelper.invokeReadiness(context, LEVEL);
                    default -> HealthCheckHelper.invoke(context, LEVEL);
                };
        boolean isUp = HealthCheckHelper.isResultsUp(results, which.equals("/ready"));
        call.response()
                .setStatusCode(isUp ? 200 : 503)
                .putHeader("Content-Type", HttpAnswer.JSON)
                .end(Json.write(new Health(
                        isUp ? "UP" : "DOWN", results.stream().map(Check::of).toList())));
    }
}

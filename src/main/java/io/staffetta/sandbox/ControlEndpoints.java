package io.staffetta.sandbox;

import io.staffetta.sandbox.wire.Answer;
import io.staffetta.sandbox.wire.Numbers;
import io.staffetta.sandbox.wire.Received;
import io.staffetta.sandbox.wire.Step;
import io.staffetta.sandbox.wire.StepReader;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** The paths by which people and tests look at the sandbox and steer it. */
final class ControlEndpoints {

    /** Messages that {@code GET /received} lists unless asked for another number. */
    private static final int DEFAULT_LIMIT = 10_000;

    private static final int MAX_LATENCY_MILLIS = 600_000;

    private final SandboxState state;

    ControlEndpoints(SandboxState state) {
        this.state = state;
    }

    void addTo(PathRouter router) {
        router.on(HttpMethod.GET, "/", request -> answer(request, DocumentationPage.of(state.wires(), DEFAULT_LIMIT)));
        router.on(HttpMethod.GET, "/received", this::received);
        router.on(HttpMethod.DELETE, "/received", request -> done(request, state.received()::clear));
        router.on(HttpMethod.GET, "/received/count", request -> Answer.json(
                        200, state.received().counts())
                .send(request.response()));
        router.on(HttpMethod.GET, "/script", request -> Answer.json(
                        200, state.script().left())
                .send(request.response()));
        router.on(HttpMethod.PUT, "/script", request -> script(request, state.script()::replace));
        router.on(HttpMethod.POST, "/script", request -> script(request, state.script()::add));
        router.on(HttpMethod.DELETE, "/script", request -> done(request, state.script()::clear));
        router.on(
                HttpMethod.GET,
                "/latency",
                request -> answer(request, state.latency().get().toMillis() + "\n"));
        router.on(HttpMethod.PUT, "/latency", this::latency);
        router.on(HttpMethod.PUT, "/password", this::password);
        router.on(HttpMethod.POST, "/tim/easyapi/revoke", request -> done(request, state.tokens()::revokeAll));
    }

    private void received(HttpServerRequest request) {
        String to = parameter(request, "to", "");
        String provider = parameter(request, "provider", "");
        attempt(request, () -> {
            int limit =
                    number(parameter(request, "limit", Integer.toString(DEFAULT_LIMIT)), "limit", Integer.MAX_VALUE);
            List<Received> all = state.received().all().stream()
                    .filter(message -> to.isEmpty() || sameNumber(to, message.to()))
                    .filter(message -> provider.isEmpty() || ofProvider(provider, message))
                    .toList();
            List<Received> last = all.subList(Math.max(0, all.size() - limit), all.size());
            Answer.json(200, last).send(request.response());
        });
    }

    private void script(HttpServerRequest request, Consumer<List<Step>> use) {
        RequestReader.readRaw(
                request,
                body -> attempt(request, () -> {
                    use.accept(StepReader.read(body));
                    Answer.empty(204).send(request.response());
                }));
    }

    private void latency(HttpServerRequest request) {
        RequestReader.readRaw(
                request,
                body -> attempt(request, () -> {
                    int millis = number(body.toString().strip(), "latency", MAX_LATENCY_MILLIS);
                    state.latency().set(Duration.ofMillis(millis));
                    Answer.empty(204).send(request.response());
                }));
    }

    private void password(HttpServerRequest request) {
        String provider = parameter(request, "provider", "");
        RequestReader.readRaw(
                request,
                body -> attempt(request, () -> {
                    state.changePassword(provider, body.toString().strip());
                    Answer.empty(204).send(request.response());
                }));
    }

    private static boolean sameNumber(String asked, String to) {
        // In a query, a plus that is not escaped is a space.
        return Numbers.e164(asked.strip()).filter(to::equals).isPresent();
    }

    private static boolean ofProvider(String asked, Received message) {
        return message.provider().equals(asked) || message.provider().startsWith(asked + "-");
    }

    private static int number(String text, String name, int max) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 0 && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Answered like a number out of range.
        }
        throw new IllegalArgumentException("'" + name + "' must be a whole number, 0 to " + max);
    }

    private static String parameter(HttpServerRequest request, String name, String otherwise) {
        String value = request.getParam(name);
        return value == null ? otherwise : value;
    }

    private static void done(HttpServerRequest request, Runnable deed) {
        RequestReader.readRaw(request, body -> {
            deed.run();
            Answer.empty(204).send(request.response());
        });
    }

    private static void answer(HttpServerRequest request, String text) {
        Answer.text(200, text).send(request.response());
    }

    private static void attempt(HttpServerRequest request, Runnable deed) {
        try {
            deed.run();
        } catch (IllegalArgumentException e) {
            Answer.text(400, e.getMessage() + "\n").send(request.response());
        }
    }
}

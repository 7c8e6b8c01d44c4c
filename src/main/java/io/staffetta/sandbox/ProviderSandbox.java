package io.staffetta.sandbox;

import io.staffetta.http.GuardedVertx;
import io.staffetta.http.HttpLimits;
import io.staffetta.sandbox.wire.Counts;
import io.staffetta.sandbox.wire.CustomerCredentials;
import io.staffetta.sandbox.wire.Received;
import io.staffetta.sandbox.wire.Step;
import io.staffetta.sandbox.wire.Wire;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;

/**
 * A running provider sandbox: all providers on one port, each under a path of its own. {@code GET /} describes it.
 *
 * <p>Answers come from one event loop, and no thread waits for a slow one, so thousands of requests can be open. Its
 * threads keep the JVM alive until {@link #close}. Thread-safe.
 */
public final class ProviderSandbox implements AutoCloseable {

    private static final int ACCEPT_BACKLOG = 4_096;

    /** Accounts may have thousands of submissions under way. */
    private static final HttpLimits LIMITS = new HttpLimits(20_000, 20_000, 5_000, Duration.ofSeconds(30));

    private final Vertx vertx;
    private final String host;
    private final int port;
    private final SandboxState state;

    private ProviderSandbox(Vertx vertx, String host, int port, SandboxState state) {
        this.vertx = vertx;
        this.host = host;
        this.port = port;
        this.state = state;
    }

    /**
     * Starts a sandbox that asks for the credentials of the demo accounts.
     *
     * @param host address to listen on, such as {@code 127.0.0.1}
     * @param port port to listen on; 0 for a free one
     * @throws IllegalStateException if it cannot listen there; names address and port
     */
    public static ProviderSandbox start(String host, int port) {
        return start(host, port, CustomerCredentials.DEMO);
    }

    /**
     * Starts a sandbox that asks for other credentials.
     *
     * @param host address to listen on, such as {@code 127.0.0.1}
     * @param port port to listen on; 0 for a free one
     * @param credentials what every wire asks for, until {@link #changePassword}
     * @throws IllegalStateException if it cannot listen there; names address and port
     */
    public static ProviderSandbox start(String host, int port, CustomerCredentials credentials) {
        VertxOptions vertxOptions = new VertxOptions()
                .setEventLoopPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
        Vertx vertx = new GuardedVertx(Vertx.vertx(vertxOptions), LIMITS);
        SandboxState state = SandboxState.with(credentials);
        try {
            HttpServer server = await(vertx.createHttpServer(options())
                    .requestHandler(router(vertx, state))
                    .listen(port, host));
            return new ProviderSandbox(vertx, host, server.actualPort(), state);
        } catch (CompletionException e) {
            await(vertx.close());
            String reason = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
            throw new IllegalStateException(
                    "Provider sandbox cannot listen on " + host + ":" + port + ": " + reason, e);
        }
    }

    private static HttpServerOptions options() {
        return new HttpServerOptions()
                .setAcceptBacklog(ACCEPT_BACKLOG)
                .setMaxFormAttributeSize(RequestReader.LIMIT)
                .setMaxFormBufferedBytes(RequestReader.LIMIT);
    }

    private static PathRouter router(Vertx vertx, SandboxState state) {
        PathRouter router = new PathRouter();
        for (Wire wire : state.wires()) {
            WireEndpoint endpoint = new WireEndpoint(wire, vertx, state);
            wire.description()
                    .paths()
                    .forEach(path -> router.on(wire.description().method(), path, endpoint));
        }
        new ControlEndpoints(state).addTo(router);
        return router;
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    /** The port that it listens on. */
    public int port() {
        return port;
    }

    /** Its address, without a slash at the end, such as {@code http://127.0.0.1:8090}. */
    public String url() {
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /** Messages taken, oldest first: the last 200,000. */
    public List<Received> received() {
        return state.received().all();
    }

    /** How much came in since the start or since {@link #clear}. */
    public Counts counts() {
        return state.received().counts();
    }

    /** Forgets messages, counts and attempts; script, latency, credentials and tokens stay. */
    public void clear() {
        state.received().clear();
    }

    /**
     * Adds steps to the script, behind those that are left.
     *
     * @throws IllegalArgumentException if a step is for a provider that does not exist; none is added then
     */
    public void script(Step... steps) {
        state.script().add(List.of(steps));
    }

    /** Steps that no request has taken yet. */
    public List<Step> scriptLeft() {
        return state.script().left();
    }

    /** Forgets the steps that are left. */
    public void clearScript() {
        state.script().clear();
    }

    /** Makes every answer of a provider come so much later; zero ends it. */
    public void latency(Duration latency) {
        state.latency().set(latency);
    }

    /**
     * Changes the password that one provider asks for, as a customer does in its portal. Bearer tokens stay valid.
     *
     * @param provider wire, such as {@code messagenet}, or {@code tim} for all of TIM's
     * @throws IllegalArgumentException if there is no such provider
     */
    public void changePassword(String provider, String password) {
        state.changePassword(provider, password);
    }

    /** Makes every EasyAPI token invalid, as if its hour were over. */
    public void revokeTokens() {
        state.tokens().revokeAll();
    }

    /** Stops listening, drops what is open, and frees the port before it returns. */
    @Override
    public void close() {
        await(vertx.close());
    }
}

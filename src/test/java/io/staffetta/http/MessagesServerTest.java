package io.staffetta.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.CamelContext;
import org.apache.camel.Ordered;
import org.apache.camel.StartupListener;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class MessagesServerTest {

    @Test
    void tellsCallersToComeAgainUntilItsRoutesRun() throws Exception {
        int port = freePort();
        AtomicReference<HttpResponse<String>> early = new AtomicReference<>();
        GuardedVertx vertx = new GuardedVertx(Vertx.vertx(), new HttpLimits(100, 100, 100, Duration.ofSeconds(30)));
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            MessagesServer server = new MessagesServer("127.0.0.1", port, vertx);
            camel.addStartupListener(server);
            camel.addService(server, true, true);
            camel.addStartupListener(new Early(port, early));
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("platform-http:/v1/messages").setBody().constant("taken");
                }
            });

            camel.start();

            assertThat(early.get().statusCode()).isEqualTo(503);
            assertThat(early.get().headers().firstValue("Retry-After")).hasValue("5");
            assertThat(early.get().headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(early.get().body()).contains("starting");
            assertThat(post(port).body()).isEqualTo("taken");
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    /** Asks when the server listens, and no route runs. */
    private record Early(int port, AtomicReference<HttpResponse<String>> answer) implements StartupListener, Ordered {

        @Override
        public int getOrder() {
            return Ordered.LOWEST;
        }

        @Override
        public void onCamelContextStarting(CamelContext context, boolean alreadyStarted) throws Exception {
            answer.set(post(port));
        }

        @Override
        public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
            // Asked before.
        }
    }

    private static HttpResponse<String> post(int port) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/messages"))
                                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

package io.staffetta.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.staffetta.it.support.RunningGateway;
import jakarta.jms.MessageConsumer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A new provider is one file in config/providers: nothing else of the gateway knows these two. */
class NewProviderIT {

    private static final List<String> REQUESTS = new CopyOnWriteArrayList<>();

    private static HttpServer provider;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer("/acme/send", "OK acme-1");
        answer("/bolt/messages", "{\"status\": \"queued\", \"message\": {\"id\": \"bolt-7\"}}");
        provider.start();
        String url = "http://127.0.0.1:" + provider.getAddress().getPort();
        gateway = RunningGateway.withAccounts("""
                default: acme
                accounts:
                  acme:
                    provider: acme
                    description: A form
                    username: demo
                    url: %s/acme/send
                  bolt:
                    provider: bolt
                    description: JSON
                    key: k-1
                    url: %s/bolt/messages
                """.formatted(url, url));
        descriptor("acme", """
                provider: acme
                title: Acme
                confidence: assumed
                fields:
                  - name: username
                    required: true
                text:
                  unicode: true
                  max-length: 0
                request-format: form
                request:
                  login: "{account.username}"
                  dest: "{toDigits}"
                  body: "{text}"
                answer-format: text
                success:
                  place: first-word
                  value: [OK]
                id:
                  place: second-word
                  shape: 'acme-[1-9][0-9]*'
                """);
        descriptor("bolt", """
                provider: bolt
                title: Bolt
                confidence: assumed
                fields:
                  - name: key
                    required: true
                    secret: true
                text:
                  unicode: true
                  max-length: 0
                request-format: json
                request:
                  /messages/0/to: "{to}"
                  /messages/0/text: "{text}"
                headers:
                  X-Key: "{account.key}"
                answer-format: json
                success:
                  place: /status
                  value: [queued]
                id:
                  place: /message/id
                  shape: 'bolt-[1-9][0-9]*'
                """);
        gateway.start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        provider.stop(0);
    }

    private static void descriptor(String name, String yaml) throws IOException {
        Files.writeString(gateway.home().resolve("config/providers/" + name + ".yaml"), yaml);
    }

    private static void answer(String path, String body) {
        provider.createContext(path, exchange -> {
            String key = exchange.getRequestHeaders().getFirst("X-Key");
            REQUESTS.add(exchange.getRequestHeaders().getFirst("Content-Type") + (key == null ? "" : " " + key) + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            try (exchange) {
                exchange.getResponseBody().write(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static JsonNode sent(String account, String text) throws Exception {
        MessageConsumer outcomes = gateway.outcomes();
        try {
            gateway.enqueue("{\"to\": \"+393330000001\", \"text\": \"" + text + "\", \"account\": \"" + account
                    + "\", \"reference\": \"" + account + "-1\"}");
            return RunningGateway.nextOutcome(outcomes, account + "-1");
        } finally {
            outcomes.close();
        }
    }

    @Test
    void sendsAForm() throws Exception {
        JsonNode outcome = sent("acme", "Ciao да");

        assertThat(outcome.path("outcome").asText()).isEqualTo("ACCEPTED");
        assertThat(outcome.path("providerMessageId").asText()).isEqualTo("acme-1");
        assertThat(REQUESTS)
                .contains("application/x-www-form-urlencoded; charset=UTF-8 login=demo&dest=393330000001"
                        + "&body=Ciao+%D0%B4%D0%B0");
    }

    @Test
    void sendsJson() throws Exception {
        JsonNode outcome = sent("bolt", "Ciao да");

        assertThat(outcome.path("outcome").asText()).isEqualTo("ACCEPTED");
        assertThat(outcome.path("providerMessageId").asText()).isEqualTo("bolt-7");
        assertThat(REQUESTS)
                .contains("application/json; charset=UTF-8 k-1"
                        + " {\"messages\":[{\"to\":\"+393330000001\",\"text\":\"Ciao да\"}]}");
    }
}

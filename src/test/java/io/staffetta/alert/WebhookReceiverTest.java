package io.staffetta.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class WebhookReceiverTest {

    private static final ObjectMapper JSON = new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private static String posted(Notice notice) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        CompletableFuture<String> body = new CompletableFuture<>();
        server.createContext("/", exchange -> {
            body.complete(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try {
            URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/alerts");
            new WebhookReceiver(url, "a-token").tell(notice);
            return body.join();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void postsTheSameFieldsWhateverNamesAreMadeOf() throws Exception {
        String body = posted(HostileText.NOTICE);

        assertThat(body.codePoints()).noneMatch(HostileText::steers);
        JsonNode json = JSON.readTree(body);
        List<String> fields = new ArrayList<>();
        json.fieldNames().forEachRemaining(fields::add);
        assertThat(fields).containsExactly("text", "gateway", "test", "alerts", "ended");
        assertThat(json.path("test").asBoolean()).isFalse();
        assertThat(json.path("text").asText().lines()).hasSize(3);
        for (String item : List.of("/alerts/0", "/ended/0")) {
            assertThat(json.at(item + "/condition").asText()).isEqualTo("oldest");
            for (String field : List.of("id", "subject", "words")) {
                assertThat(json.at(item + "/" + field).asText())
                        .contains("Bcc:", "<script>")
                        .satisfies(text -> assertThat(text.codePoints()).noneMatch(HostileText::steers));
            }
        }
    }
}

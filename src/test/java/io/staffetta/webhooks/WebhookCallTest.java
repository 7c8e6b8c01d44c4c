package io.staffetta.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told to webhooks, and what those answer, which anybody may have made. */
class WebhookCallTest {

    private static final String HOSTILE = "a\u001b[2J\u001b]0;x\u0007\u009b31m\u0000\u202eb\u2028c\u0085d";

    /** Serves one request with these words; the head of the request, and what was found of the answer. */
    private record Told(List<String> head, String failure) {}

    private static Told tell(String answer, String body) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<List<String>> head = CompletableFuture.supplyAsync(() -> serve(server, answer));
            String url = "http://127.0.0.1:" + server.getLocalPort() + "/hook";
            String failure = new WebhookCall().tell(new Webhook("crm", url, WebhookSecret.make()), "msg_1", body);
            return new Told(head.get(), failure);
        }
    }

    private static List<String> serve(ServerSocket server, String answer) {
        try (Socket client = server.accept()) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
            List<String> head = new ArrayList<>();
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                head.add(line);
            }
            client.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
            client.getOutputStream().flush();
            return head;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s\r\n\r\n", "HTTP/1.1 %s\r\n\r\n", "HTTP/9 200 %s\r\n\r\n"})
    void repeatsNothingOfAnAnswerThatSteersATerminal(String answer) throws Exception {
        String failure = tell(answer.formatted(HOSTILE), "{}").failure();

        assertThat(failure).isNotNull();
        assertThat(failure.codePoints())
                .noneMatch(c -> Character.isISOControl(c)
                        || Character.getType(c) == Character.FORMAT
                        || Character.getType(c) == Character.LINE_SEPARATOR);
        assertThat(failure.length()).isLessThanOrEqualTo(200);
    }

    @Test
    void makesNoHeaderOfABody() throws Exception {
        Told told = tell("HTTP/1.1 204 taken\r\n\r\n", "{\"x\":\"" + HOSTILE + "\"}\r\nX-Forged: yes\r\n\r\n");

        assertThat(told.failure()).isNull();
        assertThat(told.head()).noneMatch(line -> line.startsWith("X-Forged"));
        assertThat(told.head().stream()
                        .filter(line -> line.startsWith("webhook-"))
                        .map(line -> line.substring(0, line.indexOf(':'))))
                .containsExactlyInAnyOrder("webhook-id", "webhook-timestamp", "webhook-signature");
    }
}

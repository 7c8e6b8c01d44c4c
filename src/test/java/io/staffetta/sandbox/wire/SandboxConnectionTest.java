package io.staffetta.sandbox.wire;

import static io.staffetta.sandbox.WireClient.KPNQWEST;
import static io.staffetta.sandbox.WireClient.MESSAGENET;
import static io.staffetta.sandbox.WireClient.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.sandbox.ProviderSandbox;
import io.staffetta.sandbox.RunningSandbox;
import io.staffetta.sandbox.WireClient;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a caller sees on its connection: hang-ups, waiting, and others that wait. */
class SandboxConnectionTest {

    private static final String TO = "+393330000001";

    @RegisterExtension
    static final RunningSandbox RUNNING = new RunningSandbox();

    private final ProviderSandbox sandbox = RUNNING.get();

    @Test
    void closesBeforeItReadsTheBody() throws Exception {
        call(sandbox, "POST", "/script", """
                {"behaviour": "refuse-connection-body", "provider": "kpnqwest"}""");

        assertThat(MESSAGENET.send(sandbox, TO, "ciao").statusCode()).isEqualTo(200);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), sandbox.port())) {
            socket.setSoTimeout(2_000);
            // No byte of the body that it announces.
            write(socket, "POST /kpnqwest/sms HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n");
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(sandbox.scriptLeft()).isEmpty();
        assertThat(sandbox.counts().requests()).isEqualTo(2);
    }

    @Test
    void hangsUpWithoutASingleByteOfAnAnswer() throws Exception {
        String form = WireClient.form(KPNQWEST.fields("+393330000444", "ciao"));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), sandbox.port())) {
            socket.setSoTimeout(2_000);
            write(
                    socket,
                    "POST /kpnqwest/sms HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                            + "Content-Length: " + form.length() + "\r\n\r\n" + form);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(sandbox.received()).isEmpty();
    }

    @Test
    void asksForTheBodyOfACallerThatWaitsToBeAsked() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), sandbox.port())) {
            socket.setSoTimeout(2_000);
            write(
                    socket,
                    "POST /kpnqwest/sms HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
            InputStream in = socket.getInputStream();
            assertThat(new String(in.readNBytes(12), StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 100");
        }
    }

    @Test
    void aSlowAnswerHoldsUpNoOther() throws Exception {
        sandbox.script(Step.of(Behaviour.SLOW).after(Duration.ofMillis(700)).times(50));
        var slow = IntStream.range(0, 50).mapToObj(i -> sendLater()).toList();
        await().until(() -> sandbox.received().size() == 50);

        assertThat(status("+393330000002")).isEqualTo(200);

        assertThat(slow).noneMatch(CompletableFuture::isDone);
        slow.forEach(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
    }

    private CompletableFuture<HttpResponse<String>> sendLater() {
        try {
            return WireClient.HTTP.sendAsync(
                    KPNQWEST.request(sandbox, KPNQWEST.fields(TO, "ciao")), HttpResponse.BodyHandlers.ofString());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private int status(String to) throws Exception {
        return KPNQWEST.send(sandbox, to, "ciao").statusCode();
    }

    private static void write(Socket socket, String text) throws Exception {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}

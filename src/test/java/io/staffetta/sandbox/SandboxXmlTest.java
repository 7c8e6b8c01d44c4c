package io.staffetta.sandbox;

import static io.staffetta.sandbox.WireClient.HTTP;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** XML that is no request, or an attack, is refused in the words of its wire. */
class SandboxXmlTest {

    private static final String TO = "+393330000001";

    @RegisterExtension
    static final RunningSandbox RUNNING = new RunningSandbox();

    private final ProviderSandbox sandbox = RUNNING.get();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>",
                "<!DOCTYPE x [<!ENTITY e \"many\">]>",
                "<!DOCTYPE x SYSTEM \"http://127.0.0.1:1/x.dtd\">",
                ""
            })
    void refusesXmlWithEntities(String documentType) throws Exception {
        for (WireClient wire : new WireClient[] {WireClient.PLUS, WireClient.TIM_EASYAPI}) {
            HttpRequest valid = wire.request(sandbox, wire.fields(TO, "ciao"));
            String body = wire.body(wire.fields(TO, "ciao")).replace("ciao", "&e;");
            HttpRequest attack = HttpRequest.newBuilder(valid, (name, value) -> true)
                    .POST(BodyPublishers.ofString(documentType + body))
                    .build();

            HttpResponse<String> answer = HTTP.send(attack, BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(wire == WireClient.PLUS ? 500 : 400);
            assertThat(answer.body()).contains("Not an acceptable");
        }
        assertThat(sandbox.received()).isEmpty();
    }

    @Test
    void refusesADocumentTypeEvenIfNothingUsesIt() throws Exception {
        HttpRequest valid = WireClient.PLUS.request(sandbox, WireClient.PLUS.fields(TO, "ciao"));
        String body = "<!DOCTYPE x>" + WireClient.PLUS.body(WireClient.PLUS.fields(TO, "ciao"));

        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(valid, (name, value) -> true)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.body()).contains("soapenv:Client", "Not an acceptable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "<", "<a>", "<a/>", "\u0000", "<?xml version=\"1.0\" encoding=\"x\"?><a/>", "<a>\u00ff</a>"})
    void refusesWhatIsNoSoap(String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.url() + "/plus/pmf"))
                .header("Content-Type", "text/xml")
                .POST(BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.ISO_8859_1)))
                .build();

        HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("soapenv:Client");
    }
}

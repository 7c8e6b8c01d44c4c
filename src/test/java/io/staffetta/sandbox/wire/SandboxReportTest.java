package io.staffetta.sandbox.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.sandbox.ProviderSandbox;
import io.staffetta.sandbox.RunningSandbox;
import io.staffetta.sandbox.WireClient;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the sandbox says of messages that it took, and answers that break off. */
class SandboxReportTest {

    @RegisterExtension
    static final RunningSandbox RUNNING = new RunningSandbox();

    private final ProviderSandbox sandbox = RUNNING.get();

    private HttpResponse<String> ask(WireClient wire, String id, Map<String, String> otherFields) throws Exception {
        boolean messagenet = wire == WireClient.MESSAGENET;
        Map<String, String> fields = new LinkedHashMap<>(
                messagenet
                        ? Map.of("auth_userid", "demo", "auth_password", "demo-password", "message_id", id)
                        : Map.of("username", "demo", "password", "demo-password", "token", "demo-token"));
        if (!messagenet) {
            fields.putAll(Map.of("codiceOperazione", id, "numeroRicorrenza", "0", "offset", "1", "limit", "2"));
        }
        fields.putAll(otherFields);
        String path = messagenet ? "/messagenet/api/check_sms/" : "/tim/ssc2-api/rest/search";
        HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.url() + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(WireClient.form(fields)))
                .build();
        return WireClient.HTTP.send(request, BodyHandlers.ofString());
    }

    private HttpResponse<String> ask(WireClient wire, String id) throws Exception {
        return ask(wire, id, Map.of());
    }

    private String taken(WireClient wire, String digits) throws Exception {
        wire.send(sandbox, "+393330000" + digits, "ciao");
        return sandbox.received().get(0).reference();
    }

    @ParameterizedTest(name = "{0} for digits {1} answers {2} with {3}")
    @CsvSource(delimiter = '|', textBlock = """
            MESSAGENET       | 001 | 200 | "value":"393330000001","status":"delivered"
            MESSAGENET       | 605 | 200 | "value":"393330000605","status":"pending"
            MESSAGENET       | 610 | 200 | "value":"393330000610","status":"undelivered"
            MESSAGENET       | 620 | 200 | "value":"393330000620","status":"pending"
            MESSAGENET       | 630 | 200 | %
            MESSAGENET       | 650 | 500 | <html>
            TIM_PROFESSIONAL | 001 | 200 | "name":"RICERCAINVIO","status":"OK","message":"Ricerca effettuata","items":[{"esito":"Ricevuto","dataRicezione":"2
            TIM_PROFESSIONAL | 605 | 200 | "items":[{"esito":"Non Ricevuto","dataRicezione":"n/d"}]
            TIM_PROFESSIONAL | 610 | 200 | "items":[{"esito":"Non Ricevuto","dataRicezione":"2
            TIM_PROFESSIONAL | 620 | 200 | "items":[{"esito":"Non Ricevuto","dataRicezione":"n/d"}]
            TIM_PROFESSIONAL | 630 | 200 | %
            TIM_PROFESSIONAL | 650 | 500 | <html>
            """)
    void saysWhatBecameOfAMessage(WireClient wire, String digits, int status, String words) throws Exception {
        HttpResponse<String> answer = ask(wire, taken(wire, digits));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(words);
        assertThat(sandbox.counts().asked()).isEqualTo(1);
        assertThat(sandbox.counts().requests()).isEqualTo(1);
    }

    @Test
    void goesByTheStepThatTookTheMessage() throws Exception {
        sandbox.script(Step.of(Behaviour.UNDELIVERED));

        assertThat(ask(WireClient.MESSAGENET, taken(WireClient.MESSAGENET, "001"))
                        .body())
                .contains("\"status\":\"undelivered\"");
    }

    @ParameterizedTest
    @CsvSource({
        "MESSAGENET, auth_password, 403",
        "MESSAGENET, auth_userid, 403",
        "TIM_PROFESSIONAL, username, 401",
        "TIM_PROFESSIONAL, password, 401",
        "TIM_PROFESSIONAL, token, 401"
    })
    void checksTheLogin(WireClient wire, String field, int status) throws Exception {
        HttpResponse<String> answer = ask(wire, taken(wire, "001"), Map.of(field, "wrong"));

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).doesNotContain("delivered", "Ricevuto");
    }

    @Test
    void asksForThePasswordThatTheProviderHasNow() throws Exception {
        try (ProviderSandbox changed = ProviderSandbox.start("127.0.0.1", 0)) {
            changed.changePassword("messagenet", "new-password");
            HttpRequest request = HttpRequest.newBuilder(URI.create(changed.url() + "/messagenet/api/check_sms"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString("auth_userid=demo&auth_password=new-password&message_id=1"))
                    .build();

            assertThat(WireClient.HTTP.send(request, BodyHandlers.ofString()).body())
                    .contains("NOMESSAGE");
        }
    }

    @Test
    void knowsTheMessagesOfOneProviderOnly() throws Exception {
        String ofTim = taken(WireClient.TIM_PROFESSIONAL, "001");

        assertThat(ask(WireClient.MESSAGENET, ofTim).body()).contains("NOMESSAGE");
        assertThat(ask(WireClient.TIM_PROFESSIONAL, "4711").body()).contains("\"items\":[]");
        sandbox.clear();
        assertThat(ask(WireClient.TIM_PROFESSIONAL, ofTim).body()).contains("\"items\":[]");
    }

    @Test
    void countsQuestionsApartAndLeavesThemOutOfScriptsForMessages() throws Exception {
        String id = taken(WireClient.MESSAGENET, "001");
        sandbox.script(Step.of(Behaviour.BUSY), Step.of(Behaviour.BUSY).forProvider("messagenet"));

        assertThat(ask(WireClient.MESSAGENET, id).statusCode()).isEqualTo(200);

        assertThat(sandbox.scriptLeft()).hasSize(2);
        sandbox.script(Step.of(Behaviour.BUSY).forProvider("report-messagenet"));
        assertThat(ask(WireClient.MESSAGENET, id).statusCode()).isEqualTo(429);
        assertThat(WireClient.get(sandbox, "/received/count")).contains("\"requests\":1,\"asked\":2,");
    }

    @ParameterizedTest
    @EnumSource(WireClient.class)
    void takesTheMessageAndBreaksOffTheAnswerAfterItsId(WireClient wire) throws Exception {
        assertThatThrownBy(() -> wire.send(sandbox, "+393330000446", "ciao")).isInstanceOf(java.io.IOException.class);

        assertThat(sandbox.received()).extracting(Received::to).containsExactly("+393330000446");
    }

    @Test
    void showsTheWholeIdAndNotTheWholeAnswerWhenItBreaksOff() throws Exception {
        String form = WireClient.form(WireClient.MESSAGENET.fields("+393330000446", "ciao"));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), sandbox.port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write(("POST /messagenet/api/send_sms/ HTTP/1.1\r\nHost: x\r\n"
                                    + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                                    + form.length() + "\r\n\r\n" + form)
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            String answer = new String(in.readAllBytes(), StandardCharsets.US_ASCII);

            assertThat(answer)
                    .startsWith("HTTP/1.1 200 OK")
                    .endsWith("\"message_id\":" + sandbox.received().get(0).reference() + ",");
        }
    }
}

package io.staffetta.sandbox;

import static io.staffetta.sandbox.WireClient.HTTP;
import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.sandbox.wire.Counts;
import io.staffetta.sandbox.wire.Received;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Credentials, required fields and content, each refused as its provider would. */
class SandboxRequestTest {

    private static final String TO = "+393330000001";

    @RegisterExtension
    static final RunningSandbox RUNNING = new RunningSandbox();

    private final ProviderSandbox sandbox = RUNNING.get();

    @ParameterizedTest(name = "{0} without a right {1} answers {2}")
    @CsvSource({
        "MESSAGENET, auth_userid, 403, 401, '\"code\":403'",
        "MESSAGENET, auth_password, 403, 401, '\"code\":403'",
        "KPNQWEST, username, 401, 401, ERROR login",
        "KPNQWEST, password, 401, 401, ERROR login",
        "PLUS, username, 500, 500, Login failed",
        "PLUS, password, 500, 500, userUUID",
        "TIM_CONSIP, username, 401, 401, ERROR login",
        "TIM_CONSIP, password, 401, 401, ERROR login",
        "TIM_PROFESSIONAL, username, 401, 401, KO",
        "TIM_PROFESSIONAL, password, 401, 401, KO",
        "TIM_PROFESSIONAL, token, 401, 401, KO",
        "TIM_EASYAPI, bearer, 401, 401, <error>",
    })
    void refusesAWrongOrMissingCredential(WireClient wire, String field, int whenWrong, int whenMissing, String words)
            throws Exception {
        Map<String, String> fields = wire.fields(TO, "ciao");

        fields.put(field, "wrong");
        HttpResponse<String> wrong = wire.send(sandbox, fields);
        fields.put(field, "");
        HttpResponse<String> missing = wire.send(sandbox, fields);

        assertThat(wrong.statusCode()).isEqualTo(whenWrong);
        assertThat(wrong.body()).contains(words).doesNotContain("demo-password");
        assertThat(missing.statusCode()).isEqualTo(whenMissing);
        assertThat(sandbox.received()).isEmpty();
    }

    @ParameterizedTest(name = "{0} without {1} answers {2}")
    @CsvSource({
        "MESSAGENET, destination, 500, '\"code\":103'",
        "MESSAGENET, text, 500, no text",
        "KPNQWEST, to, 400, ERROR missing field to",
        "KPNQWEST, text, 400, ERROR missing field text",
        "PLUS, recipient, 500, Invalid recipient",
        "PLUS, text, 500, Missing element text",
        "TIM_CONSIP, msisdn, 400, ERROR missing field msisdn",
        "TIM_CONSIP, testo, 400, ERROR missing field testo",
        "TIM_PROFESSIONAL, alias, 200, 'KO\",\"message\":\"Parametro mancante: alias'",
        "TIM_PROFESSIONAL, msisdn, 200, 'KO\",\"message\":\"Parametro mancante: msisdn'",
        "TIM_PROFESSIONAL, testo, 200, 'KO\",\"message\":\"Parametro mancante: testo'",
        "TIM_EASYAPI, address, 400, Invalid address",
        "TIM_EASYAPI, message, 400, Missing element message",
    })
    void refusesAMissingField(WireClient wire, String field, int status, String words) throws Exception {
        Map<String, String> fields = wire.fields(TO, "ciao");
        fields.remove(field);

        HttpResponse<String> answer = wire.send(sandbox, fields);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(words);
        assertThat(sandbox.received()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(WireClient.class)
    void takesNothingForARecipientThatIsNoNumber(WireClient wire) throws Exception {
        wire.send(sandbox, "+39 x", "ciao");

        assertThat(sandbox.received()).isEmpty();
        assertThat(sandbox.counts()).returns(1L, Counts::requests).returns(0L, Counts::taken);
    }

    @ParameterizedTest
    @EnumSource(WireClient.class)
    void wantsTheContentTypeOfTheWire(WireClient wire) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.url() + wire.path))
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("ciao"))
                .build();

        assertThat(HTTP.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(415);
    }

    @ParameterizedTest
    @EnumSource(WireClient.class)
    void keepsEveryCharacterOfTheText(WireClient wire) throws Exception {
        String text = "perché costa 5 € & <più> di \"1\"; 100% + 2\nciao \uD83D\uDE80";

        wire.send(sandbox, TO, text);

        assertThat(sandbox.received()).extracting(Received::text).containsExactly(text);
    }

    @ParameterizedTest
    @EnumSource(WireClient.class)
    void refusesABodyOverTheLimit(WireClient wire) throws Exception {
        HttpResponse<String> answer = wire.send(sandbox, TO, "x".repeat(RequestReader.LIMIT));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(sandbox.received()).isEmpty();
        assertThat(wire.send(sandbox, TO, "x".repeat(RequestReader.LIMIT / 2)).statusCode())
                .isBetween(200, 201);
    }

    @Test
    void refusesAMultipartFormWithoutItsBoundary() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.url() + WireClient.TIM_PROFESSIONAL.path))
                .header("Content-Type", "multipart/form-data")
                .POST(BodyPublishers.ofString("--x\r\n"))
                .build();

        assertThat(HTTP.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(400);
    }

    @Test
    void plusKnowsAUserByUuidAlone() throws Exception {
        Map<String, String> fields = WireClient.PLUS.fields(TO, "ciao");
        fields.remove("username");
        fields.remove("password");
        fields.put("userUUID", "demo-uuid");

        assertThat(WireClient.PLUS.send(sandbox, fields).statusCode()).isEqualTo(200);
        assertThat(sandbox.received()).extracting(Received::username).containsExactly("demo");

        fields.put("userUUID", "wrong");
        assertThat(WireClient.PLUS.send(sandbox, fields).body()).contains("Login failed", "userUUID");
    }
}

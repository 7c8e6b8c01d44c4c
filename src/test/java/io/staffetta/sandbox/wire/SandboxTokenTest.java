package io.staffetta.sandbox.wire;

import static io.staffetta.sandbox.WireClient.TIM_EASYAPI;
import static io.staffetta.sandbox.WireClient.tokenAnswer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.sandbox.ProviderSandbox;
import io.staffetta.sandbox.RunningSandbox;
import io.staffetta.sandbox.WireClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** EasyAPI's bearer tokens, and changes of passwords. */
class SandboxTokenTest {

    private static final String GRANT = "grant_type=client_credentials";

    @RegisterExtension
    static final RunningSandbox RUNNING = new RunningSandbox();

    private final ProviderSandbox sandbox = RUNNING.get();

    @Test
    void givesATokenForAnHour() throws Exception {
        HttpResponse<String> answer = tokenAnswer(sandbox, "demo-password", GRANT);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"token_type\":\"Bearer\"", "\"expires_in\":3600");
        assertThat(sandbox.counts().requests()).isZero();
    }

    @Test
    void givesNoTokenForAWrongPasswordOrAnotherGrant() throws Exception {
        assertThat(tokenAnswer(sandbox, "wrong", GRANT).statusCode()).isEqualTo(401);
        assertThat(tokenAnswer(sandbox, "demo-password", "grant_type=password").statusCode())
                .isEqualTo(400);
    }

    @Test
    void refusesATokenOnceItIsRevoked() throws Exception {
        Map<String, String> fields = TIM_EASYAPI.fields("+393330000001", "ciao");
        fields.put("bearer", WireClient.token(sandbox));
        assertThat(TIM_EASYAPI.send(sandbox, fields).statusCode()).isEqualTo(201);

        assertThat(WireClient.call(sandbox, "POST", "/tim/easyapi/revoke", "").statusCode())
                .isEqualTo(204);

        assertThat(TIM_EASYAPI.send(sandbox, fields).statusCode()).isEqualTo(401);
        fields.put("bearer", WireClient.token(sandbox));
        assertThat(TIM_EASYAPI.send(sandbox, fields).statusCode()).isEqualTo(201);
    }

    @Test
    void tellsTheAccountsNumberToWhoHasAToken() throws Exception {
        HttpRequest.Builder info = HttpRequest.newBuilder(URI.create(sandbox.url() + "/tim/easyapi/sms/v1/info"));

        HttpResponse<String> without = WireClient.HTTP.send(info.build(), BodyHandlers.ofString());
        info.header("Authorization", "Bearer " + WireClient.token(sandbox));
        HttpResponse<String> with = WireClient.HTTP.send(info.build(), BodyHandlers.ofString());

        assertThat(without.statusCode()).isEqualTo(401);
        assertThat(with.body()).contains("<shortNumber>");
    }

    @Test
    void scriptsTheTokenCallApartFromSending() throws Exception {
        sandbox.script(
                Step.of(Behaviour.UNAVAILABLE).forProvider("easyapi-token"),
                Step.of(Behaviour.HANG_UP).forProvider("easyapi-token"),
                Step.of(Behaviour.BUSY).forProvider("tim"));

        assertThat(tokenAnswer(sandbox, "demo-password", GRANT).statusCode()).isEqualTo(503);
        assertThatThrownBy(() -> tokenAnswer(sandbox, "demo-password", GRANT)).isInstanceOf(IOException.class);
        assertThat(TIM_EASYAPI.send(sandbox, "+393330000001", "ciao").statusCode())
                .isEqualTo(429);
    }

    @Test
    void changesThePasswordOfOneProviderOnly() throws Exception {
        try (ProviderSandbox other = ProviderSandbox.start("127.0.0.1", 0)) {
            other.changePassword("messagenet", "new-password");
            Map<String, String> fields = WireClient.MESSAGENET.fields("+393330000001", "ciao");

            assertThat(WireClient.MESSAGENET.send(other, fields).statusCode()).isEqualTo(403);
            fields.put("auth_password", "new-password");
            assertThat(WireClient.MESSAGENET.send(other, fields).statusCode()).isEqualTo(200);
            assertThat(WireClient.KPNQWEST.send(other, "+393330000001", "ciao").statusCode())
                    .isEqualTo(200);

            other.changePassword("tim", "new-password");
            assertThat(tokenAnswer(other, "demo-password", GRANT).statusCode()).isEqualTo(401);
            assertThat(tokenAnswer(other, "new-password", GRANT).statusCode()).isEqualTo(200);
            assertThatThrownBy(() -> other.changePassword("tin", "x")).hasMessage("Unknown provider 'tin'");
        }
    }
}

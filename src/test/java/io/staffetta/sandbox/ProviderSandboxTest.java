package io.staffetta.sandbox;

import static io.staffetta.sandbox.WireClient.KPNQWEST;
import static io.staffetta.sandbox.WireClient.call;
import static io.staffetta.sandbox.WireClient.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.staffetta.sandbox.wire.Behaviour;
import io.staffetta.sandbox.wire.CustomerCredentials;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Start, stop, addresses and the documentation page. */
class ProviderSandboxTest {

    @Test
    void saysWhereItListens() {
        try (ProviderSandbox sandbox = ProviderSandbox.start("127.0.0.1", 0)) {
            assertThat(sandbox.port()).isPositive();
            assertThat(sandbox.url()).isEqualTo("http://127.0.0.1:" + sandbox.port());
        }
    }

    @Test
    void namesThePortThatIsInUse() throws Exception {
        try (ServerSocket other = new ServerSocket(0)) {
            assertThatThrownBy(() -> ProviderSandbox.start("127.0.0.1", other.getLocalPort()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith(
                            "Provider sandbox cannot listen on 127.0.0.1:" + other.getLocalPort() + ": ");
        }
    }

    @Test
    void freesItsPortAndDropsWhatIsOpen() throws Exception {
        ProviderSandbox first = ProviderSandbox.start("127.0.0.1", 0);
        CompletableFuture<HttpResponse<String>> open = WireClient.HTTP.sendAsync(
                KPNQWEST.request(first, KPNQWEST.fields("+393330000504", "ciao")), BodyHandlers.ofString());
        await().until(() -> first.received().size() == 1);

        first.close();

        await().until(open::isCompletedExceptionally);
        ProviderSandbox.start("127.0.0.1", first.port()).close();
    }

    @Test
    void asksForTheCredentialsThatItWasStartedWith() throws Exception {
        CustomerCredentials credentials =
                new CustomerCredentials("anna", "other-password", "other-uuid", "other-token");
        try (ProviderSandbox sandbox = ProviderSandbox.start("127.0.0.1", 0, credentials)) {
            Map<String, String> fields = KPNQWEST.fields("+393330000001", "ciao");
            assertThat(KPNQWEST.send(sandbox, fields).statusCode()).isEqualTo(401);
            fields.put("username", "anna");
            fields.put("password", "other-password");
            assertThat(KPNQWEST.send(sandbox, fields).statusCode()).isEqualTo(200);
        }
        assertThat(credentials).hasToString("Credentials[anna]");
    }

    @ParameterizedTest(name = "{0} {1} is answered {2}")
    @CsvSource({
        "GET, /nothing, 404, ''",
        "POST, /messagenet/api/other/, 404, ''",
        "GET, /messagenet/api/send_sms, 405, POST",
        "POST, /received, 405, 'GET, DELETE'",
        "DELETE, /, 405, GET",
    })
    void answersOnItsPathsAndMethodsOnly(String method, String path, int status, String allow) throws Exception {
        try (ProviderSandbox sandbox = ProviderSandbox.start("127.0.0.1", 0)) {
            HttpResponse<String> answer = call(sandbox, method, path, "");

            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.headers().firstValue("Allow").orElse("")).isEqualTo(allow);
            assertThat(sandbox.counts().requests()).isZero();
        }
    }

    @Test
    void answersMessagenetWithAndWithoutTheFinalSlash() throws Exception {
        try (ProviderSandbox sandbox = ProviderSandbox.start("127.0.0.1", 0)) {
            Map<String, String> fields = WireClient.MESSAGENET.fields("+393330000001", "ciao");
            for (String path : new String[] {"/messagenet/api/send_sms", "/messagenet/api/send_sms/"}) {
                var request = HttpRequest.newBuilder(URI.create(sandbox.url() + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(WireClient.form(fields)))
                        .build();
                assertThat(WireClient.HTTP
                                .send(request, BodyHandlers.ofString())
                                .statusCode())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void asksForAnotherPasswordOfOneProviderFromThenOn() throws Exception {
        try (ProviderSandbox sandbox = ProviderSandbox.start("127.0.0.1", 0)) {
            assertThat(changePassword(sandbox, "nobody")).isEqualTo(400);
            assertThat(changePassword(sandbox, "messagenet")).isEqualTo(204);
            assertThat(status(sandbox, "demo-password")).isEqualTo(403);
            assertThat(status(sandbox, "new-password")).isEqualTo(200);
        }
    }

    private static int changePassword(ProviderSandbox sandbox, String provider) throws Exception {
        return WireClient.HTTP
                .send(
                        HttpRequest.newBuilder(URI.create(sandbox.url() + "/password?provider=" + provider))
                                .PUT(BodyPublishers.ofString("new-password\n"))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    private static int status(ProviderSandbox sandbox, String password) throws Exception {
        Map<String, String> fields = new HashMap<>(WireClient.MESSAGENET.fields("+393330000001", "ciao"));
        fields.replaceAll((name, value) -> value.equals("demo-password") ? password : value);
        return WireClient.HTTP
                .send(
                        HttpRequest.newBuilder(URI.create(sandbox.url() + "/messagenet/api/send_sms/"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(WireClient.form(fields)))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void documentsEveryWireAndEveryBehaviour() throws Exception {
        try (ProviderSandbox sandbox = ProviderSandbox.start("127.0.0.1", 0)) {
            String page = get(sandbox, "/");

            assertThat(page)
                    .contains(Arrays.stream(Behaviour.values())
                            .map(Behaviour::label)
                            .toList());
            assertThat(page)
                    .contains(Arrays.stream(Behaviour.values())
                            .map(Behaviour::digits)
                            .toList());
            assertThat(page)
                    .contains(Arrays.stream(WireClient.values())
                            .map(wire -> wire.path)
                            .toList());
            assertThat(page)
                    .contains("demo-password", "demo-uuid", "demo-token", "PUT /latency")
                    .doesNotContain("%");
        }
    }
}

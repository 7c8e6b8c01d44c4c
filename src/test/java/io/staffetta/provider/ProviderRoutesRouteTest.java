package io.staffetta.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.account.Account;
import io.staffetta.message.Outcome;
import io.staffetta.provider.table.Samples;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shipped route of every wire, against a provider on a socket. */
class ProviderRoutesRouteTest {

    private static Routes routes;

    private final ScriptedProvider provider = new ScriptedProvider(ScriptedProvider.answers(200, ""));

    @BeforeAll
    static void start() {
        routes = new Routes(1000, 5000);
    }

    @AfterAll
    static void stop() {
        routes.close();
    }

    @AfterEach
    void close() throws Exception {
        provider.close();
    }

    private Account account(String wire) {
        return Samples.account(wire, provider.url("/send"));
    }

    private ScriptedProvider.Request onlyRequest() {
        assertThat(provider.requests).hasSize(1);
        return provider.requests.get(0);
    }

    @Test
    void submitsToMessagenet() {
        provider.then(ScriptedProvider.answers(
                200,
                "Content-Type: application/json",
                "{\"status\":{\"code\":0},\"sent\":[{\"message_id\":77,\"value\":\"393330000001\"}]}"));

        assertThat(routes.reference(Samples.submission(account("messagenet")))).isEqualTo("77");

        assertThat(onlyRequest().header("Content-Type")).isEqualTo("application/x-www-form-urlencoded; charset=UTF-8");
        assertThat(onlyRequest().body())
                .isEqualTo("auth_userid=username-1&auth_password=s3cr%26t%2B%3C%E2%82%AC%3E"
                        + "&destination=%2B393330000001&text=Ciao+%26+%3Ca%3E+%2B+5+%E2%82%AC&sender=ACME&format=json");
    }

    @ParameterizedTest
    @CsvSource({"kpnqwest, to, 393330000001", "tim-consip, msisdn, +393330000001"})
    void submitsAFormToAWireThatIsAssumed(String wire, String name, String number) {
        provider.then(ScriptedProvider.answers(200, "OK abc-1"));

        assertThat(routes.reference(Samples.submission(account(wire)))).isEqualTo("abc-1");

        assertThat(URLDecoder.decode(onlyRequest().body(), StandardCharsets.UTF_8))
                .contains("username=username-1", "password=s3cr&t+<€>", name + "=" + number, "Ciao & <a> + 5 €");
    }

    @Test
    void submitsToPlusByUuid() {
        provider.then(
                ScriptedProvider.answers(200, "Content-Type: text/xml", soap("<r:out><return>m-9</return></r:out>")));

        assertThat(routes.reference(Samples.submission(account("plus")))).isEqualTo("m-9");

        assertThat(onlyRequest().header("SOAPAction")).isEqualTo("\"\"");
        assertThat(onlyRequest().header("Content-Type")).isEqualTo("text/xml; charset=UTF-8");
        assertThat(onlyRequest().body())
                .contains("<userUUID>userUuid-1</userUUID>", "Ciao &amp; &lt;a&gt; + 5 €")
                .doesNotContain("<username>", "<password>");
    }

    @Test
    void submitsToPlusByUserNameAndToTheAddressOfItsWsdl() {
        provider.then(ScriptedProvider.answers(200, soap("<out><return>m-9</return></out>")));
        Account account = Samples.with(Samples.account("plus", provider.url("/pmf?wsdl")), "accessVia", "USERNAME");

        assertThat(routes.reference(Samples.submission(account))).isEqualTo("m-9");

        assertThat(onlyRequest().path()).isEqualTo("/pmf");
        assertThat(onlyRequest().body())
                .contains("<username>username-1</username><password>s3cr&amp;t+&lt;€&gt;</password>")
                .doesNotContain("userUUID");
    }

    @Test
    void submitsToTimSmsProfessional() {
        provider.then(ScriptedProvider.answers(
                200,
                "Content-Type: application/json",
                "{\"name\":\"INVIOMESSAGGI\",\"status\":\"OK\",\"message\":\"Presa in carico CODE:A1-2\"}"));

        assertThat(routes.reference(Samples.submission(account("tim-sms-professional"))))
                .isEqualTo("A1-2");

        assertThat(onlyRequest().header("Accept")).isEqualTo("application/json");
        assertThat(onlyRequest().header("Content-Type")).startsWith("multipart/form-data; boundary=");
        assertThat(onlyRequest().body())
                .contains("name=\"testo\"\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\nCiao & <a> + 5 €\r\n")
                .contains("name=\"token\"\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\ntoken-1\r\n");
    }

    @Test
    void keepsTheAccessTokenOfTimEasyApiAndRenewsItOnce() {
        provider.then((request, connection) -> {
            boolean token = request.path().equals("/token");
            long tokens = provider.requests.stream()
                    .filter(r -> r.path().equals("/token"))
                    .count();
            boolean refused = !token && tokens < 2 && provider.requests.size() == 4;
            String answer = token
                    ? "{\"access_token\":\"t-" + tokens + "\",\"expires_in\":3600}"
                    : "<sms><id>7</id><msgid>01M</msgid></sms>";
            connection.getOutputStream().write(ScriptedProvider.response(refused ? 401 : 200, answer));
            return true;
        });
        Submission submission = Samples.submission(Samples.account("tim-easyapi", provider.url("/sms/v1/mt")));

        for (int i = 0; i < 4; i++) {
            assertThat(routes.reference(submission)).isEqualTo("7");
        }

        assertThat(provider.requests)
                .extracting(request -> request.path() + " " + request.header("Authorization"))
                .containsExactly(
                        "/token Basic dXNlcm5hbWUtMTpzM2NyJnQrPOKCrD4=",
                        "/sms/v1/mt Bearer t-1",
                        "/sms/v1/mt Bearer t-1",
                        "/sms/v1/mt Bearer t-1",
                        "/token Basic dXNlcm5hbWUtMTpzM2NyJnQrPOKCrD4=",
                        "/sms/v1/mt Bearer t-2",
                        "/sms/v1/mt Bearer t-2");
        assertThat(provider.requests.get(1).body())
                .endsWith("<sms><address>tel:+393330000001</address><msgid>01M</msgid><notify>Y</notify>"
                        + "<validity>00:03</validity><oadc>ACME</oadc>"
                        + "<message>Ciao &amp; &lt;a&gt; + 5 €</message></sms>");
    }

    @Test
    void findsTheAccountUnusableWhenANewTokenIsRefusedToo() {
        provider.then((request, connection) -> {
            boolean token = request.path().equals("/token");
            connection
                    .getOutputStream()
                    .write(ScriptedProvider.response(
                            token ? 200 : 401, "{\"access_token\":\"x\",\"expires_in\":3600}"));
            return true;
        });
        Submission submission = Samples.submission(Samples.account("tim-easyapi", provider.url("/sms/v1/mt")));

        assertThat(routes.failure(submission)).isInstanceOf(AccountUnusableException.class);

        assertThat(provider.requests).hasSize(4);
    }

    @Test
    void tellsTheProviderNothingThatACallerSet() {
        provider.then(ScriptedProvider.answers(200, "OK"));

        routes.reference(Samples.submission(account("kpnqwest")));

        assertThat(onlyRequest().head())
                .startsWith("POST /send HTTP/1.1\r\n")
                .containsIgnoringCase("accept-encoding: identity\r\n")
                .doesNotContainIgnoringCase("caller", "camel", "user-agent", "cookie", "gzip", "password");
    }

    @Test
    void leavesNothingOfTheProvidersAnswerButTheReference() {
        provider.then(ScriptedProvider.answers(
                200, "Content-Type: text/plain; charset=utf-16", "Set-Cookie: a=b", "X-Provider: c", "O\0K\0"));

        Exchange exchange = routes.submit(Samples.submission(account("kpnqwest")));

        assertThat(exchange.getMessage().getHeaders()).isEmpty();
        assertThat(exchange.getProperty(Exchange.CHARSET_NAME)).isNull();
    }

    @Test
    void keepsQueryParametersOfTheAddressButPutsNoCredentialsThere() {
        provider.then(ScriptedProvider.answers(200, "OK"));

        routes.reference(Samples.submission(Samples.account("kpnqwest", provider.url("/sms.dll?Action=SendSMS"))));

        assertThat(onlyRequest().path()).isEqualTo("/sms.dll?Action=SendSMS");
        assertThat(routes.context().getEndpoints())
                .extracting(Object::toString)
                .noneMatch(uri -> uri.contains("username") || uri.contains("s3cr"));
    }

    @Test
    void followsNoRedirect() {
        provider.then(ScriptedProvider.answers(307, "Location: " + provider.url("/elsewhere"), ""));

        SubmissionException failure = routes.failure(Samples.submission(account("kpnqwest")));

        assertThat(failure)
                .isInstanceOf(AccountUnusableException.class)
                .hasMessage(
                        "KPNQwest answered HTTP 307; nothing takes messages at this address, see the account's url");
        assertThat(provider.requests).hasSize(1);
    }

    @Test
    void sendsNothingTwiceWhenTheProviderIsBusy() {
        provider.then(ScriptedProvider.answers(503, "Retry-After: 30", "maintenance"));

        SubmissionException failure = routes.failure(Samples.submission(account("kpnqwest")));

        assertThat(failure)
                .isInstanceOfSatisfying(BusyException.class, busy -> assertThat(busy.retryAfter())
                        .hasSeconds(30))
                .hasMessage("KPNQwest answered HTTP 503: maintenance");
        assertThat(provider.requests).hasSize(1);
    }

    @Test
    void expandsNoEntity() {
        provider.then(ScriptedProvider.answers(
                200, "<!DOCTYPE e [<!ENTITY x SYSTEM \"" + provider.url("/stolen") + "\">]>" + soap("<out>&x;</out>")));

        assertThat(routes.failure(Samples.submission(account("plus"))).outcome().kind())
                .isEqualTo(Outcome.Kind.UNKNOWN);

        assertThat(provider.requests).hasSize(1);
    }

    @Test
    void carriesNoCredentialsOutOfAFailedCall() {
        provider.then((request, connection) -> false);

        Exchange exchange = routes.submit(Samples.submission(account("messagenet")));

        assertThat(exchange.getMessage().getHeaders()).isEmpty();
        assertThat(exchange.getMessage().getBody()).isEqualTo("");
    }

    private static String soap(String content) {
        return "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:r=\"urn:r\"><e:Body>" + content
                + "</e:Body></e:Envelope>";
    }
}

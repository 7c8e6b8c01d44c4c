package io.staffetta.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.provider.table.Samples;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers that were seen in the field, sent byte for byte, with the right value of each. */
class FieldAnswersRouteTest {

    private static final String TEXT = "La tua password provvisoria \u00e8 pronta";
    private static Routes routes;

    private final ScriptedProvider provider = new ScriptedProvider(ScriptedProvider.answers(200, ""));

    @BeforeAll
    static void start() {
        routes = new Routes(1000, 2000);
    }

    @AfterAll
    static void stop() {
        routes.close();
    }

    @AfterEach
    void close() throws Exception {
        provider.close();
    }

    private static byte[] raw(String name) throws Exception {
        try (InputStream in = FieldAnswersRouteTest.class.getResourceAsStream("/provider-cases/" + name + ".http")) {
            return in.readAllBytes();
        }
    }

    private Exchange submit(String wire, byte[] answer) {
        provider.then((request, connection) -> {
            boolean token = request.path().equals("/token");
            connection
                    .getOutputStream()
                    .write(token ? ScriptedProvider.response(200, "{\"access_token\":\"t\"}") : answer);
            return token;
        });
        return routes.submit(Samples.submission(Samples.account(wire, provider.url("/sms/v1/mt")), TEXT));
    }

    private String known(String wire, byte[] answer) {
        Exchange exchange = submit(wire, answer);
        if (exchange.getException() == null) {
            return ("ACCEPTED " + exchange.getMessage().getBody(String.class)).strip();
        }
        return ((SubmissionException) exchange.getException()).outcome().kind().name();
    }

    @ParameterizedTest(name = "{1} of {0} is {2}")
    @CsvSource({
        "kpnqwest, k-html, UNKNOWN",
        "kpnqwest, k-login, UNKNOWN",
        "kpnqwest, k-xmlid, UNKNOWN",
        "kpnqwest, k-jsonfalse, UNKNOWN",
        "kpnqwest, k-nokid, UNKNOWN",
        "kpnqwest, k-bomok, ACCEPTED 123",
        "tim-consip, k-html, UNKNOWN",
        "tim-consip, k-login, UNKNOWN",
        "tim-consip, k-xmlid, UNKNOWN",
        "tim-consip, k-jsonfalse, UNKNOWN",
        "tim-consip, k-nokid, UNKNOWN",
        "tim-consip, k-bomok, ACCEPTED 123",
        "plus, s-nok, REFUSED",
        "plus, s-denied, ACCOUNT_UNUSABLE",
        "plus, s-null, UNKNOWN",
        "plus, s-bom, ACCEPTED MSG-8",
        "plus, s-wsprolog, ACCEPTED MSG-9",
        "plus, s-axis, REFUSED",
        "plus, s-axisauth, ACCOUNT_UNUSABLE",
        "tim-easyapi, e-xhtml, UNKNOWN",
        "tim-easyapi, e-comment, UNKNOWN",
        "messagenet, m-html, UNKNOWN",
        "messagenet, m-waf, ACCOUNT_UNUSABLE",
        "messagenet, m-bom, ACCEPTED 4711",
        "messagenet, m-cs-quote, ACCEPTED 4711",
        "messagenet, m-gzip, ACCEPTED 4711",
        "messagenet, m-national, ACCEPTED 4711",
        "messagenet, m-429short, BUSY",
        "messagenet, m-503chunk, BUSY",
        "tim-sms-professional, t-echo, REFUSED",
    })
    void knowsWhatTheAnswerMeans(String wire, String name, String expected) throws Exception {
        assertThat(known(wire, raw(name))).isEqualTo(expected);
    }

    @Test
    void honoursRetryAfterOfARefusalWhoseBodyBreaksOff() throws Exception {
        Exchange exchange = submit("messagenet", raw("m-429short"));

        assertThat(exchange.getException(BusyException.class).retryAfter()).hasSeconds(5);
    }

    @Test
    void doesNotTellTheTextThatAProviderRepeatsInOtherLetters() throws Exception {
        Exchange exchange = submit("tim-sms-professional", raw("t-echo"));

        assertThat(exchange.getException())
                .hasMessage("TIM SMS Professional answered HTTP 200, code KO: Testo non consentito: ***");
    }

    @ParameterizedTest(name = "a fault {0} \"{1}\" is {2}")
    @CsvSource(delimiter = '|', textBlock = """
            soapenv:Server.userException | it.plus.pmf.InvalidRecipientException: Numero non valido | REFUSED
            soapenv:Server.userException | Destinatario inesistente                               | REFUSED
            soapenv:Server               | java.lang.IllegalArgumentException: bad msisdn          | REFUSED
            soapenv:Server               | Sender not allowed                                      | REFUSED
            soapenv:Server               | Testo troppo lungo                                      | REFUSED
            soapenv:Server.userException | it.plus.pmf.AuthenticationException: login failed       | ACCOUNT_UNUSABLE
            soapenv:Server               | Utente sconosciuto                                      | ACCOUNT_UNUSABLE
            soapenv:Server               | User account disabled                                   | ACCOUNT_UNUSABLE
            soapenv:Server               | Accesso negato                                          | ACCOUNT_UNUSABLE
            soapenv:Server               | Credito esaurito                                        | ACCOUNT_UNUSABLE
            soapenv:Server               | it.plus.pmf.InsufficientCreditException                 | ACCOUNT_UNUSABLE
            soapenv:Server.Authentication | Error                                                  | ACCOUNT_UNUSABLE
            wsse:FailedAuthentication    | The security token could not be authenticated           | ACCOUNT_UNUSABLE
            soapenv:Server               | java.lang.NullPointerException                          | BUSY
            soapenv:Server               | java.net.ConnectException: Connection refused           | BUSY
            soapenv:Server               | Login service temporarily unavailable                   | BUSY
            soapenv:Server.generalException | Internal error                                       | BUSY
            soapenv:Client               | bad number                                              | REFUSED
            """)
    void readsTheWordsOfAServerFault(String code, String words, String expected) {
        String fault =
                "<?xml version=\"1.0\"?><e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body>"
                        + "<e:Fault><faultcode>" + code + "</faultcode><faultstring>" + words + "</faultstring><detail>"
                        + "<ns1:stackTrace xmlns:ns1=\"http://xml.apache.org/axis/\">at org.apache.catalina.authenticator.Invalid"
                        + "Number(login.java)</ns1:stackTrace></detail></e:Fault></e:Body></e:Envelope>";

        assertThat(known("plus", ScriptedProvider.response(500, fault))).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} counts as ours")
    @CsvSource({
        "393330000001, ACCEPTED 7",
        "+39 333 000 0001, ACCEPTED 7",
        "00393330000001, ACCEPTED 7",
        "3330000001, ACCEPTED 7",
        "333-0000001, ACCEPTED 7",
        "+393330000002, UNKNOWN",
        "3330000002, UNKNOWN",
        "+13330000001, UNKNOWN",
        "0000001, UNKNOWN",
        "30000001, UNKNOWN",
        "13330000001, UNKNOWN",
    })
    void takesOurNumberInNationalFormForOurs(String number, String expected) {
        String json = "{\"status\":{\"code\":0},\"sent\":[{\"message_id\":7,\"value\":\"" + number + "\"}]}";

        assertThat(known("messagenet", ScriptedProvider.response(200, json))).isEqualTo(expected);
    }

    @Test
    void acceptsEasyApiByOurOwnIdToldBackWithAnIdOfTheProviders() {
        String good = "<?xml version=\"1.0\"?><sms><id>A-17</id><msgid>01M</msgid></sms>";

        assertThat(known("tim-easyapi", ScriptedProvider.response(201, good))).isEqualTo("ACCEPTED A-17");
        assertThat(known("tim-easyapi", ScriptedProvider.response(201, good.replace("01M", "other"))))
                .isEqualTo("UNKNOWN");
        assertThat(known("tim-easyapi", ScriptedProvider.response(201, ""))).isEqualTo("UNKNOWN");
        assertThat(known("tim-easyapi", ScriptedProvider.response(200, "<ok/>")))
                .isEqualTo("UNKNOWN");
    }

    @Test
    void parksTheAccountWhereNoAccessTokenIsAtItsAddress() {
        provider.then(ScriptedProvider.answers(404, "<html>not here</html>"));

        assertThat(routes.failure(Samples.submission(Samples.account("tim-easyapi", provider.url("/sms/v1/mt")))))
                .isInstanceOf(AccountUnusableException.class)
                .hasMessageContaining("access token with HTTP 404");
        assertThat(provider.requests).hasSize(1);
    }

    /** As bytes, since a wrong charset is seen in nothing else. */
    private static byte[] answer(String contentType, byte[] body) {
        String head = "HTTP/1.1 200 OK\r\n" + (contentType.isEmpty() ? "" : "Content-Type: " + contentType + "\r\n")
                + "Content-Length: " + body.length + "\r\n\r\n";
        byte[] answer = Arrays.copyOf(head.getBytes(StandardCharsets.US_ASCII), head.length() + body.length);
        System.arraycopy(body, 0, answer, head.length(), body.length);
        return answer;
    }

    @ParameterizedTest(name = "content type {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            application/json; charset='utf-8'     | UTF-8
            application/json; charset="utf-8"     | UTF-8
            application/json;charset=utf-8;       | UTF-8
            application/json; charset=            | UTF-8
            application/json; charset=""          | UTF-8
            application/json; charset=none        | UTF-8
            application/json; charset=utf_8_      | UTF-8
            application/json; charset=@#$         | UTF-8
            application/json; charset=x-unknown-9 | UTF-8
            application/json; charset=binary      | UTF-8
            application/json; charset             | UTF-8
            ;;;                                   | UTF-8
            json                                  | UTF-8
            text/html                             | UTF-8
            `;charset=`                           | UTF-8
            application/json; charset=iso-8859-1  | ISO-8859-1
            application/json; charset=utf-16      | UTF-16BE
            application/json; charset=utf-8       | UTF-16LE
            application/json                      | UTF-16BE
            """)
    void readsAnAnswerOfAnyCharset(String contentType, String charset) throws Exception {
        String json = "{\"status\":{\"code\":0,\"description\":\"perch\u00e9\"},\"sent\":[{\"message_id\":7,"
                + "\"value\":\"393330000001\"}]}";

        assertThat(known("messagenet", answer(contentType, json.getBytes(charset))))
                .isEqualTo("ACCEPTED 7");
    }

    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource({
        "UTF-8, kpnqwest",
        "UTF-16LE, kpnqwest",
        "UTF-16BE, plus",
        "UTF-8, plus",
        "UTF-16LE, messagenet",
        "UTF-32LE, plus"
    })
    void readsAnAnswerWithAByteOrderMark(String charset, String wire) throws Exception {
        String good =
                switch (wire) {
                    case "plus" ->
                        "\r\n<?xml version=\"1.0\" encoding=\"UTF-8\"?><E><Body><r><return>17</return></r></Body></E>"
                                .replace("<E>", "<Envelope>")
                                .replace("</E>", "</Envelope>");
                    case "messagenet" -> "{\"status\":{\"code\":0},\"sent\":[{\"message_id\":17}]}";
                    default -> "OK 17";
                };

        assertThat(known(wire, answer("text/plain", ("\ufeff" + good).getBytes(charset))))
                .isEqualTo("ACCEPTED 17");
        assertThat(known(wire, answer("text/plain; charset=utf-8", ("\ufeff \r\n\ufeff" + good).getBytes(charset))))
                .isEqualTo("ACCEPTED 17");
    }
}

package io.staffetta.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.outcome.Outcome;
import io.staffetta.provider.ProviderDescriptor.SuccessRule;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every wire that is in {@code config/providers}, through its shipped route, against what no provider means as accepted. */
class AcceptedByProofRouteTest {

    /** A good answer of each shipped wire, with room for something beside the success. */
    private static final Map<String, String> GOOD = Map.of(
            "kpnqwest", "OK 17%s",
            "tim-consip", "OK 17%s",
            "messagenet",
                    "{\"status\":{\"code\":0,\"description\":\"OK\"},\"sent\":[{\"message_id\":17,\"value\":\"393330000001\"}]%s}",
            "tim-sms-professional", "{\"status\":\"OK\",\"message\":\"Presa in carico CODE:17\"%s}",
            "tim-easyapi", "<sms><id>17</id><msgid>01M</msgid>%s</sms>",
            "plus", soap("<r:sendSMSResponse xmlns:r=\"urn:r\"><return>17</return>%s</r:sendSMSResponse>"));

    private static Routes routes;
    private static ScriptedProvider provider;
    private static volatile byte[] content;
    private static volatile int status;

    @BeforeAll
    static void start() {
        routes = new Routes(5000, 10_000);
        provider = new ScriptedProvider((request, connection) -> {
            boolean token = request.path().equals("/token");
            byte[] body =
                    token ? "{\"access_token\":\"t\",\"expires_in\":3600}".getBytes(StandardCharsets.UTF_8) : content;
            String head = "HTTP/1.1 " + (token ? 200 : status) + " x\r\nContent-Length: " + body.length + "\r\n\r\n";
            connection.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            connection.getOutputStream().write(body);
            return true;
        });
    }

    @AfterAll
    static void stop() throws Exception {
        routes.close();
        provider.close();
    }

    static Stream<String> wires() {
        return Samples.DESCRIPTORS.all().stream().map(ProviderDescriptor::wire);
    }

    private static Outcome outcome(String wire, int answered, String body) {
        status = answered;
        content = body.getBytes(StandardCharsets.UTF_8);
        Exchange exchange = routes.submit(
                Samples.submission(Samples.account(wire, provider.url("/sms/v1/mt")), "Ciao a tutti voi"));
        if (exchange.getException() == null) {
            return Outcome.ACCEPTED;
        }
        return ((SubmissionException) exchange.getException()).outcome();
    }

    private static String soap(String content) {
        return "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body>" + content
                + "</e:Body></e:Envelope>";
    }

    @Test
    void hasALongList() {
        assertThat(NonAnswers.pages().size() + NonAnswers.others().size()).isGreaterThan(100);
        assertThat(NonAnswers.words()).hasSizeGreaterThan(60);
    }

    @ParameterizedTest
    @MethodSource("wires")
    void understandsNoWebPage(String wire) {
        SoftAssertions all = new SoftAssertions();
        NonAnswers.pages().forEach((name, page) -> List.of(200, 202)
                .forEach(answered -> all.assertThat(outcome(wire, answered, page))
                        .as("%s with %d", name, answered)
                        .isEqualTo(Outcome.UNKNOWN)));
        all.assertAll();
    }

    @ParameterizedTest
    @MethodSource("wires")
    void acceptsNothingOfTheCommonList(String wire) {
        SoftAssertions all = new SoftAssertions();
        NonAnswers.others().forEach((name, body) -> List.of(200, 201)
                .forEach(answered -> all.assertThat(outcome(wire, answered, body))
                        .as("%s with %d", name, answered)
                        .isNotEqualTo(Outcome.ACCEPTED)));
        all.assertAll();
    }

    @ParameterizedTest
    @MethodSource("wires")
    void acceptsNoSingleWordThatIsNoSuccess(String wire) {
        SuccessRule success = Samples.descriptor(wire).success();
        SoftAssertions all = new SoftAssertions();
        for (String word : NonAnswers.words()) {
            Stream.of(word, "{\"status\":\"" + word + "\",\"id\":17}", inPlace(success, word), bare(success, word))
                    .forEach(body ->
                            all.assertThat(outcome(wire, 200, body)).as(body).isNotEqualTo(Outcome.ACCEPTED));
        }
        all.assertAll();
    }

    /** A word at the place of success in the form that the wire agreed on. */
    private static String inPlace(SuccessRule success, String word) {
        return switch (success.in()) {
            case TEXT -> word + " 17";
            case JSON -> nested(success.place(), "\"" + word + "\"");
            case XML -> elements(success.place(), word);
            case SOAP -> soap("<response>" + elements(success.place(), word) + "</response>");
        };
    }

    /** The same without quotation marks in JSON, where null, false and 0 are no texts. */
    private static String bare(SuccessRule success, String word) {
        return success.in() == AnswerForm.JSON ? nested(success.place(), word) : "\n" + inPlace(success, word);
    }

    private static String nested(String pointer, String value) {
        String json = value;
        String[] names = pointer.substring(1).split("/", -1);
        for (int i = names.length - 1; i >= 0; i--) {
            json = "{\"" + names[i] + "\":" + json + "}";
        }
        return json;
    }

    private static String elements(String path, String value) {
        String xml = value;
        String[] names = path.split("/", -1);
        for (int i = names.length - 1; i >= 0; i--) {
            xml = "<" + names[i] + ">" + xml + "</" + names[i] + ">";
        }
        return xml;
    }

    @ParameterizedTest
    @MethodSource("wires")
    void acceptsNothingWithAWordOfRefusalBesideTheSuccess(String wire) {
        String good = GOOD.getOrDefault(wire, "");
        if (good.isEmpty()) {
            return; // A wire that does not ship has no sample here; the other tests see to it.
        }
        assertThat(outcome(wire, 200, good.formatted(""))).isEqualTo(Outcome.ACCEPTED);
        SoftAssertions all = new SoftAssertions();
        for (String word :
                List.of("NOK", "KO", "denied", "rifiutato", "errore", "REJECTED", "non consegnabile", "fallita")) {
            String beside =
                    switch (Samples.descriptor(wire).success().in()) {
                        case TEXT -> " " + word;
                        case JSON -> ",\"esito\":\"" + word + "\"";
                        case XML, SOAP -> "<esito>" + word + "</esito>";
                    };
            all.assertThat(outcome(wire, 200, good.formatted(beside)))
                    .as(beside)
                    .isEqualTo(Outcome.UNKNOWN);
        }
        all.assertAll();
    }

    @ParameterizedTest(name = "{0} beside {1}")
    @CsvSource(delimiter = '|', textBlock = """
            ,"success":false       | UNKNOWN
            ,"error":"x"           | UNKNOWN
            ,"errors":["x"]        | UNKNOWN
            ,"errorCode":12        | UNKNOWN
            ,"error":{"code":7}    | UNKNOWN
            ,"code":-3             | UNKNOWN
            ,"httpStatus":502      | UNKNOWN
            ,"accepted":"false"    | UNKNOWN
            ,"detail":"<b>x</b>"   | UNKNOWN
            ,"error":null          | ACCEPTED
            ,"errors":[]           | ACCEPTED
            ,"errorCode":0         | ACCEPTED
            ,"error":""            | ACCEPTED
            ,"success":true        | ACCEPTED
            ,"flash":false         | ACCEPTED
            ,"note":"no errors"    | ACCEPTED
            ,"credito":12.5        | ACCEPTED
            ,"http":{"status":200} | ACCEPTED
            """)
    void weighsWhatStandsBesideASuccess(String beside, Outcome outcome) {
        assertThat(outcome(
                        "tim-sms-professional",
                        200,
                        GOOD.get("tim-sms-professional").formatted(beside)))
                .isEqualTo(outcome);
        assertThat(outcome("messagenet", 200, GOOD.get("messagenet").formatted(beside)))
                .isEqualTo(outcome);
    }

    @ParameterizedTest
    @MethodSource("wires")
    void believesNoSuccessThatItsStatusSpeaksAgainst(String wire) {
        String good = GOOD.getOrDefault(wire, "OK 17%s").formatted("");

        for (int against : List.of(400, 404, 429, 500, 502, 503)) {
            assertThat(outcome(wire, against, good)).as("with %d", against).isNotEqualTo(Outcome.ACCEPTED);
        }
    }

    @ParameterizedTest
    @MethodSource("wires")
    void parksTheAccountWhereTheAddressIsWrong(String wire) {
        SoftAssertions all = new SoftAssertions();
        for (int wrong : List.of(300, 301, 302, 303, 305, 307, 308, 404, 405, 406, 410, 415, 421, 501)) {
            for (String body :
                    List.of("", "Not found", "<html><body>Not found</body></html>", "{\"message\":\"Not found\"}")) {
                all.assertThat(outcome(wire, wrong, body))
                        .as("%d %s", wrong, body)
                        .isEqualTo(Outcome.ACCOUNT_UNUSABLE);
            }
        }
        all.assertThat(outcome(wire, 400, "<html><body>The plain HTTP request was sent to HTTPS port</body></html>"))
                .isEqualTo(Outcome.ACCOUNT_UNUSABLE);
        all.assertAll();
    }
}

package io.staffetta.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.message.Outcome;
import io.staffetta.provider.ProviderDescriptor.SuccessRule;
import io.staffetta.provider.table.Samples;
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
import org.junit.jupiter.params.provider.ValueSource;

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
            connection.setTcpNoDelay(true); // Two writes; the second would wait for 40 ms.
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

    private static Outcome.Kind outcome(String wire, int answered, String body) {
        status = answered;
        content = body.getBytes(StandardCharsets.UTF_8);
        Exchange exchange = routes.submit(
                Samples.submission(Samples.account(wire, provider.url("/sms/v1/mt")), "Ciao a tutti voi"));
        if (exchange.getException() == null) {
            return Outcome.Kind.ACCEPTED;
        }
        return ((SubmissionException) exchange.getException()).outcome().kind();
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
                        .isEqualTo(Outcome.Kind.UNKNOWN)));
        all.assertAll();
    }

    @ParameterizedTest
    @MethodSource("wires")
    void acceptsNothingOfTheCommonList(String wire) {
        SoftAssertions all = new SoftAssertions();
        NonAnswers.others().forEach((name, body) -> List.of(200, 201)
                .forEach(answered -> all.assertThat(outcome(wire, answered, body))
                        .as("%s with %d", name, answered)
                        .isNotEqualTo(Outcome.Kind.ACCEPTED)));
        all.assertAll();
    }

    @ParameterizedTest
    @MethodSource("wires")
    void acceptsNoSingleWordThatIsNoSuccess(String wire) {
        ProviderDescriptor descriptor = Samples.descriptor(wire);
        SoftAssertions all = new SoftAssertions();
        for (String word : NonAnswers.words()) {
            Stream.of(
                            word,
                            "{\"status\":\"" + word + "\",\"id\":17}",
                            inPlace(descriptor, word),
                            bare(descriptor, word))
                    .forEach(body ->
                            all.assertThat(outcome(wire, 200, body)).as(body).isNotEqualTo(Outcome.Kind.ACCEPTED));
        }
        all.assertAll();
    }

    /** A word at the place of success in the form that the wire agreed on. */
    private static String inPlace(ProviderDescriptor wire, String word) {
        SuccessRule success = wire.success();
        return switch (wire.answerFormat().form()) {
            case TEXT -> word + " 17";
            case JSON -> nested(success.place(), "\"" + word + "\"");
            case XML -> elements(success.place(), word);
            case SOAP -> soap("<sendSMSResponse>" + elements(success.place(), word) + "</sendSMSResponse>");
        };
    }

    /** The same without quotation marks in JSON, where null, false and 0 are no texts. */
    private static String bare(ProviderDescriptor wire, String word) {
        return wire.answerFormat().form() == AnswerForm.JSON
                ? nested(wire.success().place(), word)
                : "\n" + inPlace(wire, word);
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
        String good = GOOD.get(wire);
        assertThat(good).as("a good answer of wire %s, to be added above", wire).isNotNull();
        assertThat(outcome(wire, 200, good.formatted(""))).isEqualTo(Outcome.Kind.ACCEPTED);
        SoftAssertions all = new SoftAssertions();
        for (String word :
                List.of("NOK", "KO", "denied", "rifiutato", "errore", "REJECTED", "non consegnabile", "fallita")) {
            String beside =
                    switch (Samples.descriptor(wire).answerFormat().form()) {
                        case TEXT -> " " + word;
                        case JSON -> ",\"esito\":\"" + word + "\"";
                        case XML, SOAP -> "<esito>" + word + "</esito>";
                    };
            all.assertThat(outcome(wire, 200, good.formatted(beside)))
                    .as(beside)
                    .isEqualTo(Outcome.Kind.UNKNOWN);
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
    void weighsWhatStandsBesideASuccess(String beside, Outcome.Kind outcome) {
        assertThat(outcome(
                        "tim-sms-professional",
                        200,
                        GOOD.get("tim-sms-professional").formatted(beside)))
                .isEqualTo(outcome);
        assertThat(outcome("messagenet", 200, GOOD.get("messagenet").formatted(beside)))
                .isEqualTo(outcome);
    }

    @ParameterizedTest(name = "messagenet {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '\1', textBlock = """
            "sent":[{"message_id":7,"value":"393330000001"}]                                            | ACCEPTED
            "sent":[{"message_id":7,"value":"393330000001"}],"failed":[]                                | ACCEPTED
            "sent":[{"message_id":7,"value":"393330000001"}],"failed":{}                                | ACCEPTED
            "sent":[{"message_id":7,"value":"393330000001"}],"failed":0                                 | ACCEPTED
            "sent":[{"message_id":7,"value":"393330000001"}],"failed":null                              | ACCEPTED
            "sent":[{"message_id":7,"value":"393330000001"}],"failed":[{"number":"393330000002"}]       | ACCEPTED
            "sent":[{"value":"393330000001"}]                                                           | ACCEPTED
            "sent":[{"message_id":null,"value":"393330000001"}]                                         | UNKNOWN
            "sent":[{"message_id":"","value":"393330000001"}]                                           | UNKNOWN
            "sent":[{"message_id":{"a":1},"value":"393330000001"}]                                      | UNKNOWN
            "sent":[{"message_id":0,"value":"393330000001"}]                                            | UNKNOWN
            "sent":[{"message_id":-7,"value":"393330000001"}]                                           | UNKNOWN
            "sent":[{"message_id":7,"value":"393330000001","status":"failed"}]                          | UNKNOWN
            "sent":[{"message_id":7,"value":"393330000001","status":"failed"}],"failed":[]              | UNKNOWN
            "sent":[{"message_id":7,"value":"393330000001","stato":"fallito"}]                          | UNKNOWN
            "sent":[{"message_id":7,"value":"393330000001"}],"failed":1                                 | UNKNOWN
            "sent":[{"message_id":7,"value":"393330000001"}],"failed":true                              | UNKNOWN
            "sent":[{"message_id":7,"value":"393330000001"}],"failed":"destination"                     | UNKNOWN
            "sent":[{"message_id":7,"value":"393330000001"}],"failed":["393330000001"]                  | UNKNOWN
            "sent":[{"message_id":7,"value":"393330000001"}],"failed":{"393330000001":"no route"}       | UNKNOWN
            "sent":[{"message_id":7,"value":"393330000001"}],"sent_count":0                             | UNKNOWN
            "sent":[{"message_id":7,"value":"393330000001"}],"totale_inviati":0                         | UNKNOWN
            "sent":[{"message_id":7,"value":"393330000001"}],"scartati":1                               | UNKNOWN
            "sent":[{"message_id":7,"value":"393330000001"}],"dry_run":true                             | UNKNOWN
            "sent":[{"message_id":7,"value":"393330000001"}],"testMode":1                               | UNKNOWN
            "sent":[{"message_id":7,"value":"393330000001"}],"simulated":"yes"                          | UNKNOWN
            "sent":[{"message_id":7,"value":"393330000001"}],"test":false                               | ACCEPTED
            """)
    void believesMessagenetOnlyWhereNothingSpeaksAgainstIt(String rest, Outcome.Kind outcome) {
        assertThat(outcome("messagenet", 200, "{\"status\":{\"code\":0,\"description\":\"OK\"}," + rest + "}"))
                .isEqualTo(outcome);
    }

    @ParameterizedTest(name = "plus {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '\1', textBlock = """
            <sendSMSResponse><return>a17</return></sendSMSResponse>                                              | ACCEPTED
            <x:SendSmsResponse xmlns:x='u'><return>a17</return></x:SendSmsResponse>                              | ACCEPTED
            <sendSMSResponse><return xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:type='s'>a17</return></sendSMSResponse> | ACCEPTED
            <sendSMSResponse><return xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:nil='true'>a17</return></sendSMSResponse> | UNKNOWN
            <sendSMSResponse><return status='KO'>a17</return></sendSMSResponse>                                  | UNKNOWN
            <sendSMSResponse><return code='-1'>a17</return></sendSMSResponse>                                    | UNKNOWN
            <sendSMSResponse success='false'><return>a17</return></sendSMSResponse>                              | UNKNOWN
            <sendSMSResponse><return>a17</return></sendSMSResponse><Fault><faultcode>Server</faultcode></Fault>  | UNKNOWN
            <Fault><faultcode>Client</faultcode></Fault><sendSMSResponse><return>a17</return></sendSMSResponse>  | UNKNOWN
            <sendSMSResponse><return>a17</return></sendSMSResponse><sendSMSResponse><return>KO</return></sendSMSResponse> | UNKNOWN
            <getCreditResponse><return>55</return></getCreditResponse>                                           | UNKNOWN
            <sendSMS><recipient>393330000001</recipient><return>a17</return></sendSMS>                           | UNKNOWN
            """)
    void believesASoapResponseOnlyToItsOwnOperation(String inBody, Outcome.Kind outcome) {
        assertThat(outcome("plus", 200, soap(inBody))).isEqualTo(outcome);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ERRORE: credito esaurito", "Messaggio rifiutato", "NOK"})
    void hearsARefusalInTheTextBetweenElements(String said) {
        String easyApi = "<sms>%s<id>17</id><msgid>01M</msgid>%s</sms>";
        String plus = "<sendSMSResponse>%s<return>a17</return>%s</sendSMSResponse>";
        for (String template : List.of(easyApi, plus)) {
            String wire = template.equals(plus) ? "plus" : "tim-easyapi";
            for (List<String> places : List.of(List.of(said, ""), List.of("", said))) {
                String inner = template.formatted(places.toArray());
                assertThat(outcome(wire, 200, wire.equals("plus") ? soap(inner) : inner))
                        .as(inner)
                        .isNotEqualTo(Outcome.Kind.ACCEPTED);
            }
        }
        String good = soap(plus.formatted("", ""));
        assertThat(outcome("plus", 200, good.replace("<e:Body>", "<e:Body>" + said)))
                .isNotEqualTo(Outcome.Kind.ACCEPTED);
        assertThat(outcome("plus", 200, good.replace("<e:Body>", said + "<e:Body>")))
                .isNotEqualTo(Outcome.Kind.ACCEPTED);
    }

    @Test
    void believesNoSoapAnswerWithAWordOfRefusalInItsHeader() {
        String good = soap("<sendSMSResponse><return>a17</return></sendSMSResponse>");
        String inHeader = "<e:Header><session>s-1</session>%s</e:Header><e:Body>";

        assertThat(outcome("plus", 200, good.replace("<e:Body>", inHeader.formatted(""))))
                .isEqualTo(Outcome.Kind.ACCEPTED);
        assertThat(outcome("plus", 200, good.replace("<e:Body>", inHeader.formatted("<error>12</error>"))))
                .isEqualTo(Outcome.Kind.UNKNOWN);
        assertThat(outcome("plus", 200, good.replace("<e:Body>", inHeader.formatted("<esito>rifiutato</esito>"))))
                .isEqualTo(Outcome.Kind.UNKNOWN);
    }

    @Test
    void believesNoSoapAnswerOfTwoBodies() {
        String good = soap("<sendSMSResponse><return>a17</return></sendSMSResponse>");

        assertThat(outcome("plus", 200, good.replace("</e:Envelope>", "<e:Body><e:Fault/></e:Body></e:Envelope>")))
                .isEqualTo(Outcome.Kind.UNKNOWN);
    }

    @Test
    void seesARefusalInAnAttribute() {
        assertThat(outcome("tim-easyapi", 200, "<sms status='rejected'><id>17</id><msgid>01M</msgid></sms>"))
                .isEqualTo(Outcome.Kind.UNKNOWN);
    }

    @ParameterizedTest
    @MethodSource("wires")
    void believesNoSuccessOfAStatusThatMeansAPartOfAnAnswer(String wire) {
        String good = GOOD.getOrDefault(wire, "OK 17%s").formatted("");

        for (int answered : List.of(206, 207, 208, 226)) {
            assertThat(outcome(wire, answered, good)).as("with %d", answered).isEqualTo(Outcome.Kind.UNKNOWN);
        }
        for (int answered : List.of(201, 202, 203)) {
            assertThat(outcome(wire, answered, good)).as("with %d", answered).isEqualTo(Outcome.Kind.ACCEPTED);
        }
    }

    @ParameterizedTest
    @MethodSource("wires")
    void believesNoSuccessThatItsStatusSpeaksAgainst(String wire) {
        String good = GOOD.getOrDefault(wire, "OK 17%s").formatted("");

        for (int against : List.of(400, 404, 429, 500, 502, 503)) {
            assertThat(outcome(wire, against, good)).as("with %d", against).isNotEqualTo(Outcome.Kind.ACCEPTED);
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
                        .isEqualTo(Outcome.Kind.ACCOUNT_UNUSABLE);
            }
        }
        all.assertThat(outcome(wire, 400, "<html><body>The plain HTTP request was sent to HTTPS port</body></html>"))
                .isEqualTo(Outcome.Kind.ACCOUNT_UNUSABLE);
        all.assertAll();
    }
}

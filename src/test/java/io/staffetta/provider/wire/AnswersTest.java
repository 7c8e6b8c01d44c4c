package io.staffetta.provider.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.staffetta.message.Outcome;
import io.staffetta.provider.AccountUnusableException;
import io.staffetta.provider.ProviderAnswer;
import io.staffetta.provider.Submission;
import io.staffetta.provider.SubmissionException;
import io.staffetta.provider.UnknownOutcomeException;
import io.staffetta.provider.table.Samples;
import java.time.Duration;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each answer means, for each shipped descriptor. An accepted message's reference stands after the outcome. */
class AnswersTest {

    private static final String NUMBER = "393330000001";

    private static String known(
            BiFunction<Submission, ProviderAnswer, String> reader, String wire, int status, String body) {
        try {
            return ("ACCEPTED " + reader.apply(Samples.submission(wire), new ProviderAnswer(status, "", body))).strip();
        } catch (SubmissionException e) {
            assertThat(e.outcome().httpStatus()).isEqualTo(status);
            assertThat(e.getMessage()).doesNotContain("3330000001", "s3cr&t", "token-1");
            return (e.outcome().kind() + " " + e.outcome().providerCode()).strip();
        }
    }

    @ParameterizedTest(name = "HTTP {0} {1} is {2}")
    @CsvSource(delimiter = '|', textBlock = """
            200 | {"status":{"code":0},"sent":[{"message_id":7,"value":"393330000001"}]}           | ACCEPTED 7
            200 | {"status":{"code":"0"},"sent":[{"message_id":"7","value":393330000001}]}         | ACCEPTED 7
            200 | {"status":{"code":0},"sent":[{"message_id":7,"value":"+39 333 0000001"}]}        | ACCEPTED 7
            200 | {"status":{"code":0},"sent":[{"message_id":7,"number":"00393330000001"}]}        | ACCEPTED 7
            200 | {"status":{"code":0},"sent":[{"message_id":7}]}                                  | ACCEPTED 7
            200 | {"status":{"code":0},"sent":[{"value":"393330000001"}]}                          | ACCEPTED
            500 | {"status":{"code":0},"sent":[{"message_id":7,"value":"393330000001"}]}           | UNKNOWN 0
            429 | {"status":{"code":0},"sent":[{"message_id":7,"value":"393330000001"}]}           | UNKNOWN 0
            200 | {"status":{"code":0},"sent":[{"message_id":7,"value":"3330000001"}]}             | ACCEPTED 7
            200 | {"status":{"code":0},"sent":[{}]}                                                | UNKNOWN 0
            200 | {"status":{"code":0},"sent":["393330000001"]}                                    | UNKNOWN 0
            200 | {"status":{"code":0},"sent":[{"message_id":0,"value":"393330000001"}]}           | UNKNOWN 0
            200 | {"status":{"code":0},"sent":[{"message_id":null,"value":"393330000001"}]}        | UNKNOWN 0
            200 | {"status":{"code":0},"sent":[{"message_id":7,"value":"393330000001"}],"warning":{"code":12,"description":"sender not valid"}} | ACCEPTED 7
            200 | {"status":{"code":0},"failed":[{"number":"3330000001","code":103}]}              | REFUSED 103
            200 | {"status":{"code":0},"sent":[{"message_id":7,"value":"393339999999"}]}           | UNKNOWN 0
            200 | {"status":{"code":0},"sent":[{"message_id":7},{"message_id":8}]}                 | UNKNOWN 0
            200 | {"status":{"code":0},"sent":[]}                                                  | UNKNOWN 0
            200 | {"status":{"code":0}}                                                            | UNKNOWN 0
            200 | {"status":{"code":0},"failed":[{"number":"393330000001","code":103}]}            | REFUSED 103
            200 | {"status":{"code":0},"sent":[{"value":"393330000001"}],"failed":[{"number":"393330000001"}]} | UNKNOWN 0
            401 | {"status":{"code":403,"description":"NOTAUTH"}}                                  | ACCOUNT_UNUSABLE 403
            200 | {"status":{"code":403,"description":"NOTAUTH"}}                                  | ACCOUNT_UNUSABLE 403
            402 | {"status":{"code":101,"description":"NOCREDIT"}}                                 | ACCOUNT_UNUSABLE 101
            500 | {"status":{"code":103,"description":"NODESTINATION"}}                            | REFUSED 103
            500 | {"status":{"code":104}}                                                          | REFUSED 104
            200 | {"status":{"code":200,"description":"NOSENDERVALID2"}}                           | REFUSED 200
            500 | {"status":{"code":106},"failed":[{"number":"393330000001","code":103}]}          | REFUSED 106
            500 | {"status":{"code":199}}                                                          | BUSY 199
            500 | {"status":{"code":199},"sent":[{"message_id":7,"value":"393330000001"}]}         | UNKNOWN 199
            500 | {"status":{"code":150}}                                                          | REFUSED 150
            500 | {"status":{"code":777}}                                                          | UNKNOWN 777
            401 | no JSON                                                                          | ACCOUNT_UNUSABLE
            402 | {}                                                                               | ACCOUNT_UNUSABLE
            403 | <html>                                                                           | ACCOUNT_UNUSABLE
            404 | <html>                                                                           | ACCOUNT_UNUSABLE
            404 | {"status":{"code":103}}                                                          | REFUSED 103
            400 | {"status":{"code":777}}                                                          | REFUSED 777
            400 | bad request                                                                      | REFUSED
            429 | <html>                                                                           | BUSY
            503 | <html>                                                                           | BUSY
            500 | no text, invalid destination, or unknown                                         | UNKNOWN
            502 | <html>                                                                           | UNKNOWN
            200 | <html>OK</html>                                                                  | UNKNOWN
            200 | {"status":{"code":0},"sent":[{"message_id":7,"value":"393330000001"}]} and more  | UNKNOWN
            200 | [1]                                                                              | UNKNOWN
            301 | moved                                                                            | ACCOUNT_UNUSABLE
            302 | moved                                                                            | ACCOUNT_UNUSABLE
            """)
    void readsMessagenet(int status, String body, String expected) {
        MessagenetAnswer reader = new MessagenetAnswer(Samples.WIRES);

        assertThat(known(reader::reference, "messagenet", status, body)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: HTTP {1} {2} is {3}")
    @CsvSource(delimiter = '|', textBlock = """
            200 | OK                              | ACCEPTED
            200 | ok 12345                        | ACCEPTED 12345
            201 | OK: id=a-1                      | ACCEPTED a-1
            200 | OK,17                           | ACCEPTED 17
            200 | OK\tmessage_id=17               | ACCEPTED 17
            200 | {"id": "a-1", "to": "393330000001"} | UNKNOWN
            200 | message_id=99                   | UNKNOWN
            200 | <messageId>a-1</messageId>      | UNKNOWN
            200 | OK 17 rifiutato                 | UNKNOWN
            200 | OK 17 18                        | UNKNOWN
            200 | OK id                           | UNKNOWN
            200 | OK abc                          | UNKNOWN
            503 | OK 17                           | UNKNOWN
            503 | OK                              | BUSY
            200 | OKAY maybe                      | UNKNOWN
            200 | invalid: nothing                | UNKNOWN
            200 | ERROR id=5                      | UNKNOWN
            200 | {"error":"no such user","id":1} | UNKNOWN
            200 | ''                              | UNKNOWN
            400 | ERROR                           | REFUSED
            404 | OK                              | ACCOUNT_UNUSABLE
            302 | ''                              | ACCOUNT_UNUSABLE
            410 | gone                            | ACCOUNT_UNUSABLE
            422 | ERROR                           | REFUSED
            401 | ERROR                           | ACCOUNT_UNUSABLE
            402 | ERROR                           | ACCOUNT_UNUSABLE
            403 | ERROR                           | ACCOUNT_UNUSABLE
            408 | ERROR                           | BUSY
            429 | ERROR                           | BUSY
            503 | ERROR                           | BUSY
            500 | OK                              | UNKNOWN
            504 | ERROR                           | UNKNOWN
            307 | OK                              | ACCOUNT_UNUSABLE
            """)
    void readsKpnqwestAndTimConsip(int status, String body, String expected) {
        TextAnswer reader = new TextAnswer(Samples.WIRES);

        assertThat(known(reader::reference, "kpnqwest", status, body)).isEqualTo(expected);
        assertThat(known(reader::reference, "tim-consip", status, body)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "HTTP {0} {1} is {2}")
    @CsvSource(delimiter = '|', textBlock = """
            200 | <out><return>m-1</return></out>                                          | ACCEPTED m-1
            200 | <out><return><id>m-1</id><state>x</state></return></out>                 | UNKNOWN Response
            200 | <out/>                                                                   | UNKNOWN Response
            200 | <out>-1</out>                                                            | UNKNOWN Response
            200 | <out>ERR_12</out>                                                        | UNKNOWN Response
            200 | <out>credito esaurito</out>                                              | ACCOUNT_UNUSABLE Response
            200 | <out>accepted, credit left 12</out>                                      | UNKNOWN Response
            500 | <F:Fault><faultcode>F:Client</faultcode><faultstring>bad number</faultstring></F:Fault>      | REFUSED Client
            500 | <F:Fault><faultcode>Client.Auth</faultcode><faultstring>wrong UUID</faultstring></F:Fault>   | ACCOUNT_UNUSABLE Client
            500 | <F:Fault><faultcode>F:Client</faultcode><faultstring>Login failed</faultstring></F:Fault>    | ACCOUNT_UNUSABLE Client
            500 | <F:Fault><faultcode>F:Server</faultcode><faultstring>no credit</faultstring></F:Fault>       | ACCOUNT_UNUSABLE Server
            500 | <F:Fault><faultcode>F:Server</faultcode><faultstring>db down</faultstring></F:Fault>         | BUSY Server
            200 | <F:Fault><faultcode>F:Server</faultcode><faultstring>db down</faultstring></F:Fault>         | BUSY Server
            500 | <F:Fault><F:Code><F:Value>F:Sender</F:Value></F:Code><F:Reason><F:Text>no</F:Text></F:Reason></F:Fault> | REFUSED Sender
            """)
    void readsPlus(int status, String content, String expected) {
        String body = "<F:Envelope xmlns:F=\"http://schemas.xmlsoap.org/soap/envelope/\"><F:Header/><F:Body>" + content
                + "</F:Body></F:Envelope>";

        assertThat(known(new SoapAnswer(Samples.WIRES)::reference, "plus", status, body))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "HTTP {0} {1} is {2}")
    @CsvSource(delimiter = '|', textBlock = """
            200 | <html>credit login password</html>                                       | UNKNOWN
            200 | <!DOCTYPE x [<!ENTITY a "m-1">]><Envelope><Body><r>&a;</r></Body></Envelope> | UNKNOWN
            200 | not XML                                                                  | UNKNOWN
            500 | <html>                                                                   | UNKNOWN
            502 | <html>                                                                   | UNKNOWN
            503 | <html>                                                                   | BUSY
            401 | <html>                                                                   | ACCOUNT_UNUSABLE
            404 | <html>                                                                   | ACCOUNT_UNUSABLE
            405 | <html>                                                                   | ACCOUNT_UNUSABLE
            400 | <html>                                                                   | ACCOUNT_UNUSABLE
            400 | bad request                                                              | REFUSED
            """)
    void readsPlusWithoutSoap(int status, String body, String expected) {
        assertThat(known(new SoapAnswer(Samples.WIRES)::reference, "plus", status, body))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "HTTP {0} {1} is {2}")
    @CsvSource(delimiter = '|', textBlock = """
            200 | {"status":"OK","message":"Presa in carico CODE:A-1"}       | ACCEPTED A-1
            200 | {"status":"OK","message":"CODE:A-1 then CODE: B-2"}        | ACCEPTED B-2
            200 | {"status":"OK","message":"Presa in carico"}                | UNKNOWN OK
            200 | {"status":"OK","message":"CODE:"}                          | UNKNOWN OK
            200 | {"status":"OK","message":"Rifiutata CODE:A-1"}             | UNKNOWN OK
            200 | {"status":"KO","message":"Numero non valido CODE:A-1"}     | REFUSED KO
            200 | {"status":"KO","message":"Credito insufficiente"}          | ACCOUNT_UNUSABLE KO
            200 | {"status":"KO","message":"plafond esaurito"}               | ACCOUNT_UNUSABLE KO
            200 | {"status":"KO","message":"Credenziali errate"}             | ACCOUNT_UNUSABLE KO
            200 | {"message":"Presa in carico CODE:A-1"}                     | UNKNOWN
            200 | Presa in carico CODE:A-1                                   | UNKNOWN
            500 | {"status":"OK","message":"CODE:A-1"}                       | UNKNOWN OK
            401 | {"status":"KO","message":"no"}                             | ACCOUNT_UNUSABLE KO
            403 | <html>                                                     | ACCOUNT_UNUSABLE
            400 | <html>                                                     | ACCOUNT_UNUSABLE
            400 | Parametro mancante                                         | REFUSED
            429 | {"status":"KO","message":"Troppe richieste"}               | BUSY KO
            502 | <html>password</html>                                      | UNKNOWN
            """)
    void readsTimSmsProfessional(int status, String body, String expected) {
        TimProfessionalAnswer reader = new TimProfessionalAnswer(Samples.WIRES);

        assertThat(known(reader::reference, "tim-sms-professional", status, body))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "HTTP {0} is {1}")
    @CsvSource({
        "200, ACCEPTED",
        "202, ACCEPTED",
        "400, REFUSED",
        "401, ACCOUNT_UNUSABLE",
        "402, ACCOUNT_UNUSABLE",
        "403, ACCOUNT_UNUSABLE",
        "408, BUSY",
        "429, BUSY",
        "503, BUSY",
        "500, UNKNOWN",
        "504, UNKNOWN"
    })
    void readsTimEasyApiByStatus(int status, String expected) {
        String good = "<sms><id>12</id><msgid>01M</msgid></sms>";
        String body = status < 300 ? good : "<error><description>x</description></error>";

        assertThat(known(new TextAnswer(Samples.WIRES)::reference, "tim-easyapi", status, body)
                        .replace(" 12", ""))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: HTTP {1} {2} shows id {3}")
    @CsvSource(delimiter = '|', textBlock = """
            messagenet | 200 | {"status":{"code":0},"sent":[{"value":"393330000001","message_id":7}],"failed":[{"number":"393330000001"}]} | 7
            messagenet | 500 | {"status":{"code":199},"sent":[{"message_id":7,"value":"393330000001"}]}  | 7
            messagenet | 200 | {"sent":[{"message_id":7,"value":"393330000001"}]}                        | 7
            messagenet | 200 | {"status":{"code":0},"sent":[{"message_id":7,"value":"393330000001"}      | 7
            messagenet | 200 | {"status":{"code":0},"sent":[{"message_id":7,"value":"3933                | 7
            messagenet | 200 | {"status":{"code":0},"sent":[{"message_id":7                              | ''
            messagenet | 200 | {"sent":[{"message_id":7,"value":"393339999999"}]}                        | ''
            messagenet | 200 | {"status":{"code":0},"sent":[{"message_id":7,"value":"393339999999"}]}    | ''
            messagenet | 200 | {"status":{"code":0},"sent":[{"message_id":7},{"message_id":8}]}          | ''
            messagenet | 200 | <html>                                                                    | ''
            tim-sms-professional | 200 | {"status":"OK","message":"andata a buon fine CODE:A-1"          | A-1
            tim-sms-professional | 200 | <p>andata a buon fine CODE:A-1</p>                              | A-1
            tim-sms-professional | 500 | {"status":"OK","message":"CODE:A-1"}                            | A-1
            tim-sms-professional | 200 | {"message":"Presa in carico CODE:A-1"}                          | A-1
            tim-sms-professional | 200 | andata a buon fine CODE:A-1                                     | ''
            tim-sms-professional | 200 | {"message":"CODE:A-1, CODE:B-2"}                                | ''
            tim-sms-professional | 200 | <html>                                                          | ''
            tim-sms-professional | 502 | <html><p>ERROR CODE: 502</p></html>                             | ''
            tim-sms-professional | 500 | {"message":"ERROR CODE: 500"}                                   | ''
            tim-sms-professional | 200 | {"status":"OK","message":"ERRCODE:12"}                          | ''
            """)
    void knowsTheIdOfAMessageOfUnknownOutcomeWhereTheAnswerShowsIt(String wire, int status, String body, String id) {
        BiFunction<Submission, ProviderAnswer, String> reader = wire.equals("messagenet")
                ? new MessagenetAnswer(Samples.WIRES)::reference
                : new TimProfessionalAnswer(Samples.WIRES)::reference;

        UnknownOutcomeException failure = catchThrowableOfType(
                UnknownOutcomeException.class,
                () -> reader.apply(Samples.submission(wire), new ProviderAnswer(status, "", body)));

        assertThat(failure.outcome().providerMessageId()).isEqualTo(id);
    }

    @Test
    void tellsWhatWasAnsweredInWords() {
        MessagenetAnswer reader = new MessagenetAnswer(Samples.WIRES);
        ProviderAnswer answer =
                new ProviderAnswer(402, "", "{\"status\":{\"code\":101,\"description\":\"no credit\"}}");

        SubmissionException failure = catchThrowableOfType(
                AccountUnusableException.class, () -> reader.reference(Samples.submission("messagenet"), answer));

        assertThat(failure).hasMessage("Messagenet answered HTTP 402, code 101: no credit");
        assertThat(failure.outcome().kind()).isEqualTo(Outcome.Kind.ACCOUNT_UNUSABLE);
    }

    @ParameterizedTest
    @CsvSource({
        "bad number 393330000001 in 'it', KPNQwest answered HTTP 400: bad number *** in 'it'",
        "+39 333 000 0001 is wrong, KPNQwest answered HTTP 400: *** is wrong",
        "12345 is short, KPNQwest answered HTTP 400: 12345 is short",
        "user x pw s3cr&t+<€>, KPNQwest answered HTTP 400: user x pw ***",
        "password=hunter2&x=1, KPNQwest answered HTTP 400: password=***&x=1",
        "text Ciao & <a> + 5 €!, KPNQwest answered HTTP 400: text ***!",
        "t=Ciao+%26+%3Ca%3E+%2B+5+%E2%82%AC!, KPNQwest answered HTTP 400: t=***!",
        "t=Ciao%20%26%20%3Ca%3E%20%2B%205%20%E2%82%AC!, KPNQwest answered HTTP 400: t=***!",
        "<t>Ciao &amp; &lt;a&gt; + 5 €!</t>, KPNQwest answered HTTP 400: ***!",
        "pw s3cr%26t%2B%3C%E2%82%AC%3E, KPNQwest answered HTTP 400: pw ***",
    })
    void masksNumbersSecretsAndText(String said, String detail) {
        TextAnswer reader = new TextAnswer(Samples.WIRES);

        assertThat(catchThrowableOfType(
                        SubmissionException.class,
                        () -> reader.reference(Samples.submission("kpnqwest"), new ProviderAnswer(400, "", said))))
                .hasMessageStartingWith(detail);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <html><head><title>502 Bad Gateway</title></head><body><hr>nginx</body></html> | 502 Bad Gateway nginx
            <!DOCTYPE html><html><style>b {x: 1}</style><script>f(1 < 2)</script><p class="a">Down | Down
            <?xml version="1.0"?><e:error xmlns:e="urn:e" code="12"><e:m>No&#116;e &lt;x&gt; &amp;lt;</e:m></e:error> | code=12 Note <x> &lt;
            <error><!-- page 7 --><![CDATA[not <b>now</b>]]></error> | not now
            <e><reason a='1'/>Numero<br/>errato</e> | a=1 Numero errato
            <error>cut off <b | cut off
            <nothing/> | <nothing/>
            <html><body></body></html> | <html><body></body></html>
            <t>s3cr&#38;t+&#60;€&#62;</t> | ***
            <t password="hunter2">39333&#48;000001</t> | password=***
            a < b and <c> | a < b and <c>
            <3 you | <3 you
            """)
    void showsWhatMarkUpSaysWithoutTheMarkUp(String said, String shown) {
        TextAnswer reader = new TextAnswer(Samples.WIRES);

        assertThat(catchThrowableOfType(
                        SubmissionException.class,
                        () -> reader.reference(Samples.submission("kpnqwest"), new ProviderAnswer(400, "", said))))
                .hasMessageStartingWith("KPNQwest answered HTTP 400: " + shown);
    }

    @Test
    void isQuickWithMarkUpThatNeverEnds() {
        TextAnswer reader = new TextAnswer(Samples.WIRES);
        String said = "<a ".repeat(5000) + "<!--<script><![CDATA[<?".repeat(1000);

        assertTimeout(Duration.ofSeconds(5), () -> assertThat(catchThrowableOfType(
                        SubmissionException.class,
                        () -> reader.reference(Samples.submission("kpnqwest"), new ProviderAnswer(400, "", said))))
                .hasMessageStartingWith("KPNQwest answered HTTP 400: <a"));
    }

    @Test
    void digitsWithoutEndAreMasked() {
        TextAnswer reader = new TextAnswer(Samples.WIRES);
        String said = "1 ".repeat(5000) + "2".repeat(6000);

        assertThat(catchThrowableOfType(
                        SubmissionException.class,
                        () -> reader.reference(Samples.submission("kpnqwest"), new ProviderAnswer(400, "", said))))
                .hasMessageStartingWith("KPNQwest answered HTTP 400: ***")
                .message()
                .doesNotContain("1 1", "22");
    }

    @Test
    void cutsWhatTheProviderSaidAndKeepsItOnOneLine() {
        TextAnswer reader = new TextAnswer(Samples.WIRES);
        ProviderAnswer answer = new ProviderAnswer(400, "", "a\r\n\u0007\u009b2J\u2028b" + "c".repeat(1000) + NUMBER);

        assertThat(catchThrowableOfType(
                        SubmissionException.class, () -> reader.reference(Samples.submission("kpnqwest"), answer)))
                .hasMessage("KPNQwest answered HTTP 400: a 2J b" + "c".repeat(194) + "…");
    }
}

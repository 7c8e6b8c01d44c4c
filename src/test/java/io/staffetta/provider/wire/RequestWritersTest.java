package io.staffetta.provider.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.account.Account;
import io.staffetta.provider.ProviderRequest;
import io.staffetta.provider.Submission;
import io.staffetta.provider.table.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bytes of requests, for characters that a careless writer would lose. */
class RequestWritersTest {

    private static final AccessToken TOKEN = new AccessToken("t-1", Instant.MAX);

    private static String content(ProviderRequest request) {
        return new String(request.content(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "€, %E2%82%AC",
        "+, %2B",
        "&, %26",
        "=, %3D",
        "%, %25",
        "' ', +",
        "è, %C3%A8",
        "{, %7B",
    })
    void encodesFormsInUtf8(String character, String encoded) {
        Submission submission = Samples.submission(Samples.account("messagenet", ""), "a" + character + "b");

        assertThat(content(new FormRequest(Samples.WIRES).write(submission))).contains("&text=a" + encoded + "b&");
    }

    @Test
    void statesTheCharsetOfEachPart() {
        ProviderRequest request = new MultipartRequest(Samples.WIRES).write(Samples.submission("tim-sms-professional"));

        String boundary = request.contentType().replace("multipart/form-data; boundary=", "");
        assertThat(content(request).split("--" + boundary, -1)).hasSize(8 + 2);
        assertThat(content(request))
                .contains("Content-Disposition: form-data; name=\"testo\"\r\n"
                        + "Content-Type: text/plain; charset=UTF-8\r\n\r\nCiao & <a> + 5 €\r\n--" + boundary);
    }

    @Test
    void writesASoapEnvelopeInTheNamespaceOfTheQName() {
        assertThat(content(new SoapRequest(Samples.WIRES).write(Samples.submission("plus"))))
                .isEqualTo("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                        + "<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\"><soapenv:Body>"
                        + "<pmf:sendSMS xmlns:pmf=\"http://pmf.example/ws\"><userUUID>userUuid-1</userUUID>"
                        + "<sender>ACME</sender><recipient>393330000001</recipient>"
                        + "<text>Ciao &amp; &lt;a&gt; + 5 €</text></pmf:sendSMS></soapenv:Body></soapenv:Envelope>");
    }

    @ParameterizedTest
    @CsvSource({"{urn:a}Name, urn:a", "urn:a, urn:a", "http://a/b, http://a/b", "'', ''", "{}Name, ''"})
    void takesTheNamespaceFromTheQName(String qName, String namespace) {
        assertThat(SoapRequest.namespace(qName)).isEqualTo(namespace);
    }

    @Test
    void writesAnOperationWithoutNamespaceWhereTheAccountHasNone() {
        Account account = Samples.with(Samples.account("plus", "https://pmf.example/"), "pmfQName", "");

        assertThat(content(new SoapRequest(Samples.WIRES).write(Samples.submission(account))))
                .contains("<soapenv:Body><sendSMS><userUUID>");
    }

    @Test
    void leavesOutCharactersThatXmlCannotCarry() {
        Submission submission = Samples.submission(Samples.account("tim-easyapi", ""), "a\u0000\u001b\uFFFFb\u20ac");

        assertThat(content(new XmlRequest(Samples.WIRES).write(submission))).contains("<message>ab€</message>");
    }

    @Test
    void takesTheAddressFromTheDescriptorWhereTheAccountHasNone() {
        Submission submission = Samples.submission(Samples.account("messagenet", ""));

        assertThat(new FormRequest(Samples.WIRES).write(submission).url())
                .isEqualTo("https://api.messagenet.com/api/send_sms/");
    }

    @Test
    void showsNoSecretWhenLogged() {
        ProviderRequest request = new EasyApiTokens(Samples.WIRES, null, null)
                .authorize(new XmlRequest(Samples.WIRES).write(Samples.submission("tim-easyapi")), TOKEN);

        assertThat(request.headers()).containsEntry("Authorization", "Bearer t-1");
        assertThat(request.toString() + TOKEN).doesNotContain("t-1", "3330000001", "Ciao");
    }
}

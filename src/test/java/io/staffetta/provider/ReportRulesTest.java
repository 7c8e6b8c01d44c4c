package io.staffetta.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.account.Account;
import io.staffetta.provider.table.ProviderDescriptors;
import io.staffetta.provider.table.ProviderUrl;
import io.staffetta.provider.table.ProviderWires;
import io.staffetta.provider.table.Samples;
import io.staffetta.provider.wire.ReportRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The section {@code report} of a provider file: where it leads, and mistakes in it. */
class ReportRulesTest {

    private static final String GOOD = """
            provider: acme
            title: Acme
            confidence: assumed
            url: https://acme.example/send
            request-format: form
            answer-format: text
            fields:
              - name: key
                secret: true
              - name: reportUrl
            success:
              place: first-word
              value: [OK]
            report:
              url: status
              url-field: reportUrl
              request:
                key: "{account.key}"
                id: "{providerMessageId}/{to}/{toDigits}"
              answer:
                code: /state
                at: /at
                at-pattern: yyyy-MM-dd
              answers:
                - code: [D]
                  state: DELIVERED
              message-id: 'id=(?<reference>[0-9]+);'
            """;

    @TempDir
    private Path folder;

    private ProviderWires wires(String yaml) throws IOException {
        Files.writeString(folder.resolve("acme.yaml"), yaml);
        return new ProviderWires(ProviderDescriptors.load(folder).all());
    }

    private static Account account(String wire, String url, Map<String, String> fields) {
        return Samples.account(wire, url, fields, 1);
    }

    @Test
    void fillsTheFormWithAllThatIsKnown() throws IOException {
        ProviderWires wires = wires(GOOD);
        Account kpnqwest = account("kpnqwest", "https://acme.example/send", Map.of("key", "k&1"));
        Account account = new Account(
                "a",
                "acme",
                "acme",
                "",
                true,
                kpnqwest.fields(),
                kpnqwest.url(),
                kpnqwest.limits(),
                kpnqwest.validity(),
                kpnqwest.failover(),
                kpnqwest.unsupportedCharacters(),
                kpnqwest.unknownOutcome(),
                kpnqwest.quietHours(),
                Optional.empty(),
                Optional.empty());

        ProviderRequest request = new ReportRequest(wires).write(new Inquiry(account, "7 8", Samples.TO));

        assertThat(request.url()).isEqualTo("https://acme.example/status");
        assertThat(new String(request.content(), StandardCharsets.UTF_8))
                .isEqualTo("key=k%261&id=7+8%2F%2B393330000001%2F393330000001");
        assertThat(new Inquiry(account, "7", Samples.TO)).hasToString("Inquiry[7, a]");
    }

    @ParameterizedTest(name = "{0} with url {1} asks at {2}")
    @CsvSource({
        "messagenet, https://api.messagenet.com/api/send_sms/, https://api.messagenet.com/api/check_sms/",
        "messagenet, https://api.messagenet.com/api/send_sms, https://api.messagenet.com/api/check_sms/",
        "messagenet, '', https://api.messagenet.com/api/check_sms/",
        "messagenet, http://127.0.0.1:8090/messagenet/api/send_sms/, http://127.0.0.1:8090/messagenet/api/check_sms/",
        "messagenet, https://proxy.example/?x=1, https://proxy.example/check_sms/",
        "messagenet, https://proxy.example, https://proxy.example/check_sms/",
        "tim-sms-professional, '', https://smartconsole.telecomitalia.it/ssc2-api/rest/search",
    })
    void asksBesideTheAddressThatMessagesGoTo(String wire, String url, String asked) {
        assertThat(ProviderUrl.ofReport(account(wire, url, Map.of()), Samples.descriptor(wire)))
                .hasToString(asked);
    }

    @Test
    void asksWhereTheAccountSays() {
        Account account =
                account("messagenet", "https://proxy.example/a", Map.of("reportUrl", "https://reports.example/b"));

        assertThat(ProviderUrl.ofReport(account, Samples.descriptor("messagenet")))
                .hasToString("https://reports.example/b");
    }

    @Test
    void saysWhatToGiveWhereNoAddressFollowsFromTheAccounts() {
        Account account = account("tim-sms-professional", "https://proxy.example/tim", Map.of());

        assertThatThrownBy(() -> ProviderUrl.ofReport(account, Samples.descriptor("tim-sms-professional")))
                .isInstanceOf(AccountUnusableException.class)
                .hasMessage(
                        "Account 'tim-sms-professional-1' has a url of its own, which does not tell where to ask for"
                                + " delivery reports: give reportUrl");
    }

    @Test
    void showsCredentialsOfAnAccountWithItsOwnUrlToNobodyElse() throws IOException {
        Files.writeString(
                folder.resolve("acme.yaml"), GOOD.replace("url: status", "url: https://reports.acme.example/"));
        ProviderDescriptor acme = ProviderDescriptors.load(folder).wire("acme").orElseThrow();

        assertThat(ProviderUrl.ofReport(account("kpnqwest", "https://acme.example/send", Map.of()), acme))
                .hasToString("https://reports.acme.example/");
        assertThatThrownBy(() -> ProviderUrl.ofReport(account("kpnqwest", "http://127.0.0.1:8090/", Map.of()), acme))
                .isInstanceOf(AccountUnusableException.class)
                .hasMessageEndingWith("delivery reports: give reportUrl");
    }

    @ParameterizedTest(name = "{1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            {providerMessageId}/  | {text}/       | has placeholder {text}; known are {providerMessageId}, {to}, {toDigits} and {account.<field>}
            {account.key}         | {account.pin} | has placeholder {account.pin}; known are
            code: /state          | code: state   | has a place in report.answer that is no JSON Pointer
            code: /state          | code: ''      | has a section report without answer.code
            yyyy-MM-dd            | yyyy-bb       | has a report.answer.at-pattern that is no pattern
            state: DELIVERED      | state: UNREADABLE | whose state is not PENDING, DELIVERED or UNDELIVERED
            state: DELIVERED      | text: x       | whose state is not PENDING, DELIVERED or UNDELIVERED
            state: DELIVERED      | state: LOST   | is wrong
            state: DELIVERED      | {state: DELIVERED, text: '('} | is wrong
            id=(?<reference>      | id=(          | has a report.message-id without the group
            (?<reference>[0-9]+)  | (?<reference>[0-9+) | has a report.message-id that is no regular expression
            url-field: reportUrl  | url-field: other | has the report.url-field 'other', which is none of its fields: key, reportUrl
            url-field:            | urlField:     | is wrong: 'report.urlField' is now called url-field
            url-field:            | url-feld:     | unknown key 'report.url-feld'; known there are answer, answers, message-id, request, url, url-field (did you mean 'url-field'?)
            url: status           | url: a b    | has a report.url that is no address
            request:              | settings:     | is wrong
            """)
    void namesTheFileAndTheMistake(String good, String bad, String words) {
        assertThat(GOOD).contains(good);

        assertThatThrownBy(() -> wires(GOOD.replace(good, bad)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("acme.yaml ")
                .hasMessageContaining(words);
    }

    @Test
    void wantsARequestInASection() {
        String without = GOOD.replaceAll("(?s)  request:.*?  answer:", "  answer:");

        assertThatThrownBy(() -> wires(without))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Provider file acme.yaml has a section report without request, the names and values to ask"
                        + " with");
    }

    @Test
    void offersReportsWhereTheFileHasThem() {
        assertThat(Samples.DESCRIPTORS.all())
                .filteredOn(descriptor -> descriptor.report().offered())
                .extracting(ProviderDescriptor::wire)
                .containsExactly("messagenet", "tim-sms-professional");
    }
}

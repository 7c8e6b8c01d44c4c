package io.staffetta.provider.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.account.Account;
import io.staffetta.provider.ProviderRequest;
import io.staffetta.provider.Submission;
import io.staffetta.provider.wire.JsonRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys of a provider file that say how a request is written. */
class RequestKeysTest {

    private static final String GOOD = """
            provider: acme
            title: Acme
            confidence: assumed
            url: https://acme.example/send
            url-field: address
            fields:
              - name: key
                secret: true
              - name: mode
                values: [KEY, NAME]
              - name: address
            text:
              unicode: true
              max-length: 0
            request-format: json
            request:
              key: "{account.key}"
              /messages/0/to/0: "{to}"
              /messages/0/text: "{text}"
            headers:
              Accept: application/json
            only-when:
              mode:
                KEY: [key]
            token:
              url: ../token
            answer-format: text
            success:
              place: first-word
              value: [OK]
            """;

    @TempDir
    private Path folder;

    private ProviderWires wires(String yaml) throws IOException {
        // One of the wires that the samples have accounts for.
        Files.writeString(folder.resolve("kpnqwest.yaml"), yaml);
        return new ProviderWires(ProviderDescriptors.load(folder).all());
    }

    @Test
    void writesJsonWithNamesAndPointers() throws IOException {
        Account account =
                Samples.account("kpnqwest", "https://acme.example/send", Map.of("key", "k\"1", "mode", "KEY"), 1);

        ProviderRequest request =
                new JsonRequest(wires(GOOD)).write(new Submission("01M", account, Samples.TO, "Ciao €", "", 1));

        assertThat(request.contentType()).isEqualTo("application/json; charset=UTF-8");
        assertThat(request.headers()).containsEntry("Accept", "application/json");
        assertThat(new String(request.content(), StandardCharsets.UTF_8))
                .isEqualTo("{\"key\":\"k\\\"1\",\"messages\":[{\"to\":[\"" + Samples.TO + "\"],\"text\":\"Ciao €\"}]}");
    }

    @Test
    void loadsWhatIsRight() {
        assertThatCode(() -> wires(GOOD)).doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            request-format: json     | request-format: yaml     | is wrong: 'request-format' is 'yaml'; must be form, json, multipart, soap, xml
            request-format: json     | sender: ''               | has no request-format; must be form, json, multipart, soap, xml
            request-format: json     | request-format: soap     | has request-format soap without soap.operation, the element around
            request-format: json     | request-format: xml      | has request-format xml without xml.root, the element around
            request-format: json     | request-forma: json      | is wrong: unknown key 'request-forma'; known there are answer-format,
            request-format: json     | requestFormat: json      | is wrong: 'requestFormat' is now called request-format
            confidence: assumed      | soap: {operation: send}  | has a section soap, which is for request-format soap alone
            url: ../token            | url: a b                 | has the token.url 'a b', which is no address
            url-field: address       | url-field: adress        | has the url-field 'adress', which is none of its fields: key, mode, address
            Accept: application/json | Accept: {a: b}           | is wrong: 'headers.Accept' must be one text
            Accept: application/json | Accept: '{nothing}'      | has placeholder {nothing}; known are {to}
            KEY: [key]               | KEY: key                 | is wrong: 'only-when.mode.KEY' must be a list, such as [a, b]
            KEY: [key]               | KEI: [key]               | has the only-when.mode 'KEI', which is no value of the field: KEY, NAME
            KEY: [key]               | KEY: [kay]               | has the name 'kay' in only-when.mode.KEY, which is none of its request: key,
            max-length: 0            | max-length: many         | is wrong: 'text.max-length' is 'many'; must be a whole number
            max-length: 0            | maxLength: 0             | is wrong: 'text.maxLength' is now called max-length
            unicode: true            | unicode: perhaps         | is wrong: 'text.unicode' is 'perhaps'; must be true or false
            title: Acme              | settings: {when.mode.KEY: key} | 'settings.when.mode.KEY' is now only-when, as in: only-when: {accessVia:
            title: Acme              | settings: {header.Accept: x}   | 'settings.header.Accept' is now headers, as in: headers:
            title: Acme              | settings: {urlField: x}        | 'settings.urlField' is now url-field
            title: Acme              | settings: {operation: x}       | 'settings.operation' is now soap.operation
            title: Acme              | settings: {tokenUrl: x}        | 'settings.tokenUrl' is now token.url
            title: Acme              | settings: {kind: x}            | 'settings.kind' is now to be written where it is used, instead of {setting.kind}
            """)
    void namesTheFileTheKeyAndWhatWouldBeRight(String good, String bad, String words) {
        assertThatThrownBy(() -> wires(GOOD.replace(good, bad)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("kpnqwest.yaml ")
                .hasMessageContaining(words);
    }
}

package io.staffetta.provider.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.staffetta.message.Outcome;
import io.staffetta.provider.ProviderAnswer;
import io.staffetta.provider.Submission;
import io.staffetta.provider.SubmissionException;
import io.staffetta.provider.wire.TextAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sections {@code success} and {@code id} of a provider file: no way to take a refusal for a success. */
class SuccessRulesTest {

    private static final String GOOD = """
            provider: acme
            title: Acme
            confidence: assumed
            url: https://acme.example/send
            request-format: form
            answer-format: json
            code-place: /status/code
            success:
              place: /status/code
              value: ["0", OK]
            id:
              place: /id
              shape: '[a-z]+-[1-9][0-9]*'
            answers:
              - code: [KO]
                outcome: REFUSED
            """;

    @TempDir
    private Path folder;

    private ProviderWires wires(String yaml) throws IOException {
        return wires(yaml, "acme.yaml");
    }

    private ProviderWires wires(String yaml, String file) throws IOException {
        Files.writeString(folder.resolve(file), yaml);
        return new ProviderWires(ProviderDescriptors.load(folder).all());
    }

    @Test
    void loadsWhatNamesItsSuccess() {
        assertThatCode(() -> wires(GOOD)).doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            outcome: REFUSED     | outcome: ACCEPTED    | has an answer that means ACCEPTED; what counts as accepted stands in the sections success and id
            outcome: REFUSED     | outcome: accepted    | has an answer that means ACCEPTED
            outcome: REFUSED     | outcome: NOT_SENT    | has an answer that means NOT_SENT; an answer means REFUSED, BUSY
            code: [KO]           | text: '(?<reference>x)' | has an answer whose text has the group reference
            code: [KO]           | text: '('            | has an answer whose text is no regular expression
            answer-format: json  | answer-format: anything | is wrong: 'answer-format' is 'anything'; must be text, json, xml, soap, messagenet, tim-sms-professional
            answer-format: json  | sender: ''           | has no answer-format; must be text, json, xml, soap
            value: ["0", OK]     | in: json             | is wrong: 'success.in' is now called answer-format
            answer-format: json  | answer-format: text  | has the success.place '/status/code', which must be first-word
            code-place: /status/code | code-place: status.code | has the code-place 'status.code', which must be a JSON Pointer
            code-place: /status/code | url-field: ''        | has an answer with a code, which no answer would ever have; say in code-place where it stands
            answer-format: json  | answer-format: xml   | has the success.place '/status/code', which must be the names of elements from the root
            place: /status/code  | place: status.code   | has the success.place 'status.code', which must be a JSON Pointer
            place: /status/code  | place: ''            | has the success.place '', which must be a JSON Pointer
            value: ["0", OK]     | value: []            | has no success.value, the words that mean success; an id alone proves nothing
            value: ["0", OK]     | value: ["*"]         | has the success.value '*', which is no word of success
            value: ["0", OK]     | value: [""]          | has the success.value '', which is no word of success
            value: ["0", OK]     | value: [KO]          | has the success.value 'KO', which is no word of success
            value: ["0", OK]     | value: ["false"]     | has the success.value 'false', which is no word of success
            value: ["0", OK]     | value: ["-1"]        | has the success.value '-1', which is no word of success
            value: ["0", OK]     | pattern: '.*'        | is wrong
            value: ["0", OK]     | {value: ["0"], status: ["4xx"]} | is wrong
            place: /id           | place: id            | has the id.place 'id', which must be a JSON Pointer
            shape: '[a-z]+-[1-9][0-9]*' | shape: ''     | has no id.shape
            shape: '[a-z]+-[1-9][0-9]*' | shape: '('    | has an id.shape that is no regular expression
            shape: '[a-z]+-[1-9][0-9]*' | shape: '.*'   | has an id.shape that takes '' for an id
            shape: '[a-z]+-[1-9][0-9]*' | shape: '\\S+' | has an id.shape that takes '0' for an id
            shape: '[a-z]+-[1-9][0-9]*' | shape: '\\w{2,}' | has an id.shape that takes '00' for an id
            shape: '[a-z]+-[1-9][0-9]*' | shape: '[A-Za-z]+' | has an id.shape that takes 'OK' for an id
            shape: '[a-z]+-[1-9][0-9]*' | shape: '.+[1-9].*' | has an id.shape that takes
            """)
    void namesTheFileAndTheMistake(String good, String bad, String words) {
        assertThat(GOOD).contains(good);

        assertThatThrownBy(() -> wires(GOOD.replace(good, bad)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("acme.yaml ")
                .hasMessageContaining(words);
    }

    @Test
    void loadsNothingWithoutASectionSuccess() {
        String without = GOOD.replaceAll("(?s)success:.*?id:", "id:");

        assertThatThrownBy(() -> wires(without))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Provider file acme.yaml has no section success, without which no answer is ever accepted; see"
                                + " src/docs/providers.md");
    }

    @Test
    void isToldOfAMistakeWhereverTheFilesAreRead() throws IOException {
        Files.writeString(folder.resolve("acme.yaml"), GOOD.replace("outcome: REFUSED", "outcome: ACCEPTED"));

        assertThatThrownBy(() -> ProviderDescriptors.load(folder))
                .hasMessageContaining("an answer that means ACCEPTED");
    }

    @Test
    void takesAnIdForProofOnlyWhereASoapOperationReturnsIt() {
        String soap = GOOD.replace("code-place: /status/code\n", "")
                .replace("answer-format: json", "answer-format: soap")
                .replace("place: /status/code", "place: return")
                .replace("place: /id", "place: return")
                .replace("value: [\"0\", OK]", "value: []");

        assertThatCode(() -> wires(soap)).doesNotThrowAnyException();
        assertThatThrownBy(() -> wires(soap.replace("answer-format: soap", "answer-format: xml")))
                .hasMessageContaining("an id alone proves nothing");
        assertThatThrownBy(() -> wires(soap.replaceFirst("place: return", "place: other")))
                .hasMessageContaining("an id alone proves nothing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"200 OK", "OK:"})
    void knowsSuccessInATextByItsFirstWordOnly(String value) {
        String text = GOOD.replace("answer-format: json", "answer-format: text")
                .replace("place: /status/code", "place: first-word")
                .replace("place: /id", "place: second-word")
                .replace("[\"0\", OK]", "[\"" + value + "\"]");

        assertThatThrownBy(() -> wires(text)).hasMessageContaining("which is more than the first word of a text");
    }

    @Test
    void takesACodePlaceOnlyForJsonAndXml() {
        String text = GOOD.replace("answer-format: json", "answer-format: text")
                .replace(" place: /status/code", " place: first-word")
                .replace("place: /id", "place: second-word");

        assertThatThrownBy(() -> wires(text))
                .hasMessageContaining("has a code-place, which is for answers in json and xml alone");
        assertThatThrownBy(() -> wires(text.replace("code-place: /status/code\n", "")))
                .hasMessageContaining("has an answer with a code, which no answer would ever have: a text has none");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"status": {"code": "KO"}, "words": "no such number"}  | REFUSED | KO
            {"status": {"code": 17}, "words": "KO"}                | UNKNOWN | 17
            {"words": "KO"}                                        | UNKNOWN | ''
            """)
    void findsTheCodeAtItsPlace(String body, Outcome.Kind kind, String code) throws IOException {
        TextAnswer reader = new TextAnswer(wires(GOOD, "kpnqwest.yaml"));

        SubmissionException failure = catchThrowableOfType(
                SubmissionException.class,
                () -> reader.reference(Samples.submission("kpnqwest"), new ProviderAnswer(200, "", body)));

        assertThat(failure.outcome().kind()).isEqualTo(kind);
        assertThat(failure.outcome().providerCode()).isEqualTo(code);
    }

    @Test
    void hasARuleForAClassOfStatusesMeanNothingThatAStatusSaysItself() throws IOException {
        ProviderWires wires = wires(GOOD.replace("code: [KO]", "status: [\"4xx\"]"));
        AnswerTable table = wires.of(Samples.named(Samples.account("kpnqwest", "http://localhost/"), "acme", "acme"))
                .answers();
        Submission submission = Samples.submission("kpnqwest");

        assertThat(table.ofStatusLine(submission, 404)).isEqualTo(Outcome.Kind.ACCOUNT_UNUSABLE);
        assertThat(table.ofStatusLine(submission, 429)).isEqualTo(Outcome.Kind.BUSY);
        assertThat(table.ofStatusLine(submission, 400)).isEqualTo(Outcome.Kind.REFUSED);
    }

    @Test
    void letsARuleThatNamesAStatusDecide() throws IOException {
        ProviderWires wires = wires(GOOD.replace("code: [KO]", "status: [\"404\"]"));
        AnswerTable table = wires.of(Samples.named(Samples.account("kpnqwest", "http://localhost/"), "acme", "acme"))
                .answers();

        assertThat(table.ofStatusLine(Samples.submission("kpnqwest"), 404)).isEqualTo(Outcome.Kind.REFUSED);
    }
}

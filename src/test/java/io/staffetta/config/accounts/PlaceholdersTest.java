package io.staffetta.config.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceholdersTest {

    @TempDir
    private Path folder;

    private final List<String> problems = new ArrayList<>();

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(textBlock = """
            plain, plain
            {{env:A}}, a
            {{ env:A }}, a
            x{{env:A}}y{{name}}z, xay{{env:A}}z
            {{env:DOLLAR}}, $1\\
            {not one}, {not one}
            {{open, {{open
            """)
    void replacesWhatIsKnownOnceAndLeavesTheRestAlone(String text, String expected) {
        assertThat(resolve(text)).isEqualTo(expected);
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "'s3cret', s3cret",
        "'s3cret\n', s3cret",
        "'s3cret\r\n', s3cret",
        "'a\n\n', 'a\n'",
        "'', ''",
        "'\ufeffs3cret\r\n', s3cret",
        "'\ufeff', ''"
    })
    void takesAFileWithoutOneNewlineAtItsEnd(String content, String expected) throws Exception {
        Files.writeString(folder.resolve("secret"), content);

        assertThat(resolve("{{file:secret}}")).isEqualTo(expected);
        assertThat(resolve("{{file:" + folder.resolve("secret") + "}}")).isEqualTo(expected);
        assertThat(problems).isEmpty();
    }

    @Test
    void namesWhatIsMissingAndCollectsAllOfIt() {
        assertThat(resolve("{{env:NONE}}{{file:none}}{{env:A}}")).isNull();
        assertThat(problems)
                .containsExactly(
                        "environment variable 'NONE' is not set; set it where the gateway is started",
                        "file 'none' does not exist; paths are relative to " + folder);
    }

    @Test
    void doesNotRepeatAnUnknownPlaceholderThatMayBePartOfAPassword() {
        assertThat(resolve("{{s3cret}}")).isNull();
        assertThat(problems).containsExactly("unknown placeholder; known are {{env:NAME}}, {{file:PATH}}, {{name}}");
    }

    @Test
    void refusesAFileThatIsTooLargeOrNotText() throws Exception {
        Files.writeString(folder.resolve("largest"), "x".repeat(Placeholders.MAX_FILE_BYTES));
        Files.write(folder.resolve("large"), new byte[Placeholders.MAX_FILE_BYTES + 1]);
        Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe});

        assertThat(resolve("{{file:largest}}")).hasSize(Placeholders.MAX_FILE_BYTES);
        assertThat(resolve("{{file:large}}{{file:binary}}{{file:a\0b}}{{file:}}"))
                .isNull();
        assertThat(problems)
                .containsExactly(
                        "file 'large' is too large; at most 65536 bytes",
                        "file 'binary' is not text in UTF-8; ",
                        "'file:' is not followed by a path; write {{file:PATH}}",
                        "file '' does not exist; paths are relative to " + folder);
    }

    private String resolve(String text) {
        Map<String, String> environment = Map.of("A", "a", "DOLLAR", "$1\\");
        return new Placeholders(folder, Map.of("name", "{{env:A}}"), environment::get)
                .resolve(text, (wrong, right) -> problems.add(wrong + "; " + right))
                .orElse(null);
    }
}

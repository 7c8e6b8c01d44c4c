package io.staffetta.batch.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.batch.text.BatchSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreparationTest {

    private static final Path SAMPLES = Path.of("src", "main", "samples");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {"customers.csv", "fixed.txt", "messages.csv", "messages.json", "messages.jsonl", "messages.xml"})
    void readsAFileOfEveryFormatToItsLastByte(String name) throws Exception {
        byte[] content = Files.readAllBytes(SAMPLES.resolve(name));
        Path file = Files.write(
                folder.resolve(name),
                (new String(content, StandardCharsets.UTF_8) + "\n \n").getBytes(StandardCharsets.UTF_8));
        BatchSettings defaults = new BatchSettings(
                null, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), "", "", "bulk");

        Preparation read = Preparation.of(file, name, defaults, () -> false);

        assertThat(read.rows()).isGreaterThan(1);
        assertThat(read.digest())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file))));
    }
}

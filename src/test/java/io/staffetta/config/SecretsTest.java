package io.staffetta.config;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    @TempDir
    private Path folder;

    @Test
    void areMadeInAFileThatOnlyItsOwnerCanRead() throws IOException {
        Path file = folder.resolve("data/admin-token");

        String secret = Secrets.readOrMake(file);

        assertThat(secret).matches("[A-Za-z0-9_-]{32}");
        assertThat(Files.readString(file)).isEqualTo(secret + "\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void stayTheSameOnceMade() {
        Path file = folder.resolve("admin-token");
        String secret = Secrets.readOrMake(file);

        assertThat(Secrets.readOrMake(file)).isEqualTo(secret);
        assertThat(Secrets.read(file)).isEqualTo(secret);
    }

    @Test
    void areReadWithoutAByteOrderMark() throws IOException {
        Path file = folder.resolve("admin-token");

        assertThat(Secrets.read(Files.writeString(file, "\ufeffs3cret\r\n"))).isEqualTo("s3cret");
        assertThat(Secrets.read(Files.write(file, "\ufeffs3cret\r\n".getBytes(UTF_16LE))))
                .isEqualTo("s3cret");
    }

    @Test
    void areDifferentEachTime() {
        assertThat(Secrets.readOrMake(folder.resolve("one"))).isNotEqualTo(Secrets.readOrMake(folder.resolve("two")));
    }

    @Test
    void areNeverEmpty() throws IOException {
        Path file = Files.createFile(folder.resolve("admin-token"));

        assertThatThrownBy(() -> Secrets.readOrMake(file))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("No secret in " + file + ": delete the file, and the next start makes one");
    }

    @Test
    void cannotBeReadFromNowhere() {
        assertThatThrownBy(() -> Secrets.read(folder.resolve("nothing")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("Cannot read " + folder.resolve("nothing"));
    }
}

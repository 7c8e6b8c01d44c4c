package io.staffetta.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.batch.files.PickUp;
import io.staffetta.batch.text.TestFolder;
import io.staffetta.message.MessageId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimsTest {

    @TempDir
    private Path path;

    private BatchFolder folder;
    private Claims claims;

    @BeforeEach
    void make() throws IOException {
        folder = TestFolder.make(path, PickUp.RENAME);
        claims = new Claims(folder);
    }

    @Test
    void moveAFileIntoAFolderOfItsOwn() throws IOException {
        Files.writeString(folder.inbox().resolve("a.csv"), "x");

        Claims.Claim claim = claims.claim("a.csv").orElseThrow();

        assertThat(claim.file())
                .isEqualTo(folder.work().resolve(claim.id()).resolve("a.csv"))
                .content()
                .isEqualTo("x");
        assertThat(folder.inbox()).isEmptyDirectory();
        assertThat(claims.claim("a.csv")).isEmpty();
        assertThat(folder.work()).isDirectoryContaining("glob:**" + claim.id());
        try (var left = Files.list(folder.work())) {
            assertThat(left).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {250, 251, 255})
    void moveAFileWithANameAsLongAsCanBe(int bytes) throws IOException {
        String name = "a".repeat(bytes - 4) + ".csv";
        Files.writeString(folder.inbox().resolve(name), "x");

        Claims.Claim claim = claims.claim(name).orElseThrow();

        assertThat(claim.file()).content().isEqualTo("x");
        assertThat(folder.inbox()).isEmptyDirectory();
    }

    @Test
    void areFoundAgainIfNobodyTookThemOver() throws IOException {
        Files.writeString(folder.inbox().resolve("a.csv"), "x");
        Claims.Claim claim = claims.claim("a.csv").orElseThrow();

        assertThat(claims.leftBehind(id -> false, Duration.ZERO)).containsExactly(claim);
        assertThat(claims.leftBehind(id -> id.equals(claim.id()), Duration.ZERO))
                .isEmpty();
        assertThat(claims.leftBehind(id -> false, Duration.ofMinutes(1))).isEmpty();
    }

    @Test
    void putBackOnlyWhereThereIsNoOther() throws IOException {
        Files.writeString(folder.inbox().resolve("a.csv"), "first");
        Claims.Claim claim = claims.claim("a.csv").orElseThrow();
        Files.writeString(folder.inbox().resolve("a.csv"), "second");

        assertThat(claims.putBack(claim)).isFalse();
        assertThat(folder.inbox().resolve("a.csv")).content().isEqualTo("second");
        assertThat(claim.file()).content().isEqualTo("first");

        Files.delete(folder.inbox().resolve("a.csv"));
        assertThat(claims.putBack(claim)).isTrue();
        assertThat(folder.inbox().resolve("a.csv")).content().isEqualTo("first");
        assertThat(folder.work()).isEmptyDirectory();
    }

    @Test
    void leaveACompanionWithoutItsFile() throws IOException {
        Claims withCompanions = new Claims(TestFolder.make(path, PickUp.DONE_FILE));
        Files.createFile(folder.inbox().resolve("a.csv.done"));

        assertThat(withCompanions.claim("a.csv")).isEmpty();

        assertThat(folder.inbox().resolve("a.csv.done")).exists();
        assertThat(folder.work()).isEmptyDirectory();
    }

    @Test
    void giveACompanionBackWhoseFileWasNotClaimed() throws IOException {
        Claims withCompanions = new Claims(TestFolder.make(path, PickUp.DONE_FILE));
        Files.createFile(folder.inbox().resolve("a.csv"));
        Path place = Files.createDirectory(folder.work().resolve(MessageId.next()));
        Files.createFile(place.resolve("a.csv.done"));

        assertThat(withCompanions.leftBehind(id -> false, Duration.ZERO)).isEmpty();

        assertThat(folder.inbox().resolve("a.csv.done")).exists();
        assertThat(folder.work()).isEmptyDirectory();
        assertThat(withCompanions.claim("a.csv")).isPresent();
    }

    @Test
    void sayThatAFileCannotBeMoved() throws IOException {
        Files.writeString(folder.inbox().resolve("a.csv"), "x");
        Files.delete(folder.work());

        assertThatThrownBy(() -> claims.claim("a.csv")).isInstanceOf(IOException.class);
        assertThat(folder.inbox().resolve("a.csv")).exists();
    }
}

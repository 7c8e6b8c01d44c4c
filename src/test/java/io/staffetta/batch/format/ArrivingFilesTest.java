package io.staffetta.batch.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.batch.files.TemporaryName;
import io.staffetta.batch.inbox.FileStability;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files are left alone, or waited for. */
class ArrivingFilesTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "~$orders.xlsx",
                ".~lock.orders.csv#",
                "Thumbs.db",
                "desktop.ini",
                "._orders.csv",
                ".DS_Store",
                "orders.csv.tmp",
                "orders.csv.PART",
                "orders.csv.filepart",
                "orders.csv.crdownload",
                "orders.csv~",
                "#orders.csv#",
                ".orders.csv.swp"
            })
    void leavesAloneWhatIsNoFileForIt(String name) {
        assertThat(TemporaryName.is(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders.csv", "orders~2.csv", "$orders.csv", "part.csv", "#1.csv", "thumbs.csv"})
    void takesOthers(String name) {
        assertThat(TemporaryName.is(name)).isFalse();
    }

    private boolean isPadded(String text, Charset charset) throws IOException {
        Path file = Files.write(folder.resolve("a.csv"), text.getBytes(charset));
        return Padding.isAtEnd(file, Optional.empty());
    }

    @Test
    void knowsTheRoomThatAWriterHasMade() throws IOException {
        assertThat(isPadded("to,text\n1,a\n\0", StandardCharsets.UTF_8)).isTrue();
        assertThat(isPadded("to,text\n1,a\n", StandardCharsets.UTF_8)).isFalse();
        assertThat(isPadded("\0", StandardCharsets.UTF_8)).isTrue();
        assertThat(isPadded("", StandardCharsets.UTF_8)).isFalse();
        assertThat(isPadded("\ufeffto\n", StandardCharsets.UTF_16LE)).isFalse();
        assertThat(isPadded("\ufeff\u0100", StandardCharsets.UTF_16BE)).isFalse();
        assertThat(isPadded("\ufeffto\n\0\0", StandardCharsets.UTF_16LE)).isTrue();
        Path wide = Files.write(folder.resolve("b.csv"), "to\n".getBytes(StandardCharsets.UTF_16LE));
        assertThat(Padding.isAtEnd(wide, Optional.of(StandardCharsets.UTF_16LE)))
                .isFalse();
    }

    @Test
    void waitsLongerForAFileWithSuchRoom() {
        AtomicLong clock = new AtomicLong();
        FileStability still = new FileStability(Duration.ofSeconds(5), clock::get);

        still.look("a.csv", 1, 1);
        clock.addAndGet(Duration.ofSeconds(49).toNanos());
        assertThat(still.look("a.csv", 1, 1)).isTrue();
        assertThat(still.hasStood("a.csv", 10)).isFalse();
        clock.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(still.hasStood("a.csv", 10)).isTrue();
        still.look("a.csv", 2, 1);
        assertThat(still.hasStood("a.csv", 10)).isFalse();
    }
}

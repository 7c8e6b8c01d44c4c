package io.staffetta.ledger.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteLibraryTest {

    private static final byte[] LIBRARY = "a library".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void usesAgainWhatWasUnpackedBefore() throws IOException {
        Path first = SqliteLibrary.unpack(LIBRARY, folder);
        FileTime old = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
        Files.setLastModifiedTime(first, old);

        assertThat(SqliteLibrary.unpack(LIBRARY, folder)).isEqualTo(first);
        assertThat(Files.getLastModifiedTime(first)).isEqualTo(old);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(first)))
                .isEqualTo("rwx------");
    }

    @Test
    void trustsNeitherOtherContentNorWhatOthersMayWriteNorALink() throws IOException {
        Path file = SqliteLibrary.unpack(LIBRARY, folder);

        Files.writeString(file, "a trojan!");
        SqliteLibrary.unpack(LIBRARY, folder);
        assertThat(Files.readAllBytes(file)).isEqualTo(LIBRARY);

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxrwxrwx"));
        SqliteLibrary.unpack(LIBRARY, folder);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rwx------");

        Path elsewhere = Files.write(folder.resolve("elsewhere"), LIBRARY);
        Files.delete(file);
        Files.createSymbolicLink(file, elsewhere);
        SqliteLibrary.unpack(LIBRARY, folder);
        assertThat(Files.isSymbolicLink(file)).isFalse();
        assertThat(Files.exists(elsewhere)).isTrue();
    }

    @Test
    void takesThePlaceOfAnOtherVersionAndOfWhatAKillLeftHalfWritten() throws IOException {
        SqliteLibrary.unpack("an old library".getBytes(StandardCharsets.UTF_8), folder);
        Files.writeString(folder.resolve("unpacking-1.tmp"), "half");

        Path now = SqliteLibrary.unpack(LIBRARY, folder);

        assertThat(names(folder)).containsExactly(now.getFileName().toString());
    }

    @Test
    void deletesWhatStartsOfBeforeHaveLeftInTheFolderOfTheLedger() throws IOException {
        Files.writeString(folder.resolve("sqlite-3.50.3.0-5a1d-libsqlitejdbc.so"), "x");
        Files.writeString(folder.resolve("sqlite-3.50.3.0-5a1d-libsqlitejdbc.so.lck"), "");
        Files.writeString(folder.resolve("sqlite-notes.txt"), "mine");

        LedgerStore.embedded(folder).close();

        assertThat(names(folder)).contains("sqlite-notes.txt").noneMatch(name -> name.contains("sqlitejdbc"));
    }
}

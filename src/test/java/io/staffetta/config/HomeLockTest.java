package io.staffetta.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeLockTest {

    @TempDir
    private Path folder;

    private Home home;

    @BeforeEach
    void makeHome() {
        home = new Home(folder);
    }

    private static String self() {
        return "pid " + ProcessHandle.current().pid() + " on ";
    }

    @Test
    void keepsASecondGatewayOutAndSaysWhichOneIsThere() {
        try (HomeLock lock = HomeLock.take(home, false)) {
            assertThatThrownBy(() -> HomeLock.take(home, false))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("Staffetta already runs (" + self())
                    .hasMessageContaining(", run, since 20")
                    .hasMessageContaining(" on the home " + folder);
            assertThat(lock).isNotNull();
        }
        HomeLock.take(home, false).close();
    }

    @Test
    void tellsCommandsWhereItListensWhileItRuns() {
        assertThat(HomeLock.holder(home)).isEmpty();
        try (HomeLock lock = HomeLock.take(home, true)) {
            assertThat(HomeLock.holder(home).orElseThrow().settings()).isEmpty();

            lock.tell(new Addresses("127.0.0.1", Map.of(Addresses.HTTP, 4711)));

            RunningGateway found = HomeLock.holder(home).orElseThrow();
            assertThat(found.sandbox()).isTrue();
            assertThat(found.settings())
                    .containsEntry(Addresses.HTTP, "4711")
                    .containsEntry("staffetta.bind-address", "127.0.0.1");
            assertThat(found.words()).startsWith(self()).endsWith(", run --sandbox");
        }
        assertThat(HomeLock.holder(home)).isEmpty();
    }

    /** As after kill -9: the file is there, and its process id may be that of any other program by now. */
    @Test
    void doesNotBelieveAFileThatNobodyHolds() throws IOException {
        Path file = Files.createDirectories(home.data(false)).resolve(HomeLock.NAME);
        for (String left : new String[] {
            "pid=" + ProcessHandle.current().pid() + "\nmachine=here\nstaffetta.http.port=1\n",
            "pid=1\n",
            "",
            "\\u12",
            "pid=\u0000"
        }) {
            Files.writeString(file, left);
            assertThat(HomeLock.holder(home)).isEmpty();
            HomeLock.take(home, false).close();
        }
    }

    @Test
    void lockIsForTheOwnerAlone() throws IOException {
        try (HomeLock lock = HomeLock.take(home, false)) {
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(home.data(false).resolve(HomeLock.NAME))))
                    .isEqualTo("rw-------");
            assertThat(lock).isNotNull();
        }
    }

    @Test
    void saysWhyTheDataCannotBeWrittenAndWhatToDo() throws IOException {
        Files.writeString(folder.resolve("data"), "a file");

        assertThatThrownBy(() -> HomeLock.take(home, false))
                .isInstanceOf(UnusableException.class)
                .hasMessageContaining("user '" + System.getProperty("user.name") + "'")
                .hasMessageContaining(
                        folder.resolve("data") + ": it, or what should be a folder on the way to it, is a file")
                .hasMessageContaining("--home");
        assertThatThrownBy(() -> HomeLock.take(home, true)).isInstanceOf(UnusableException.class);
    }

    @Test
    void saysThatItsFileCannotBeWritten() throws IOException {
        Files.createDirectories(home.data(false).resolve(HomeLock.NAME));

        assertThatThrownBy(() -> HomeLock.take(home, false))
                .isInstanceOf(UnusableException.class)
                .hasMessageContaining(HomeLock.NAME);
    }
}

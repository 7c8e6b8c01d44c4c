package io.staffetta.gateway.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.account.Accounts;
import io.staffetta.account.AccountsFileState;
import io.staffetta.delivery.DeliverySamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tests look themselves: the watcher's own first look is an hour away. */
class AccountsWatcherTest {

    private static final Accounts ACCOUNTS = DeliverySamples.accounts(DeliverySamples.account("main"));

    @TempDir
    private Path folder;

    private final List<Accounts> changes = new CopyOnWriteArrayList<>();
    private Path file;
    private final AccountsFileState state = new AccountsFileState();
    private AccountsWatcher watcher;

    @BeforeEach
    void watch() throws IOException {
        file = folder.resolve("accounts.yaml");
        write("right", 1);
        watcher = watcher(AccountsWatcher.modified(file), 3600);
    }

    private AccountsWatcher watcher(FileTime seen, int seconds) {
        return new AccountsWatcher(file, seen, Duration.ofSeconds(seconds), this::read, changes::add, state);
    }

    @AfterEach
    void close() {
        watcher.close();
    }

    private Accounts read() {
        try {
            if (Files.readString(file).equals("right")) {
                return ACCOUNTS;
            }
            throw new IllegalArgumentException("line 3: no such provider");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void write(String text, int second) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_000_000 + second)));
    }

    @Test
    void leavesAFileAloneThatHasNotChanged() {
        watcher.look();

        assertThat(changes).isEmpty();
    }

    @Test
    void handsTheAccountsOverOnceWhenTheFileHasChanged() throws IOException {
        write("right", 2);

        watcher.look();
        watcher.look();

        assertThat(changes).containsExactly(ACCOUNTS);
    }

    @Test
    void noticesAChangeThatMakesTheFileOlder() throws IOException {
        write("right", 0);

        watcher.look();

        assertThat(changes).containsExactly(ACCOUNTS);
    }

    @Test
    void noticesAChangeBetweenTheFirstReadingAndTheFirstLook() throws IOException {
        FileTime read = AccountsWatcher.modified(file);
        write("right", 2);
        try (AccountsWatcher late = watcher(read, 3600)) {
            late.look();
        }

        assertThat(changes).containsExactly(ACCOUNTS);
    }

    @Test
    void keepsTheAccountsWhileTheFileIsWrong() throws IOException {
        write("wrong", 2);
        watcher.look();
        assertThat(changes).isEmpty();

        write("right", 3);
        watcher.look();

        assertThat(changes).containsExactly(ACCOUNTS);
    }

    @Test
    void keepsTheAccountsWhileTheFileIsGone() throws IOException {
        Files.delete(file);
        watcher.look();
        assertThat(changes).isEmpty();

        write("right", 1);
        watcher.look();

        assertThat(changes).containsExactly(ACCOUNTS);
    }

    @Test
    void looksByItself() throws IOException {
        watcher.close();
        watcher = watcher(AccountsWatcher.modified(file), 1);
        write("right", 2);

        Awaitility.await().until(() -> changes.size() == 1);
    }
}

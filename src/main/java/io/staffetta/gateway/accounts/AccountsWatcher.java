package io.staffetta.gateway.accounts;

import io.staffetta.account.Accounts;
import io.staffetta.account.AccountsFileState;
import io.staffetta.thread.DaemonThreads;
import io.staffetta.thread.ExecutorShutdown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the accounts file from time to time, and hands over the accounts when it has changed. While the file is wrong
 * the accounts stay as they were.
 */
public final class AccountsWatcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AccountsWatcher.class);

    private final Path file;
    private final Supplier<Accounts> reader;
    private final Consumer<Accounts> changed;
    private final AccountsFileState state;
    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("accounts-watcher"));
    private FileTime seen;

    /**
     * @param file the file to look at
     * @param seen what {@link #modified} said before it was read last
     * @param pause time between two looks; none is made by itself if it is zero
     * @param reader reads it
     * @param changed takes the accounts after a change
     * @param state told whether the file can be read
     */
    public AccountsWatcher(
            Path file,
            FileTime seen,
            Duration pause,
            Supplier<Accounts> reader,
            Consumer<Accounts> changed,
            AccountsFileState state) {
        this.file = file;
        this.reader = reader;
        this.changed = changed;
        this.seen = seen;
        this.state = state;
        if (!pause.isZero()) {
            ScheduledFuture<?> unused = executor.scheduleWithFixedDelay(
                    this::look, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Looks no more, and returns when a change under way has come to its end. */
    @Override
    public void close() {
        ExecutorShutdown.of(executor);
    }

    /** Looks once. */
    synchronized void look() {
        FileTime now = modified(file);
        if (now.equals(seen)) {
            return;
        }
        seen = now;
        try {
            changed.accept(reader.get());
            state.mended();
            LOG.info("Accounts read again from {}", file);
        } catch (RuntimeException e) {
            state.broken(Instant.now(), e.getMessage());
            LOG.error("{} was changed, but the accounts stay as they were:\n{}", file, e.getMessage());
        }
    }

    /** Takes accounts that this process has just written into the file. */
    public synchronized void written(Accounts accounts) {
        seen = modified(file);
        state.mended();
        changed.accept(accounts);
    }

    /** When a file was changed; 1970 if it is not there. */
    public static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }
}

package io.staffetta.ledger.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Has SQLite's native library loaded as a gateway in this process would. A test that opens a ledger by the driver alone loads
 * another copy: when a gateway then loads its own, the process crashes.
 */
public final class SqliteForTests {

    private SqliteForTests() {}

    /** Loads it, if it is not yet. */
    public static void load() {
        try {
            SqliteLibrary.use(Files.createDirectories(Path.of(
                    "target", "sqlite", Long.toString(ProcessHandle.current().pid()))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

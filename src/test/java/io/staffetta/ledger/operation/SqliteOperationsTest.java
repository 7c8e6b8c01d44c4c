package io.staffetta.ledger.operation;

import io.staffetta.ledger.store.LedgerStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteOperationsTest extends OperationsContract {

    @TempDir
    private Path folder;

    @Override
    LedgerStore store() {
        return LedgerStore.embedded(folder);
    }
}

package io.staffetta.ledger;

import io.staffetta.ledger.store.LedgerStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteUpkeepTest extends UpkeepContract {

    @TempDir
    private Path folder;

    @Override
    LedgerStore store() {
        return LedgerStore.embedded(folder);
    }
}

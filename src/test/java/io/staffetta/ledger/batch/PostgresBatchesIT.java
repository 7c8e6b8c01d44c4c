package io.staffetta.ledger.batch;

import io.staffetta.it.support.PostgresDatabase;
import io.staffetta.ledger.store.LedgerStore;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresBatchesIT extends BatchesContract {

    @RegisterExtension
    private static final PostgresDatabase POSTGRES = new PostgresDatabase();

    @Override
    LedgerStore store() {
        return POSTGRES.store();
    }
}

package io.staffetta.ledger;

import io.staffetta.it.support.PostgresDatabase;
import io.staffetta.ledger.store.LedgerStore;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresUpkeepIT extends UpkeepContract {

    @RegisterExtension
    private static final PostgresDatabase POSTGRES = new PostgresDatabase();

    @Override
    LedgerStore store() {
        return POSTGRES.store();
    }
}

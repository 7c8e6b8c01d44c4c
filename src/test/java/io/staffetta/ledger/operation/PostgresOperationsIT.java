package io.staffetta.ledger.operation;

import io.staffetta.it.support.PostgresDatabase;
import io.staffetta.ledger.store.LedgerStore;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresOperationsIT extends OperationsContract {

    @RegisterExtension
    private static final PostgresDatabase POSTGRES = new PostgresDatabase();

    @Override
    LedgerStore store() {
        return POSTGRES.store();
    }
}

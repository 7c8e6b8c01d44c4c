package io.staffetta.ledger.operation;

import io.staffetta.ledger.history.LetterRows;
import io.staffetta.ledger.store.LedgerCommand;
import io.staffetta.ledger.store.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;

/** Notes what became of messages of operations. What was done stays so, and takes the place of all that was thought before. */
final class SettleItems implements LedgerCommand<List<Settlement>, Void> {

    private static final String SETTLE = "update operation_item set outcome = ?, settled_at = ? where operation = ?"
            + " and position = ? and (outcome is null or ? = 'DONE' and outcome <> 'DONE')";

    @Override
    public List<Void> apply(Connection connection, List<List<Settlement>> inputs) throws SQLException {
        try (PreparedStatement settle = connection.prepareStatement(SETTLE)) {
            for (Settlement one : inputs.stream().flatMap(List::stream).toList()) {
                Sql.bind(
                                settle,
                                one.outcome(),
                                one.at(),
                                one.operation(),
                                one.item().position(),
                                one.outcome())
                        .addBatch();
                if (one.isOffQueue()) {
                    LetterRows.gone(
                            connection, one.item().messageId(), one.item().redriveCount());
                }
            }
            settle.executeBatch();
        }
        return Collections.nCopies(inputs.size(), null);
    }
}

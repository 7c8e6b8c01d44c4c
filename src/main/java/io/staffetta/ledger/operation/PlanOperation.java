package io.staffetta.ledger.operation;

import io.staffetta.ledger.store.LedgerCommand;
import io.staffetta.ledger.store.NumberHash;
import io.staffetta.ledger.store.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Enters an operation, and fixes the set of its messages: what is there in this transaction is what it acts on. */
final class PlanOperation implements LedgerCommand<NewOperation, Void> {

    private static final String INSERT =
            "insert into operation (id, kind, state, who, why, to_account, rate, valid_for,"
                    + " sent_as, asked, created_at, turn_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do nothing";
    private static final String ITEM =
            "insert into operation_item (operation, position, message, journey, outcome, settled_at) ";
    private static final String WAITS = "state in ('TAKEN', 'QUEUED', 'WAITING')";

    private final NumberHash numbers;

    PlanOperation(NumberHash numbers) {
        this.numbers = numbers;
    }

    @Override
    public List<Void> apply(Connection connection, List<NewOperation> inputs) throws SQLException {
        for (NewOperation one : inputs) {
            if (insert(connection, one) == 1) {
                fix(connection, one);
            }
        }
        return Collections.nCopies(inputs.size(), null);
    }

    private static int insert(Connection connection, NewOperation one) throws SQLException {
        OperationTerms terms = one.terms();
        return Sql.update(
                connection,
                INSERT,
                one.id(),
                terms.kind(),
                one.isDry() ? OperationState.PLANNED : OperationState.WAITING,
                one.who(),
                terms.why(),
                terms.toAccount(),
                terms.rate(),
                terms.validFor() == null
                        ? Sql.NO_NUMBER
                        : (Object) terms.validFor().toMillis(),
                terms.sentAs() == null ? "" : terms.sentAs(),
                one.asked(),
                one.at(),
                one.at());
    }

    private void fix(Connection connection, NewOperation one) throws SQLException {
        if (one.ids().isEmpty()) {
            FilterSql which = one.kind().isOfLetters()
                    ? FilterSql.ofLetters(one.filter(), numbers)
                    : FilterSql.ofWaiting(one.filter(), numbers);
            add(connection, one, 0, which.sql(), which.values());
            return;
        }
        List<String> ids = List.copyOf(new LinkedHashSet<>(one.ids()));
        int position = 0;
        for (int from = 0; from < ids.size(); from += Sql.MOST_KEYS) {
            List<String> some = ids.subList(from, Math.min(from + Sql.MOST_KEYS, ids.size()));
            String places = String.join(",", Collections.nCopies(some.size(), "?"));
            position += add(connection, one, position, " and id in (" + places + ")", some);
        }
        missing(connection, one, ids, position);
    }

    private static int add(
            Connection connection, NewOperation one, int position, String conditions, List<?> conditionValues)
            throws SQLException {
        List<Object> values = new ArrayList<>(List.of(one.id(), position));
        String outcome = outcome(one, values);
        values.addAll(conditionValues);
        return Sql.update(
                connection,
                ITEM + "select ?, ? + row_number() over (order by "
                        + (one.kind().isOfLetters() ? "died_at" : "taken_at") + ", id), id, journey, case " + outcome
                        + " else null end, null from " + (one.kind().isOfLetters() ? "dead_letter" : "message")
                        + " where 1 = 1" + conditions,
                values.toArray());
    }

    /** What is not to be done with some of them, as far as that is known before. */
    private static String outcome(NewOperation one, List<Object> values) {
        StringBuilder sql = new StringBuilder();
        OperationTerms terms = one.terms();
        switch (terms.kind()) {
            case MOVE -> {
                sql.append("when not (" + WAITS + ") then 'NOT_WAITING' when account = ? then 'ALREADY_THERE'");
                values.add(terms.toAccount());
            }
            case CANCEL -> sql.append("when not (" + WAITS + ") then 'NOT_WAITING'");
            case HURRY -> sql.append("when state <> 'WAITING' then 'NOT_WAITING'");
            case DISCARD -> sql.append("when 1 = 0 then ''");
            default -> {
                sql.append("when ours = 0 then 'NOT_OURS'");
                if (terms.kind() == OperationKind.SETTLE) {
                    sql.append(" when perhaps_sent = 0 then 'NOT_UNKNOWN'");
                } else if (one.ids().isEmpty() && !one.filter().asksForUnknown()) {
                    sql.append(" when perhaps_sent = 1 then 'PERHAPS_SENT'");
                }
                if (terms.isSentAgain() && terms.validFor() == null) {
                    sql.append(" when deadline <= ? then 'EXPIRED'");
                    values.add(one.at());
                }
            }
        }
        return sql.toString();
    }

    private static void missing(Connection connection, NewOperation one, List<String> ids, int known)
            throws SQLException {
        if (known == ids.size()) {
            return;
        }
        Set<String> missing = new LinkedHashSet<>(ids);
        try (PreparedStatement select =
                        connection.prepareStatement("select message from operation_item where operation = ?");
                ResultSet row = Sql.bind(select, one.id()).executeQuery()) {
            while (row.next()) {
                missing.remove(row.getString(1));
            }
        }
        int position = known;
        for (String id : missing) {
            position++;
            Sql.update(
                    connection,
                    ITEM + "values (?, ?, ?, 0, ?, ?)",
                    one.id(),
                    position,
                    id,
                    ItemOutcome.NOT_FOUND,
                    one.at());
        }
    }
}

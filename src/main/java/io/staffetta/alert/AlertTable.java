package io.staffetta.alert;

import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.store.LedgerCommand;
import io.staffetta.ledger.store.Sql;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** Keeps alerts in the ledger, so that a gateway that starts or takes over tells nothing twice, and forgets no all-clear. */
final class AlertTable {

    private static final String PUT = "insert into alert (id, since, words, told_at, times, ended_at, all_clear)"
            + " values (?, ?, ?, ?, ?, ?, ?) on conflict (id) do update set since = excluded.since,"
            + " words = excluded.words, told_at = excluded.told_at, times = excluded.times,"
            + " ended_at = excluded.ended_at, all_clear = excluded.all_clear";

    private static final LedgerCommand<Collection<Alert>, Void> WRITE = (connection, inputs) -> {
        for (Collection<Alert> alerts : inputs) {
            for (Alert alert : alerts) {
                Sql.update(
                        connection,
                        PUT,
                        alert.id(),
                        alert.since(),
                        alert.words(),
                        orNothing(alert.told()),
                        alert.times(),
                        orNothing(alert.ended()),
                        alert.allClear() ? 1 : 0);
            }
        }
        return Collections.nCopies(inputs.size(), null);
    };
    private static final LedgerCommand<Instant, Void> FORGET = (connection, inputs) -> {
        for (Instant before : inputs) {
            Sql.update(connection, "delete from alert where ended_at < ?", before);
        }
        return Collections.nCopies(inputs.size(), null);
    };

    private final Ledger ledger;

    AlertTable(Ledger ledger) {
        this.ledger = ledger;
    }

    /** All that hold, or ended not long ago, the newest first, 1,000 at most. */
    List<Alert> all() {
        return ledger.read(connection -> {
            List<Alert> alerts = new ArrayList<>();
            try (PreparedStatement select =
                            connection.prepareStatement("select * from alert order by since desc, id limit 1000");
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    alerts.add(new Alert(
                            row.getString("id"),
                            Sql.instant(row, "since"),
                            row.getString("words"),
                            Sql.instant(row, "told_at"),
                            row.getInt("times"),
                            Sql.instant(row, "ended_at"),
                            row.getInt("all_clear") == 1));
                }
            }
            return alerts;
        });
    }

    /** Writes those that changed. */
    void write(Collection<Alert> alerts) {
        Ledger.await(ledger.submit(WRITE, List.copyOf(alerts)));
    }

    /** Forgets those that ended before. */
    void forget(Instant before) {
        Ledger.await(ledger.submit(FORGET, before));
    }

    private static Object orNothing(Instant instant) {
        return instant == null ? Sql.NO_NUMBER : instant;
    }
}

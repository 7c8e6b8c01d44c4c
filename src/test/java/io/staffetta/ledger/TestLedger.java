package io.staffetta.ledger;

import io.staffetta.ledger.history.AttemptRecord;
import io.staffetta.ledger.history.Entry;
import io.staffetta.ledger.store.EntryRefusedException;
import io.staffetta.ledger.store.LedgerCommand;
import io.staffetta.ledger.store.LedgerStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** A real ledger, in a file under {@code target}. */
public final class TestLedger {

    private final LedgerStore store =
            LedgerStore.embedded(Path.of("target", "ledgers", UUID.randomUUID().toString()));
    private final Ledger ledger;

    public TestLedger(Clock clock) {
        ledger = new Ledger(store, "test", Duration.ofDays(7), Duration.ofMinutes(1), clock);
    }

    public Ledger ledger() {
        return ledger;
    }

    /** Enters messages that came in together with one reference, as a request of their own. */
    public static CompletableFuture<AcceptResult> take(
            Ledger ledger, String source, String reference, List<Entry> entries) {
        return ledger.takeAll(List.of(List.of(new AcceptRequest(source, reference, entries))))
                .thenApply(entered -> {
                    if (entered.get(0).isRefused()) {
                        throw new EntryRefusedException(null);
                    }
                    return entered.get(0).taken().get(0);
                });
    }

    /** Closes an attempt in a turn of its own. */
    public static void end(Ledger ledger, AttemptRecord attempt, Instant reportDue) {
        AttemptTurn turn = ledger.attempts().turn();
        CompletableFuture<Void> ended = turn.end(attempt, reportDue);
        turn.submit();
        Ledger.await(ended);
    }

    /** Forgets all messages. */
    public void clear() {
        write("delete from message", "delete from attempt", "delete from reference");
    }

    /** Makes it a ledger that cannot be written from now on, and waits until it knows. */
    public void takeAway() {
        write("alter table node rename to node_away");
        LedgerCommand<String, Void> failing = (connection, inputs) -> {
            throw new SQLException("the disk\n  is full", "53100");
        };
        ledger.submit(failing, "x").exceptionally(failure -> null).join();
    }

    /** Undoes {@link #takeAway}. */
    public void bringBack() {
        write("alter table node_away rename to node");
    }

    /** Has a job held. */
    public void hold(String job, String reason) {
        ledger.jobs().place(new Hold(job, Instant.now(), reason));
    }

    private void write(String... statements) {
        try (Connection connection = store.source().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.executeUpdate(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

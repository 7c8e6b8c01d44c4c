package io.staffetta.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.it.support.PostgresDatabase;
import io.staffetta.ledger.batch.Batches;
import io.staffetta.ledger.history.AttemptDecision;
import io.staffetta.ledger.history.Entry;
import io.staffetta.ledger.history.MessageVersion;
import io.staffetta.ledger.history.State;
import io.staffetta.ledger.slots.SlotClaims;
import io.staffetta.ledger.store.LedgerStore;
import io.staffetta.message.MessageId;
import io.staffetta.message.Priority;
import io.staffetta.message.SmsMessage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A message that one gateway cancels, and another one is about to send: it is either cancelled or sent. */
class SharedCancelIT {

    private static final Clock CLOCK = Clock.systemUTC();

    @RegisterExtension
    private static final PostgresDatabase POSTGRES = new PostgresDatabase();

    private final SmsMessage message = new SmsMessage(
            MessageId.next(),
            "+393330000001",
            "Ciao",
            "",
            "",
            "",
            Priority.BULK,
            "batch",
            CLOCK.instant().plus(Duration.ofDays(1)),
            Instant.EPOCH,
            false,
            "");
    private Ledger one;
    private Ledger other;

    @BeforeEach
    void take() {
        one = ledger();
        other = ledger();
        Ledger.await(TestLedger.take(one, "batch", "", List.of(entry())));
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
    }

    private static Ledger ledger() {
        LedgerStore store = POSTGRES.store();
        return new Ledger(store, "test", Duration.ofDays(7), Duration.ofMinutes(1), CLOCK);
    }

    private Entry entry() {
        return new Entry(message, "main", 1, 0, State.TAKEN, "", "", CLOCK.instant());
    }

    private AttemptDecision begin(Ledger ledger) {
        return ledger.attempts()
                .begin(
                        entry(),
                        new MessageVersion(message.id(), 0, 0),
                        "messagenet",
                        ledger.attempts().nextToken(),
                        CLOCK.instant(),
                        true,
                        1000);
    }

    private State state() {
        return one.messages().withIds(List.of(message.id())).get(0).state();
    }

    /** Whether a gateway waits until another one has ended a transaction in which attempts begin, or messages are cancelled. */
    private static boolean isWaiting() throws SQLException {
        try (Connection connection = POSTGRES.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select count(*) from pg_locks where locktype = 'advisory' and not granted")) {
            row.next();
            return row.getInt(1) > 0;
        }
    }

    @Test
    void isNotBegunOnceItIsCancelledHoweverCloseTheyAre() throws Exception {
        CompletableFuture<AttemptDecision> verdict;
        try (Connection cancelling = POSTGRES.connect()) {
            cancelling.setAutoCommit(false);
            SlotClaims.holdUp(cancelling);
            verdict = CompletableFuture.supplyAsync(() -> begin(other));
            await().until(SharedCancelIT::isWaiting);
            new CancelMessages(true, CLOCK).apply(cancelling, List.of(List.of(message.id())));
            cancelling.commit();
        }

        assertThat(verdict.join()).isInstanceOf(AttemptDecision.Superseded.class);
        assertThat(one.messages().attempts(message.id())).isEmpty();
        assertThat(state()).isEqualTo(State.CANCELLED);
    }

    @Test
    void isNotCancelledOnceItIsBegunHoweverCloseTheyAre() throws Exception {
        CompletableFuture<Void> cancelled;
        try (Connection beginning = POSTGRES.connect();
                Statement statement = beginning.createStatement()) {
            beginning.setAutoCommit(false);
            new SlotClaims("n", Duration.ofMinutes(1)).enter(beginning);
            cancelled =
                    CompletableFuture.runAsync(() -> new Batches(one).messages().cancel(List.of(message.id())));
            await().until(SharedCancelIT::isWaiting);
            statement.executeUpdate("insert into attempt (message_id, number, journey, hop, account, provider, node,"
                    + " token, begun_at) values ('" + message.id() + "', 1, 0, 0, 'main', 'messagenet', 'n', 1, 1)");
            beginning.commit();
        }

        cancelled.join();
        assertThat(state()).isEqualTo(State.TAKEN);
    }

    @Test
    void isLeftAloneWhileAnotherGatewayChangesIt() throws Exception {
        try (Connection changing = POSTGRES.connect();
                Statement statement = changing.createStatement()) {
            changing.setAutoCommit(false);
            statement.executeUpdate("update message set state = 'QUEUED' where id = '" + message.id() + "'");

            new Batches(one).messages().cancel(List.of(message.id()));

            changing.commit();
        }
        assertThat(state()).isEqualTo(State.QUEUED);

        new Batches(one).messages().cancel(List.of(message.id()));
        assertThat(state()).isEqualTo(State.CANCELLED);
    }
}

package io.staffetta.ledger;

import io.staffetta.ledger.history.AttemptRecord;
import io.staffetta.ledger.history.State;
import io.staffetta.ledger.slots.SharedSlots;
import io.staffetta.ledger.store.LedgerCommand;
import io.staffetta.ledger.store.Sql;
import io.staffetta.ledger.usage.UsageCounter;
import io.staffetta.message.Outcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Closes attempts, and says where their messages stand then. */
final class EndAttempts implements LedgerCommand<EndAttempts.Ending, Void> {

    // That a provider took a message is true also when it comes late, of an attempt that had been given up.
    private static final String CLOSE = "update attempt set ended_at = ?, outcome = ?, detail = ?, http_status = ?,"
            + " provider_code = ?, retry_after_millis = ?, provider_message_id = ? where message_id = ? and number = ?"
            + " and (ended_at is null or ? = 'ACCEPTED')";
    private static final String STAND = "update message set state = ?, changed_at = ?, account = ?,"
            + " provider_message_id = ?, report_due_at = ?, reason = null, detail = null where id = ?"
            + " and state not in ('ACCEPTED', 'DELIVERED', 'UNDELIVERED') and (? = 'ACCEPTED' or journey = ? and state <> 'CANCELLED')";

    private final Optional<SharedSlots> slots;
    private final UsageCounter usage;

    /**
     * @param usage adds up what providers take
     * @param slots slots of accounts, which are given back; empty if no other gateway can have any
     */
    EndAttempts(UsageCounter usage, Optional<SharedSlots> slots) {
        this.usage = usage;
        this.slots = slots;
    }

    /**
     * The end of an attempt.
     *
     * @param attempt the attempt, closed
     * @param reportDue when to ask the provider for a delivery report; {@code null} for never
     */
    record Ending(AttemptRecord attempt, Instant reportDue) {}

    @Override
    public void committed() {
        slots.ifPresent(SharedSlots::givenBack);
    }

    @Override
    public List<Void> apply(Connection connection, List<Ending> inputs) throws SQLException {
        close(connection, inputs.stream().map(Ending::attempt).toList());
        usage.add(connection, stand(connection, inputs));
        if (slots.isPresent()) {
            slots.get().end(connection, inputs.stream().map(Ending::attempt).toList());
        }
        return Collections.nCopies(inputs.size(), null);
    }

    /** Says where the messages stand. Returns those that a provider has taken now, and not before. */
    private static List<UsageCounter.Taken> stand(Connection connection, List<Ending> inputs) throws SQLException {
        List<AttemptRecord> attempts = new ArrayList<>();
        try (PreparedStatement stand = connection.prepareStatement(STAND)) {
            for (Ending input : inputs) {
                AttemptRecord attempt = input.attempt();
                State state = stateAfter(attempt.result().kind());
                if (state != null) {
                    attempts.add(attempt);
                    Sql.bind(
                                    stand,
                                    state,
                                    attempt.ended(),
                                    attempt.account(),
                                    Sql.emptyToNull(attempt.result().providerMessageId()),
                                    input.reportDue() == null ? Sql.NO_NUMBER : input.reportDue(),
                                    attempt.messageId(),
                                    state,
                                    attempt.redriveCount())
                            .addBatch();
                }
            }
            List<UsageCounter.Taken> taken = new ArrayList<>();
            int[] changed = stand.executeBatch();
            for (int i = 0; i < changed.length; i++) {
                AttemptRecord attempt = attempts.get(i);
                if (changed[i] == 1 && attempt.result().kind() == Outcome.Kind.ACCEPTED) {
                    taken.add(new UsageCounter.Taken(attempt.messageId(), attempt.account(), attempt.ended()));
                }
            }
            return taken;
        }
    }

    /** Closes the attempts alone. */
    static void close(Connection connection, List<AttemptRecord> attempts) throws SQLException {
        if (attempts.isEmpty()) {
            return;
        }
        try (PreparedStatement close = connection.prepareStatement(CLOSE)) {
            for (AttemptRecord attempt : attempts) {
                Outcome result = attempt.result();
                Sql.bind(
                                close,
                                attempt.ended(),
                                result.kind(),
                                Sql.emptyToNull(result.detail()),
                                result.httpStatus(),
                                Sql.emptyToNull(result.providerCode()),
                                result.retryAfter().toMillis(),
                                Sql.emptyToNull(result.providerMessageId()),
                                attempt.messageId(),
                                attempt.number(),
                                result.kind())
                        .addBatch();
            }
            close.executeBatch();
        }
    }

    /** {@code null} where the dead letter queue is next, which says so itself. */
    private static State stateAfter(Outcome.Kind outcome) {
        return switch (outcome) {
            case ACCEPTED -> State.ACCEPTED;
            case BUSY, NOT_SENT -> State.WAITING;
            case ACCOUNT_UNUSABLE -> State.QUEUED;
            case REFUSED, UNKNOWN -> null;
        };
    }
}

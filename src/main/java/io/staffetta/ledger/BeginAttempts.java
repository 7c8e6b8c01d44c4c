package io.staffetta.ledger;

import io.staffetta.ledger.history.AttemptDecision;
import io.staffetta.ledger.history.AttemptRecord;
import io.staffetta.ledger.history.Entries;
import io.staffetta.ledger.history.Entry;
import io.staffetta.ledger.history.Histories;
import io.staffetta.ledger.history.History;
import io.staffetta.ledger.slots.SharedSlots;
import io.staffetta.ledger.store.LedgerCommand;
import io.staffetta.ledger.store.Sql;
import io.staffetta.message.Outcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Decides which messages that have come to their accounts may be submitted, and opens an attempt for each of those.
 */
final class BeginAttempts implements LedgerCommand<Beginning, AttemptDecision> {

    private static final String OPEN = "insert into attempt (message_id, number, journey, hop, account, provider, node,"
            + " token, begun_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (message_id, number) do nothing";

    private final Entries entries;
    private final String node;
    private final Predicate<AttemptRecord> isUnderWay;
    private final UnaryOperator<String> nodes;
    private final Optional<SharedSlots> slots;
    private final SendingHold hold;

    /**
     * @param entries enters messages that are not known yet
     * @param node this process
     * @param isUnderWay whether an attempt that is not closed is being made at this moment, by this node or another
     * @param nodes tells in words who a process is, by its id; empty if nothing is known of it
     * @param slots slots of accounts; empty if no other gateway can have any
     * @param hold whether nothing is to be sent
     */
    BeginAttempts(
            Entries entries,
            String node,
            Predicate<AttemptRecord> isUnderWay,
            UnaryOperator<String> nodes,
            Optional<SharedSlots> slots,
            SendingHold hold) {
        this.entries = entries;
        this.node = node;
        this.isUnderWay = isUnderWay;
        this.nodes = nodes;
        this.slots = slots;
        this.hold = hold;
    }

    @Override
    public Place place() {
        return slots.isPresent() ? Place.LAST : Place.FIRST;
    }

    @Override
    public void committed() {
        slots.ifPresent(SharedSlots::begun);
    }

    @Override
    public List<AttemptDecision> apply(Connection connection, List<Beginning> inputs) throws SQLException {
        SharedSlots shared = slots.orElse(null);
        if (shared != null) {
            // Before anything is read: what another gateway cancels meanwhile must not be begun.
            shared.begin(
                    connection,
                    inputs.stream().filter(Beginning::open).map(Beginning::slot).toList());
        }
        boolean held = hold.read(connection).isPresent();
        Map<String, History> histories = new HashMap<>(Histories.read(
                connection,
                inputs.stream()
                        .map(input -> input.version().messageId())
                        .distinct()
                        .toList()));
        List<Entry> unknown = new ArrayList<>();
        List<AttemptRecord> opened = new ArrayList<>();
        List<AttemptRecord> leftBehind = new ArrayList<>();
        List<AttemptDecision> decisions = new ArrayList<>(inputs.size());
        for (Beginning input : inputs) {
            String id = input.version().messageId();
            History history = histories.getOrDefault(id, History.NONE);
            AttemptDecision own = own(history, input);
            AttemptDecision decision = own == null ? history.decide(input.version(), isUnderWay) : own;
            if (held && own == null && decision instanceof AttemptDecision.Go && input.open()) {
                decision = new AttemptDecision.Held();
            } else if (decision instanceof AttemptDecision.Go
                    && input.open()
                    && shared != null
                    && !shared.take(input.slot())) {
                // Also where the attempt is this one's own: its slot may be lost if the answer came late.
                decision = new AttemptDecision.NoSlot();
            } else if (own == null) {
                if (decision instanceof AttemptDecision.Go go && input.open()) {
                    AttemptRecord attempt = attempt(input, go.number());
                    opened.add(attempt);
                    if (history.state() == null
                            || history.redriveCount() < input.version().redriveCount()) {
                        unknown.add(input.entry());
                    }
                    histories.put(id, history.with(attempt));
                } else if (decision instanceof AttemptDecision.Tried tried
                        && tried.attempt().isOpen()) {
                    AttemptRecord closed = closed(tried.attempt(), input);
                    leftBehind.add(closed);
                    histories.put(id, history.with(closed));
                    decision = new AttemptDecision.Tried(closed);
                }
            }
            decisions.add(decision);
        }
        entries.write(connection, unknown);
        open(connection, opened);
        EndAttempts.close(connection, leftBehind);
        return decisions;
    }

    /** The attempt that this very call has opened before, if the answer to its commit was lost. */
    private AttemptDecision own(History history, Beginning input) {
        return history.attempts().stream()
                .filter(attempt -> attempt.isOpen()
                        && attempt.token() == input.token()
                        && attempt.node().equals(node))
                .findFirst()
                .<AttemptDecision>map(attempt -> new AttemptDecision.Go(attempt.number()))
                .orElse(null);
    }

    private AttemptRecord attempt(Beginning input, int number) {
        return new AttemptRecord(
                input.version().messageId(),
                number,
                input.version().redriveCount(),
                input.version().requeueCount(),
                input.entry().account(),
                input.provider(),
                node,
                input.token(),
                input.at(),
                null,
                null);
    }

    private AttemptRecord closed(AttemptRecord open, Beginning found) {
        String who = nodes.apply(open.node());
        String detail = "An attempt was begun at " + open.begun() + " and its end is not known: "
                + AttemptRecord.CUT_OFF
                + (who.isEmpty() ? "" : "; it was " + who);
        return new AttemptRecord(
                open.messageId(),
                open.number(),
                open.redriveCount(),
                open.requeueCount(),
                open.account(),
                open.provider(),
                open.node(),
                open.token(),
                open.begun(),
                found.at(),
                Outcome.of(Outcome.Kind.UNKNOWN, detail, 0, "", 0, ""));
    }

    private static void open(Connection connection, List<AttemptRecord> attempts) throws SQLException {
        if (attempts.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(OPEN)) {
            for (AttemptRecord attempt : attempts) {
                Sql.bind(
                                insert,
                                attempt.messageId(),
                                attempt.number(),
                                attempt.redriveCount(),
                                attempt.requeueCount(),
                                attempt.account(),
                                attempt.provider(),
                                attempt.node(),
                                attempt.token(),
                                attempt.begun())
                        .addBatch();
            }
            for (int rows : insert.executeBatch()) {
                if (rows == 0) {
                    // SQLState of a transaction that comes again: the attempt of another gateway is seen then.
                    throw new SQLException("Another gateway has begun the same message", "40001");
                }
            }
        }
    }
}

package io.staffetta.ledger;

import io.staffetta.ledger.history.Entries;
import io.staffetta.ledger.history.Histories;
import io.staffetta.ledger.history.History;
import io.staffetta.ledger.history.State;
import io.staffetta.ledger.store.LedgerCommand;
import io.staffetta.ledger.store.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Notes that messages are about to be put into the dead letter queue; also those that could not be read and so were never
 * taken. Each statement decides by itself, so that of several nodes one comes first.
 */
final class AcquireDeadLetterLeases implements LedgerCommand<AcquireDeadLetterLeases.Claimant, DeadLetterLease> {

    /** How long a claim holds that is not renewed. */
    static final Duration TERM = Duration.ofSeconds(10);

    private final String node;
    private final String first;
    private final String again;

    /**
     * @param node this process
     * @param clock SQL for the time of the database
     */
    AcquireDeadLetterLeases(String node, String clock) {
        this.node = node;
        first = "insert into message (id, source, priority, account, state, journey, segments, taken_at, deadline,"
                + " changed_at, reason, detail, dying_node, dying_token, dying_until)"
                + " values (?, ?, 'normal', ?, 'DYING', ?, 0, ?, ?, ?, ?, ?, ?, ?, " + until(clock) + ")"
                + " on conflict (id) do update set state = excluded.state, account = excluded.account,"
                + " journey = excluded.journey, changed_at = excluded.changed_at, reason = excluded.reason,"
                + " detail = excluded.detail, dying_node = excluded.dying_node, dying_token = excluded.dying_token,"
                + " dying_until = excluded.dying_until"
                + " where message.state not in ('ACCEPTED', 'DELIVERED', 'UNDELIVERED', 'CANCELLED') and (message.journey <"
                + " excluded.journey or message.journey = excluded.journey and message.state not in ('DYING', 'DEAD'))";
        // That of a process that is not in table node any more needs no waiting: an embedded ledger has one at a time.
        again = "update message set state = 'DYING', account = ?, changed_at = ?, reason = ?, detail = ?,"
                + " dying_node = ?, dying_token = ?, dying_until = " + until(clock)
                + " where id = ? and journey = ? and (state = 'DEAD' or state = 'DYING' and (dying_until is null"
                + " or dying_until < " + clock + " or dying_node not in (select id from node)"
                + " or dying_node = ? and dying_token = ?))";
    }

    /**
     * A copy of a message that is about to be put into the dead letter queue.
     *
     * @param token distinguishes it from the node's others
     */
    record Claimant(DeadLetterRecord letter, long token) {}

    /** SQL for the end of a claim that is made now. */
    static String until(String clock) {
        return clock + " + " + TERM.toMillis();
    }

    @Override
    public List<DeadLetterLease> apply(Connection connection, List<Claimant> inputs) throws SQLException {
        List<DeadLetterLease> claims = new ArrayList<>(inputs.size());
        int[] areFirst = claimFirst(connection, inputs);
        for (int i = 0; i < areFirst.length; i++) {
            claims.add(areFirst[i] == 1 ? DeadLetterLease.FIRST : claimAgain(connection, inputs.get(i)));
        }
        return claims;
    }

    private int[] claimFirst(Connection connection, List<Claimant> inputs) throws SQLException {
        try (PreparedStatement claim = connection.prepareStatement(first)) {
            for (Claimant input : inputs) {
                Sql.bind(claim, input.letter().values(node, input.token())).addBatch();
            }
            return claim.executeBatch();
        }
    }

    private DeadLetterLease claimAgain(Connection connection, Claimant input) throws SQLException {
        DeadLetterRecord letter = input.letter();
        try (PreparedStatement claim = connection.prepareStatement(again)) {
            Sql.bind(
                    claim,
                    Sql.emptyToNull(letter.account()),
                    letter.at(),
                    letter.reason(),
                    Entries.detail(letter.detail()),
                    node,
                    input.token(),
                    letter.messageId(),
                    letter.redriveCount(),
                    node,
                    input.token());
            if (claim.executeUpdate() == 1) {
                return DeadLetterLease.AGAIN;
            }
        }
        History history =
                Histories.read(connection, List.of(letter.messageId())).getOrDefault(letter.messageId(), History.NONE);
        if (history.state() == State.CANCELLED) {
            return DeadLetterLease.NOT_WANTED;
        }
        return history.redriveCount() == letter.redriveCount()
                        && (history.state() == State.DYING || history.state() == State.DEAD)
                ? DeadLetterLease.HELD
                : DeadLetterLease.FIRST;
    }
}

package io.staffetta.ledger.slots;

import io.staffetta.ledger.slots.SlotShare.Claim;
import io.staffetta.ledger.slots.SlotShare.Demand;
import io.staffetta.ledger.slots.SlotShare.Slots;
import io.staffetta.ledger.store.Sql;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds what all gateways say of one account, as it was read, and finds this gateway's share.
 *
 * <p>Not thread-safe.
 */
final class SeenClaims {

    /** A gateway that has found no slot and does not ask again for so long, 1 s, does not wait any more. */
    static final long PATIENCE_MICROS = 1_000_000;

    private final String node;
    private final long termMicros;
    private final List<Claim> others = new ArrayList<>();
    private Claim own;
    private long usualAsked;
    private long urgentAsked;
    private long now;

    /**
     * @param node this process
     * @param termMicros how long a claim holds, in microseconds
     */
    SeenClaims(String node, long termMicros) {
        this.node = node;
        this.termMicros = termMicros;
        own = new Claim(node, 0, Slots.NONE, 0, 0);
    }

    /** Whether it is known when this was read, by the clock of the database. */
    boolean isTimed() {
        return now != 0;
    }

    /** This was read at a time, in microseconds since 1970 by the clock of the database. */
    void at(long micros) {
        now = micros;
    }

    /** Adds what one gateway says. */
    void add(ResultSet row) throws SQLException {
        now = row.getLong("now");
        boolean isOwn = row.getString("node").equals(node);
        Claim claim = new Claim(
                row.getString("node"),
                row.getInt("most"),
                new Slots(row.getInt("usual_held"), row.getInt("reserved_held")),
                since(row, "usual"),
                since(row, "urgent"));
        if (isOwn) {
            own = claim;
            usualAsked = row.getLong("usual_asked");
            urgentAsked = row.getLong("urgent_asked");
        } else if (row.getLong("until") > now) {
            others.add(claim);
        }
    }

    private long since(ResultSet row, String kind) throws SQLException {
        return row.getLong(kind + "_asked") + PATIENCE_MICROS > now ? row.getLong(kind + "_since") : 0;
    }

    /** The slots that this gateway is to have. */
    SlotShare share(SlotDemand wish) {
        Claim claim = new Claim(node, wish.most(), own.held(), own.usualSince(), own.urgentSince());
        return SlotShare.of(claim, wish.demand(), others, now);
    }

    /** Fills in a statement that writes this gateway's claim. */
    void bind(PreparedStatement write, String account, SlotDemand wish, SlotShare share) throws SQLException {
        Demand demand = wish.demand();
        // Whoever has got one and waits on goes to the end of the line.
        boolean got = share.slots().all() > demand.usualUsed() + demand.urgentUsed();
        long usual = !share.usualStarves() ? 0 : got || own.usualSince() == 0 ? now : own.usualSince();
        long urgent = !share.urgentStarves() ? 0 : got || own.urgentSince() == 0 ? now : own.urgentSince();
        boolean asksUsual = demand.usualNew() > 0;
        boolean asksUrgent = demand.urgentNew() > 0;
        Sql.bind(
                write,
                account,
                node,
                wish.most(),
                now + termMicros,
                share.held().usual(),
                share.held().reserved(),
                asksUsual ? usual : own.usualSince(),
                asksUsual ? now : usualAsked,
                asksUrgent ? urgent : own.urgentSince(),
                asksUrgent ? now : urgentAsked);
    }
}

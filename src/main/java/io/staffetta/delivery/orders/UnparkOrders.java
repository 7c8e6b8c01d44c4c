package io.staffetta.delivery.orders;

import io.staffetta.ledger.NodeRecord;
import io.staffetta.ledger.Nodes;
import io.staffetta.ledger.accounts.AccountOrders;
import io.staffetta.ledger.store.LedgerAwayException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the word that a parked account is to be opened to all gateways on the ledger: each has parked it by itself.
 *
 * <p>Thread-safe.
 */
final class UnparkOrders {

    private static final Logger LOG = LoggerFactory.getLogger(UnparkOrders.class);

    private final AccountOrders orders;
    private final Nodes nodes;
    private Map<String, Long> seen;

    UnparkOrders(AccountOrders orders, Nodes nodes) {
        this.orders = orders;
        this.nodes = nodes;
    }

    /**
     * Has the other gateways open an account if it is parked there. It is not opened here.
     *
     * @return names of those that live; empty if there are none, or if they could not be told since the ledger is away
     */
    List<String> order(String accountId) {
        try {
            add(accountId);
            return nodes.living().stream().map(NodeRecord::name).toList();
        } catch (LedgerAwayException e) {
            LOG.warn("Other gateways were not told that account '{}' is to be opened: {}", accountId, e.getMessage());
            return List.of();
        }
    }

    /** It is open here: another try with what may still be wrong would be one too many. */
    private synchronized void add(String accountId) {
        orders.unpark(accountId);
        if (seen != null) {
            seen.merge(accountId, 1L, Long::sum);
        }
    }

    /** Opens what was ordered since it looked last. What was ordered before the start is done: all accounts are open then. */
    synchronized void look(Consumer<String> opener) {
        Map<String, Long> read = orders.unparks();
        Map<String, Long> before = seen == null ? read : seen;
        seen = read;
        read.forEach((id, times) -> {
            if (!times.equals(before.get(id))) {
                opener.accept(id);
            }
        });
    }
}

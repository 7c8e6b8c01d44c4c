package io.staffetta.operations;

import static java.time.temporal.ChronoUnit.SECONDS;

import io.staffetta.account.Account;
import io.staffetta.account.AccountsFileState;
import io.staffetta.account.CurrentAccounts;
import io.staffetta.delivery.orders.StandingOrders;
import io.staffetta.delivery.parking.ParkedAccount;
import io.staffetta.delivery.parking.Parking;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.NodeRecord;
import io.staffetta.ledger.accounts.AccountPause;
import io.staffetta.ledger.store.LedgerAwayException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Readiness of the accounts. Parked accounts are told with reason and time, but the check is down only when no enabled
 * account is left: while one can send, a load balancer must not take the gateway, with all its accounts, away from
 * callers. It never says anything on liveness, since a restart does not help against a provider.
 *
 * <p>Thread-safe.
 */
public final class AccountsHealth extends AbstractHealthCheck {

    private static final int MOST_PROBLEMS = 5;

    private final CurrentAccounts accounts;
    private final Parking parking;
    private final StandingOrders orders;
    private final AccountsFileState state;
    private final Ledger ledger;

    /**
     * @param state whether the file can be read
     * @param ledger knows other gateways and their accounts
     */
    public AccountsHealth(
            CurrentAccounts accounts, Parking parking, StandingOrders orders, AccountsFileState state, Ledger ledger) {
        super("staffetta", "accounts");
        this.accounts = accounts;
        this.parking = parking;
        this.orders = orders;
        this.state = state;
        this.ledger = ledger;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        List<String> enabled = accounts.get().byId().values().stream()
                .filter(Account::enabled)
                .map(Account::id)
                .toList();
        List<ParkedAccount> parked =
                enabled.stream().map(parking::find).flatMap(Optional::stream).toList();
        for (String id : enabled) {
            builder.detail("account." + id, state(id));
        }
        List<String> troubles = troubles(builder);
        builder.message(String.join(
                "; ",
                Stream.concat(Stream.of(message(enabled.size(), parked)), troubles.stream())
                        .toList()));
        if (!enabled.isEmpty() && parked.size() == enabled.size()) {
            builder.down();
        } else {
            builder.up();
        }
    }

    private String state(String id) {
        return orders.pause(id)
                .map(AccountsHealth::words)
                .or(() -> parking.find(id).map(AccountsHealth::words))
                .orElse("open");
    }

    /** What somebody should do something about, though the gateway works. */
    private List<String> troubles(HealthCheckResultBuilder builder) {
        List<String> troubles = new ArrayList<>();
        List<AccountPause> paused = orders.pauses();
        if (!paused.isEmpty()) {
            troubles.add(paused.size() + " paused: "
                    + paused.stream()
                            .map(pause -> pause.account() + " " + words(pause))
                            .collect(Collectors.joining(", ")));
        }
        state.broken().ifPresent(broken -> {
            troubles.add("accounts.yaml is wrong since " + broken.since().truncatedTo(SECONDS)
                    + ", the accounts of before are in use: "
                    + broken.problems().lines().limit(MOST_PROBLEMS).collect(Collectors.joining("; ")));
            builder.detail("file", broken.problems());
        });
        String others = ledger.nodes().withOtherAccounts().stream()
                .map(NodeRecord::name)
                .collect(Collectors.joining(", "));
        if (!others.isEmpty()) {
            troubles.add("other gateways send with other accounts: " + others);
        }
        orphans().forEach((id, waiting) -> {
            String moving = orders.moveOf(id)
                    .map(move -> ", being moved to account '" + move.target() + "'")
                    .orElse(", see accounts remove --move-to");
            troubles.add(waiting + " messages wait for account '" + id + "', which is not configured" + moving);
            builder.detail("gone." + id, waiting + " waiting" + moving);
        });
        return troubles;
    }

    private Map<String, Long> orphans() {
        try {
            return orders.orphans();
        } catch (LedgerAwayException e) {
            // The check of the ledger tells it.
            return Map.of();
        }
    }

    private static String words(AccountPause pause) {
        return "paused since " + pause.since().truncatedTo(SECONDS)
                + (pause.until() == null ? "" : " until " + pause.until().truncatedTo(SECONDS)) + " by " + pause.who()
                + (pause.why().isEmpty() ? "" : ": " + pause.why());
    }

    private static String message(int enabled, List<ParkedAccount> parked) {
        if (parked.isEmpty()) {
            return enabled + " enabled, none parked";
        }
        return enabled + " enabled, " + parked.size() + " parked: "
                + parked.stream()
                        .map(account -> account.account() + " " + words(account))
                        .collect(Collectors.joining("; "));
    }

    private static String words(ParkedAccount account) {
        return "parked since " + account.since().truncatedTo(SECONDS) + ", next try at "
                + account.nextProbe().truncatedTo(SECONDS) + ": " + account.reason();
    }
}

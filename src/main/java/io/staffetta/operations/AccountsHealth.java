package io.staffetta.operations;

import static java.time.temporal.ChronoUnit.SECONDS;

import io.staffetta.account.Account;
import io.staffetta.account.CurrentAccounts;
import io.staffetta.delivery.parking.ParkedAccount;
import io.staffetta.delivery.parking.Parking;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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

    private final CurrentAccounts accounts;
    private final Parking parking;

    public AccountsHealth(CurrentAccounts accounts, Parking parking) {
        super("staffetta", "accounts");
        this.accounts = accounts;
        this.parking = parking;
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
            builder.detail(
                    "account." + id, parking.find(id).map(AccountsHealth::words).orElse("open"));
        }
        builder.message(message(enabled.size(), parked));
        if (!enabled.isEmpty() && parked.size() == enabled.size()) {
            builder.down();
        } else {
            builder.up();
        }
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

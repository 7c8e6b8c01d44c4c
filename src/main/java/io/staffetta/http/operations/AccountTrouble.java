package io.staffetta.http.operations;

import io.staffetta.account.Account;
import io.staffetta.account.CurrentAccounts;
import io.staffetta.delivery.orders.StandingOrders;
import io.staffetta.delivery.parking.ParkedAccount;
import io.staffetta.delivery.parking.Parking;
import io.staffetta.ledger.accounts.AccountPause;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;

/**
 * Says why an account does not send just now.
 *
 * @param accounts the configured ones
 * @param parking which of them are parked
 * @param orders which of them are paused
 */
public record AccountTrouble(CurrentAccounts accounts, Parking parking, StandingOrders orders)
        implements Function<String, Optional<String>> {

    /** Why the account with an id does not; empty if it does. */
    @Override
    public Optional<String> apply(String id) {
        Optional<Account> account = accounts.find(id);
        if (account.isEmpty()) {
            return Optional.of("is not in accounts.yaml");
        }
        if (!account.get().enabled()) {
            return Optional.of("is disabled in accounts.yaml");
        }
        Optional<AccountPause> pause = orders.pause(id);
        if (pause.isPresent()) {
            return Optional.of("is paused since " + pause.get().since()
                    + (pause.get().until() == null
                            ? ""
                            : " until " + pause.get().until()));
        }
        return parking.find(id).map(AccountTrouble::parked).or(() -> account.get()
                .quietHours()
                .flatMap(quiet -> quiet.endOf(Instant.now()))
                .map(end -> "has quiet hours until " + end));
    }

    private static String parked(ParkedAccount parked) {
        return "is parked since " + parked.since().truncatedTo(ChronoUnit.SECONDS) + ": " + parked.reason();
    }
}

package io.staffetta.http.operations;

import io.staffetta.account.Account;
import io.staffetta.account.CurrentAccounts;
import io.staffetta.delivery.orders.StandingOrders;
import io.staffetta.delivery.parking.ParkedAccount;
import io.staffetta.delivery.parking.Parking;
import io.staffetta.language.Phrase;
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
        implements Function<String, Optional<Phrase>> {

    /** Why the account with an id does not; empty if it does. */
    @Override
    public Optional<Phrase> apply(String id) {
        Optional<Account> account = accounts.find(id);
        if (account.isEmpty()) {
            return Optional.of(Phrase.of("is not in accounts.yaml"));
        }
        if (!account.get().enabled()) {
            return Optional.of(Phrase.of("is disabled in accounts.yaml"));
        }
        Optional<AccountPause> pause = orders.pause(id);
        if (pause.isPresent()) {
            return Optional.of(
                    pause.get().until() == null
                            ? Phrase.of("is paused since {0}", pause.get().since())
                            : Phrase.of(
                                    "is paused since {0} until {1}",
                                    pause.get().since(), pause.get().until()));
        }
        return parking.find(id).map(AccountTrouble::parked).or(() -> account.get()
                .quietHours()
                .flatMap(quiet -> quiet.endOf(Instant.now()))
                .map(end -> Phrase.of("has quiet hours until {0}", end)));
    }

    private static Phrase parked(ParkedAccount parked) {
        return Phrase.of("is parked since {0}: {1}", parked.since().truncatedTo(ChronoUnit.SECONDS), parked.reason());
    }
}

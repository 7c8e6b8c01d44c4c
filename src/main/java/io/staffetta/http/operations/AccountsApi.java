package io.staffetta.http.operations;

import static java.time.temporal.ChronoUnit.SECONDS;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.staffetta.account.Account;
import io.staffetta.account.Accounts;
import io.staffetta.account.CurrentAccounts;
import io.staffetta.delivery.parking.ParkedAccount;
import io.staffetta.delivery.parking.Parking;
import io.staffetta.http.HttpAnswer;
import io.staffetta.http.HttpProblem;
import io.staffetta.http.ProblemException;
import java.util.Optional;

/**
 * Shows the accounts and their state to operators, and opens parked ones. Of an account's own fields, which hold its
 * secrets, it shows none.
 *
 * <p>Thread-safe.
 */
public final class AccountsApi {

    private final CurrentAccounts accounts;
    private final Parking parking;

    public AccountsApi(CurrentAccounts accounts, Parking parking) {
        this.accounts = accounts;
        this.parking = parking;
    }

    /** All accounts, in the order of the file. */
    public HttpAnswer list() {
        Accounts now = accounts.get();
        return HttpAnswer.json(
                200,
                now.byId().values().stream()
                        .map(account -> view(account, now.defaultAccount(), parking.find(account.id())))
                        .toList());
    }

    /**
     * Opens an account again; does nothing if it is not parked. Answers whether it was, and how it is now.
     *
     * @throws ProblemException if there is no such account
     */
    public HttpAnswer unpark(String id) {
        Account account = Optional.ofNullable(id)
                .flatMap(accounts::find)
                .orElseThrow(() -> new ProblemException(
                        HttpProblem.of(404, "No account has this id: GET /v1/accounts lists all")));
        boolean unparked = parking.unpark(id, "an operator said so over HTTP");
        return HttpAnswer.json(200, new Unparked(id, unparked, account.enabled() ? "open" : "disabled"));
    }

    private static View view(Account account, String defaultAccount, Optional<ParkedAccount> parked) {
        // A disabled account sends nothing, whether it was parked before or not.
        Optional<ParkedAccount> waiting = parked.filter(any -> account.enabled());
        return new View(
                account.id(),
                account.provider(),
                account.wire(),
                account.description(),
                account.enabled(),
                account.id().equals(defaultAccount),
                !account.enabled() ? "disabled" : waiting.isPresent() ? "parked" : "open",
                waiting.map(ParkedAccount::reason).orElse(null),
                waiting.map(state -> state.since().truncatedTo(SECONDS).toString())
                        .orElse(null),
                waiting.map(state -> state.nextProbe().truncatedTo(SECONDS).toString())
                        .orElse(null));
    }

    private record Unparked(String id, boolean unparked, String state) {}

    private record View(
            String id,
            String provider,
            String wire,
            String description,
            boolean enabled,
            @JsonProperty("default") boolean isDefault,
            String state,
            String reason,
            String since,
            String nextProbe) {}
}

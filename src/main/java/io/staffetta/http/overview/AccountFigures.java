package io.staffetta.http.overview;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.staffetta.account.Account;
import io.staffetta.delivery.parking.ParkedAccount;
import io.staffetta.ledger.accounts.AccountPause;
import io.staffetta.ledger.figures.Dead;
import io.staffetta.ledger.figures.Figures;
import io.staffetta.ledger.figures.Tally.Kind;
import io.staffetta.ledger.figures.Waiting;
import io.staffetta.operations.RecentCalls;
import io.staffetta.provider.wire.Credits;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Sums up the state of an account. What is not known, or does not apply, is left out.
 *
 * @param state {@code open}, {@code quiet}, {@code paused}, {@code parked} or {@code disabled}
 * @param reason why it is parked or paused
 * @param since since when, ISO-8601
 * @param until until when it is paused or quiet, ISO-8601
 * @param waiting messages that have not come to their end
 * @param due those of them that would be sent at once if all were well
 * @param oldest since when the oldest of these waits, ISO-8601
 * @param dead its dead letters
 * @param perSecond messages that its provider takes now, in a second
 * @param limitPerSecond {@code limits.perSecond}
 * @param concurrency {@code limits.concurrency}
 * @param p95Millis of the last calls of this gateway 95 % took so long or less
 * @param accepted messages that its provider took within a day
 * @param delivered delivery reports within a day that say so
 * @param deliveredShare of all such reports, 0 to 1
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AccountFigures(
        String id,
        String description,
        String provider,
        boolean enabled,
        @JsonProperty("default") boolean isDefault,
        String state,
        String reason,
        String since,
        String until,
        long waiting,
        long due,
        String oldest,
        long dead,
        double perSecond,
        Double limitPerSecond,
        int concurrency,
        Long p95Millis,
        long accepted,
        long delivered,
        long undelivered,
        Double deliveredShare,
        Credit credit) {

    /** Holds the credit that its provider last reported. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Credit(String value, String currency, String at) {

        static Credit of(Credits.Credit credit) {
            return credit == null
                    ? null
                    : new Credit(
                            credit.value().toPlainString(),
                            credit.currency().isEmpty() ? null : credit.currency(),
                            credit.at().toString());
        }
    }

    private record State(String name, String reason, Instant since, Instant until) {}

    /** All configured accounts, in the order of the file. */
    static List<AccountFigures> of(Sources of, Figures figures, RecentActivity activity) {
        var credits = of.credits().get();
        return of.accounts().get().byId().values().stream()
                .map(account -> figures(of, account, figures, activity, credits.get(account.id())))
                .toList();
    }

    private static AccountFigures figures(
            Sources of, Account account, Figures figures, RecentActivity activity, Credits.Credit credit) {
        String id = account.id();
        State state = state(of, account, activity.now());
        Optional<Waiting> waiting = figures.waiting().stream()
                .filter(one -> one.account().equals(id))
                .findFirst();
        RecentCalls.Summary calls = of.monitoring().attempts().recent(id);
        double limit = account.limits().perSecond();
        long delivered = activity.lastDay(id, Kind.DELIVERED);
        long undelivered = activity.lastDay(id, Kind.UNDELIVERED);
        return new AccountFigures(
                id,
                account.description(),
                account.provider(),
                account.enabled(),
                id.equals(of.accounts().get().defaultAccount()),
                state.name(),
                state.reason() == null || state.reason().isEmpty() ? null : state.reason(),
                Need.text(state.since()),
                Need.text(state.until()),
                waiting.map(Waiting::messages).orElse(0L),
                waiting.map(Waiting::due).orElse(0L),
                waiting.map(Waiting::since).map(Instant::toString).orElse(null),
                figures.dead().stream()
                        .filter(one -> one.account().equals(id))
                        .mapToLong(Dead::messages)
                        .sum(),
                activity.acceptedPerSecond(id),
                limit == 0 ? null : limit,
                account.limits().concurrency(),
                calls.calls() == 0 ? null : calls.p95Millis(),
                activity.lastDay(id, Kind.ACCEPTED),
                delivered,
                undelivered,
                delivered + undelivered == 0
                        ? null
                        : Math.round(1000.0 * delivered / (delivered + undelivered)) / 1000.0,
                Credit.of(credit));
    }

    private static State state(Sources of, Account account, Instant now) {
        if (!account.enabled()) {
            return new State("disabled", null, null, null);
        }
        Optional<AccountPause> pause = of.orders().pause(account.id());
        if (pause.isPresent()) {
            return new State(
                    "paused",
                    pause.get().why(),
                    pause.get().since(),
                    pause.get().until());
        }
        Optional<ParkedAccount> parked = of.parking().find(account.id());
        if (parked.isPresent()) {
            return new State("parked", parked.get().reason(), parked.get().since(), null);
        }
        return account.quietHours()
                .flatMap(hours -> hours.endOf(now))
                .map(end -> new State("quiet", null, null, end))
                .orElse(new State("open", null, null, null));
    }
}

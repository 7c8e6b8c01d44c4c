package io.staffetta.http.overview;

import io.staffetta.account.Account;
import io.staffetta.delivery.parking.ParkedAccount;
import io.staffetta.http.operations.Shortage;
import io.staffetta.http.overview.Need.Severity;
import io.staffetta.ledger.NodeRecord;
import io.staffetta.ledger.accounts.AccountPause;
import io.staffetta.ledger.figures.DueReports;
import io.staffetta.ledger.figures.Figures;
import io.staffetta.ledger.figures.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the accounts that need somebody. */
final class AccountNeeds {

    /** A provider that cannot be asked for reports is not told of at once. */
    private static final Duration REPORTS_PATIENCE = Duration.ofMinutes(15);

    private final Sources of;
    private final Figures figures;
    private final List<Need> needs = new ArrayList<>();

    AccountNeeds(Sources of, Figures figures) {
        this.of = of;
        this.figures = figures;
    }

    List<Need> find() {
        of.accounts().get().byId().values().stream().filter(Account::enabled).forEach(account -> {
            of.parking().find(account.id()).ifPresent(this::parked);
            of.orders().pause(account.id()).ifPresent(this::paused);
        });
        figures.waiting().forEach(this::unsendable);
        file();
        for (DueReports reports : figures.reports()) {
            if (reports.overdue() > 0 && reports.since().plus(REPORTS_PATIENCE).isBefore(figures.at())) {
                needs.add(Need.of(
                                "reports",
                                Severity.warning,
                                reports.account(),
                                reports.overdue() + " delivery reports of account '" + reports.account()
                                        + "' should have been asked for")
                        .since(reports.since()));
            }
        }
        for (Shortage shortage : of.shortages().get()) {
            needs.add(Need.of(
                    shortage.kind(),
                    shortage.used() ? Severity.error : Severity.warning,
                    shortage.account(),
                    "account '" + shortage.account() + "': " + shortage.words()));
        }
        return needs;
    }

    private void parked(ParkedAccount parked) {
        Optional<Waiting> waiting = waiting(parked.account());
        needs.add(count(
                        Need.of(
                                "parked",
                                Severity.error,
                                parked.account(),
                                "account '" + parked.account()
                                        + "' is parked, its messages wait: unpark it when it is put"
                                        + " right, or move what waits"),
                        waiting)
                .because(parked.reason())
                .since(parked.since())
                .nextProbe(parked.nextProbe()));
    }

    private void paused(AccountPause pause) {
        Optional<Waiting> waiting = waiting(pause.account());
        needs.add(count(
                        Need.of(
                                "paused",
                                waiting.isPresent() ? Severity.warning : Severity.info,
                                pause.account(),
                                "account '" + pause.account() + "' is paused"
                                        + (pause.until() == null
                                                ? " until somebody resumes it"
                                                : " until " + pause.until())),
                        waiting)
                .because(pause.why())
                .since(pause.since()));
    }

    /** What waits for an account that is not configured, or is disabled, waits for ever. */
    private void unsendable(Waiting waiting) {
        String id = waiting.account();
        Optional<Account> account = of.accounts().find(id);
        if (id.isEmpty() || account.filter(Account::enabled).isPresent()) {
            return;
        }
        String moving = of.orders()
                .moveOf(id)
                .map(move -> ", and is being moved to account '" + move.target() + "'")
                .orElse("");
        needs.add(count(
                Need.of(
                        account.isPresent() ? "account-disabled" : "account-gone",
                        Severity.error,
                        id,
                        "what waits for account '" + id + "' is not sent, since it is "
                                + (account.isPresent() ? "disabled" : "not configured any more") + moving),
                Optional.of(waiting)));
    }

    private void file() {
        of.file()
                .broken()
                .ifPresent(broken -> needs.add(Need.of(
                                "accounts-file",
                                Severity.error,
                                "accounts.yaml",
                                "accounts.yaml cannot be read; the accounts of before are in use")
                        .because(broken.problems())
                        .since(broken.since())));
        String others = of.ledger().nodes().withOtherAccounts().stream()
                .map(NodeRecord::name)
                .collect(Collectors.joining(", "));
        if (!others.isEmpty()) {
            needs.add(Need.of(
                    "other-accounts",
                    Severity.warning,
                    others,
                    "other gateways on this ledger send with other accounts: " + others));
        }
    }

    private Optional<Waiting> waiting(String account) {
        return figures.waiting().stream()
                .filter(one -> one.account().equals(account))
                .findFirst();
    }

    private static Need count(Need need, Optional<Waiting> waiting) {
        return need.messages(
                waiting.map(Waiting::messages).orElse(0L),
                waiting.map(Waiting::since).orElse(null));
    }
}

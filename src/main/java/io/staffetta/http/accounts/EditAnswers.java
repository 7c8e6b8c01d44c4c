package io.staffetta.http.accounts;

import io.staffetta.account.AccountsChange;
import io.staffetta.account.CurrentAccounts;
import io.staffetta.config.edit.Edit;
import io.staffetta.delivery.orders.StandingOrders;
import io.staffetta.http.HttpAnswer;
import io.staffetta.ledger.store.LedgerAwayException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Answers edits of accounts.
 *
 * <p>Thread-safe.
 */
final class EditAnswers {

    private final CurrentAccounts accounts;
    private final StandingOrders orders;
    private final Reopening reopening;
    private final AccountViews views;

    EditAnswers(CurrentAccounts accounts, StandingOrders orders, Reopening reopening, AccountViews views) {
        this.accounts = accounts;
        this.orders = orders;
        this.reopening = reopening;
        this.views = views;
    }

    /**
     * The answer to an edit: the account as it is now, and what has changed.
     *
     * @param opened ids of accounts that are not parked any more though nothing of them has changed
     */
    HttpAnswer of(String id, int status, Edit edit, AccountsChange change, List<String> opened) {
        Map<String, Object> view = accounts.find(id).map(views::full).orElseGet(LinkedHashMap::new);
        if (view.isEmpty() && !id.isEmpty()) {
            view.put("id", id);
            view.put("deleted", true);
            orders.moveOf(id).ifPresent(move -> view.putAll(moving(id, move.target())));
        }
        view.put("change", change(id, change, edit, opened));
        HttpAnswer answer = HttpAnswer.json(status, view);
        return view.containsKey("version")
                ? answer.withHeader("ETag", '"' + view.get("version").toString() + '"')
                : answer;
    }

    /** What is said of an account that is gone, whose messages go to another one. */
    static Map<String, Object> moving(String id, String target) {
        Map<String, Object> moving = new LinkedHashMap<>();
        moving.put("id", id);
        moving.put("movingTo", target);
        return moving;
    }

    private Map<String, Object> change(String id, AccountsChange change, Edit edit, List<String> opened) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("words", edit.words(change) + reopening.words(id, opened, change));
        view.put("came", change.came());
        view.put("went", change.went());
        view.put("changed", change.changed());
        view.put("opened", opened);
        if (!change.defaultBefore().equals(change.defaultNow())) {
            view.put("default", Map.of("before", change.defaultBefore(), "now", change.defaultNow()));
        }
        view.put("rules", change.rules());
        Map<String, Long> waiting = known(orders::waitingNow).orElse(Map.of());
        view.put(
                "waiting",
                change.went().stream()
                        .filter(waiting::containsKey)
                        .collect(Collectors.toMap(Function.identity(), waiting::get)));
        view.put("historyVersion", edit.entry().version());
        return view;
    }

    /** What the ledger says; empty if it is away, since the edit is made. */
    static <T> Optional<T> known(Supplier<T> question) {
        try {
            return Optional.of(question.get());
        } catch (LedgerAwayException e) {
            return Optional.empty();
        }
    }
}

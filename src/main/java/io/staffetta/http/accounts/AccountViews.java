package io.staffetta.http.accounts;

import static java.time.temporal.ChronoUnit.SECONDS;

import io.staffetta.account.Account;
import io.staffetta.account.CurrentAccounts;
import io.staffetta.config.edit.AccountsEditor;
import io.staffetta.config.edit.AccountsFileText;
import io.staffetta.config.edit.UneditableException;
import io.staffetta.delivery.orders.StandingOrders;
import io.staffetta.delivery.parking.ParkedAccount;
import io.staffetta.delivery.parking.Parking;
import io.staffetta.ledger.accounts.AccountPause;
import io.staffetta.ledger.store.LedgerAwayException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Shows accounts: their state, and their fields as they are written; of a secret only whether there is one.
 *
 * <p>Thread-safe.
 */
final class AccountViews {

    /** What is shown and cannot be edited; who sends back all that was shown means the rest. */
    static final List<String> SHOWN_ONLY =
            List.of("wire", "default", "state", "reason", "since", "nextProbe", "until", "pausedBy", "waiting");

    private static final Map<String, Object> SET = Map.of("secret", true, "set", true);

    private final CurrentAccounts accounts;
    private final Parking parking;
    private final StandingOrders orders;
    private final AccountsEditor editor;

    AccountViews(CurrentAccounts accounts, Parking parking, StandingOrders orders, AccountsEditor editor) {
        this.accounts = accounts;
        this.parking = parking;
        this.orders = orders;
        this.editor = editor;
    }

    /** An account and how it is. */
    Map<String, Object> brief(Account account) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", account.id());
        view.put("provider", account.provider());
        view.put("wire", account.wire());
        view.put("description", account.description());
        view.put("enabled", account.enabled());
        view.put("default", account.id().equals(accounts.get().defaultAccount()));
        state(account, view);
        return view;
    }

    private void state(Account account, Map<String, Object> view) {
        Optional<AccountPause> pause = orders.pause(account.id());
        // A disabled account sends nothing, whether it was parked before or not.
        Optional<ParkedAccount> parked = parking.find(account.id());
        if (!account.enabled()) {
            view.put("state", "disabled");
        } else if (pause.isPresent()) {
            view.put("state", "paused");
            put(view, "reason", pause.get().why());
            view.put("since", time(pause.get().since()));
            put(
                    view,
                    "until",
                    pause.get().until() == null ? "" : time(pause.get().until()));
            view.put("pausedBy", pause.get().who());
        } else if (parked.isPresent()) {
            view.put("state", "parked");
            put(view, "reason", parked.get().reason());
            view.put("since", time(parked.get().since()));
            view.put("nextProbe", time(parked.get().nextProbe()));
        } else {
            view.put("state", "open");
        }
        try {
            view.put("waiting", orders.waiting().getOrDefault(account.id(), 0L));
        } catch (LedgerAwayException e) {
            // How many wait is not known.
        }
    }

    private static void put(Map<String, Object> view, String name, String text) {
        if (!text.isEmpty()) {
            view.put(name, text);
        }
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(SECONDS).toString();
    }

    /** An account with its fields and its version. */
    Map<String, Object> full(Account account) {
        Map<String, Object> view = brief(account);
        try {
            AccountsFileText current = editor.current();
            Map<String, Object> written = current.text().accounts().get(account.id());
            if (written != null) {
                written.forEach((name, value) -> {
                    if (value != null) {
                        view.put(name, editor.isSecret(name) ? SET : typed(name, value));
                    }
                });
                view.put("version", editor.version(current, account.id()));
            }
        } catch (UneditableException e) {
            // The file is broken: what runs is shown.
        }
        return view;
    }

    /** Of the file the text, of JSON the kind that it means. */
    private static Object typed(String name, Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> typed = new LinkedHashMap<>();
            map.forEach((key, one) -> typed.put(key.toString(), name.equals("limits") ? number(one) : one));
            return typed;
        }
        return name.equals("enabled") && (value.equals("true") || value.equals("false"))
                ? Boolean.valueOf(value.toString())
                : value;
    }

    private static Object number(Object value) {
        return value != null && value.toString().matches("[0-9]{1,9}(\\.[0-9]{1,9})?")
                ? new BigDecimal(value.toString())
                : value;
    }
}

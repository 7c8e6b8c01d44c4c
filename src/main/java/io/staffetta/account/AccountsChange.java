package io.staffetta.account;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.TreeSet;

/**
 * Compares the accounts before a change with those after it. Has no value of any field in it.
 *
 * @param came ids of new accounts
 * @param went ids of those that are gone
 * @param changed the fields that changed, by the id of the account
 * @param defaultBefore the default before
 * @param defaultNow the default now
 * @param rules whether the rules changed
 */
public record AccountsChange(
        List<String> came,
        List<String> went,
        Map<String, List<String>> changed,
        String defaultBefore,
        String defaultNow,
        boolean rules) {

    /** Compares. */
    public static AccountsChange between(Accounts before, Accounts now) {
        Map<String, List<String>> changed = new LinkedHashMap<>();
        now.byId().forEach((id, account) -> {
            Account old = before.byId().get(id);
            if (old != null && !old.equals(account)) {
                changed.put(id, fields(old, account));
            }
        });
        return new AccountsChange(
                without(now, before),
                without(before, now),
                changed,
                before.defaultAccount(),
                now.defaultAccount(),
                !before.rules().equals(now.rules()));
    }

    private static List<String> without(Accounts some, Accounts others) {
        return some.byId().keySet().stream()
                .filter(id -> !others.byId().containsKey(id))
                .toList();
    }

    private static List<String> fields(Account old, Account now) {
        List<String> names = new ArrayList<>();
        add(names, "provider", old.wire(), now.wire());
        add(names, "description", old.description(), now.description());
        add(names, "enabled", old.enabled(), now.enabled());
        TreeSet<String> own = new TreeSet<>(old.fields().keySet());
        own.addAll(now.fields().keySet());
        own.forEach(name -> add(names, name, old.field(name), now.field(name)));
        add(names, "url", old.url(), now.url());
        add(names, "limits", old.limits(), now.limits());
        add(names, "validity", old.validity(), now.validity());
        add(names, "failover", old.failover(), now.failover());
        add(names, "unsupported-characters", old.unsupportedCharacters(), now.unsupportedCharacters());
        add(names, "unknown-outcome", old.unknownOutcome(), now.unknownOutcome());
        add(names, "quiet-hours", old.quietHours(), now.quietHours());
        add(names, "price", old.price(), now.price());
        add(names, "package", old.bought(), now.bought());
        return names;
    }

    private static void add(List<String> names, String name, Object old, Object now) {
        if (!Objects.equals(old, now)) {
            names.add(name);
        }
    }

    /** Whether nothing differs. */
    public boolean isEmpty() {
        return came.isEmpty() && went.isEmpty() && changed.isEmpty() && defaultBefore.equals(defaultNow) && !rules;
    }

    /** What differs, in words, such as {@code new: mailings; changed: reception (password); default: reception, was old}. */
    public String words() {
        StringJoiner words = new StringJoiner("; ");
        if (!came.isEmpty()) {
            words.add("new: " + String.join(", ", came));
        }
        if (!went.isEmpty()) {
            words.add("gone: " + String.join(", ", went));
        }
        if (!changed.isEmpty()) {
            StringJoiner each = new StringJoiner(", ", "changed: ", "");
            changed.forEach(
                    (id, fields) -> each.add(id + (fields.isEmpty() ? "" : " (" + String.join(", ", fields) + ")")));
            words.add(each.toString());
        }
        if (!defaultBefore.equals(defaultNow)) {
            words.add("default: " + defaultNow + ", was " + defaultBefore);
        }
        if (rules) {
            words.add("rules changed");
        }
        return isEmpty() ? "nothing changed" : words.toString();
    }
}

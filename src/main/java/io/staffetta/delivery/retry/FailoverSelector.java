package io.staffetta.delivery.retry;

import io.staffetta.account.Account;
import io.staffetta.account.CurrentAccounts;
import io.staffetta.message.InvalidMessageException;
import io.staffetta.message.MessageHeaders;
import io.staffetta.message.Priority;
import io.staffetta.message.SmsMessage;
import io.staffetta.provider.SubmissionComposer;
import io.staffetta.provider.table.ProviderDescriptors;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Chooses the account to try after another could not send: the first that is named as failover by one of those tried, in
 * their order, and that has not been tried, is enabled, not parked, has no quiet hours now, and can carry the message.
 *
 * <p>Thread-safe.
 */
public final class FailoverSelector {

    private final CurrentAccounts accounts;
    private final Predicate<String> open;
    private final ProviderDescriptors providers;
    private final SubmissionComposer composer;
    private final Clock clock;

    /**
     * @param open whether the account with an id is not parked
     */
    public FailoverSelector(
            CurrentAccounts accounts,
            Predicate<String> open,
            ProviderDescriptors providers,
            SubmissionComposer composer,
            Clock clock) {
        this.accounts = accounts;
        this.open = open;
        this.providers = providers;
        this.composer = composer;
        this.clock = clock;
    }

    /**
     * The next account for a message, if there is one.
     *
     * @param tried ids of the accounts that could not send it, the first one first
     */
    public Optional<Account> next(SmsMessage message, Set<String> tried) {
        if (message.pinned()) {
            return Optional.empty();
        }
        return tried.stream()
                .flatMap(id -> accounts.find(id).stream())
                .flatMap(account -> account.failover().stream())
                .filter(id -> !tried.contains(id))
                .flatMap(id -> accounts.find(id).stream())
                .filter(account -> account.enabled() && open.test(account.id()))
                .filter(account -> !isQuiet(account, message) && carries(account, message))
                .findFirst();
    }

    /** The accounts that were tried in this round, with the present one. */
    static Set<String> tried(Map<String, Object> headers, String account) {
        String before = Objects.toString(headers.get(MessageHeaders.TRIED), "").strip();
        Set<String> tried = new LinkedHashSet<>(before.isEmpty() ? List.of() : List.of(before.split(" +")));
        tried.add(account);
        return tried;
    }

    private boolean isQuiet(Account account, SmsMessage message) {
        return message.priority() != Priority.HIGH
                && account.quietHours()
                        .flatMap(hours -> hours.endOf(clock.instant()))
                        .isPresent();
    }

    /** Whether an account can carry a message. */
    boolean carries(Account account, SmsMessage message) {
        try {
            composer.compose(message, account, providers.wire(account.wire()).orElseThrow());
            return true;
        } catch (InvalidMessageException e) {
            return false;
        }
    }
}

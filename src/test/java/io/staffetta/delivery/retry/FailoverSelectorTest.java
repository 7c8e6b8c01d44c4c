package io.staffetta.delivery.retry;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.account.Account;
import io.staffetta.account.CurrentAccounts;
import io.staffetta.delivery.DeliverySamples;
import io.staffetta.message.Priority;
import io.staffetta.message.SmsMessage;
import io.staffetta.provider.SubmissionComposer;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FailoverSelectorTest {

    private static final Account A = DeliverySamples.failingOver("a", "b", "c");
    private static final Account B = DeliverySamples.failingOver("b", "a", "d");
    private static final Account C = DeliverySamples.account("c");
    private static final Account D = DeliverySamples.account("d");

    private static Optional<String> next(SmsMessage message, Set<String> parked, String... tried) {
        FailoverSelector choice = new FailoverSelector(
                new CurrentAccounts(DeliverySamples.accounts(A, B, C, D)),
                id -> !parked.contains(id),
                DeliverySamples.PROVIDERS,
                new SubmissionComposer(),
                DeliverySamples.CLOCK);
        return choice.next(message, new LinkedHashSet<>(List.of(tried))).map(Account::id);
    }

    private static Optional<String> next(String... tried) {
        return next(DeliverySamples.message(), Set.of(), tried);
    }

    private static SmsMessage message(String text, boolean pinned) {
        return new SmsMessage(
                DeliverySamples.ID,
                DeliverySamples.TO,
                text,
                "",
                "",
                "",
                Priority.NORMAL,
                "jms",
                Instant.MAX,
                Instant.EPOCH,
                pinned,
                "");
    }

    @Test
    void takesEachAccountOnceAndThenEnds() {
        assertThat(next("a")).contains("b");
        assertThat(next("a", "b")).contains("c");
        assertThat(next("a", "b", "c")).contains("d");
        assertThat(next("a", "b", "c", "d")).isEmpty();
        assertThat(next("b")).contains("a");
        assertThat(next("c")).isEmpty();
    }

    @Test
    void passesOverParkedAccounts() {
        assertThat(next(DeliverySamples.message(), Set.of("b"), "a")).contains("c");
        assertThat(next(DeliverySamples.message(), Set.of("b", "c"), "a")).isEmpty();
    }

    @Test
    void passesOverAccountsThatCannotCarryTheMessage() {
        assertThat(next(message("x".repeat(5000), false), Set.of(), "a")).isEmpty();
    }

    @Test
    void leavesPinnedMessagesWithTheirAccount() {
        assertThat(next(message("Ciao", true), Set.of(), "a")).isEmpty();
    }

    @Test
    void knowsWhichAccountsWereTried() {
        assertThat(FailoverSelector.tried(Map.of(), "a")).containsExactly("a");
        assertThat(FailoverSelector.tried(Map.of("tried", ""), "a")).containsExactly("a");
        assertThat(FailoverSelector.tried(Map.of("tried", "a b"), "c")).containsExactly("a", "b", "c");
    }
}

package io.staffetta.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.message.Priority;
import io.staffetta.message.SmsMessage;
import io.staffetta.message.UnsupportedCharacters;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountSelectorTest {

    private static final Accounts ACCOUNTS = new Accounts(
            "main",
            accounts(account("main", true), account("abroad", true), account("alarms", true), account("old", false)),
            List.of(
                    new RoutingRule(List.of("+4"), List.of(), List.of(), List.of(), "abroad"),
                    new RoutingRule(List.of(), List.of(), List.of(), List.of(Priority.HIGH), "alarms"),
                    new RoutingRule(List.of(), List.of("OLD"), List.of(), List.of(), "old")));

    private final AccountSelector selector = new AccountSelector(() -> ACCOUNTS);

    @ParameterizedTest(name = "account \"{0}\", to {1}, {2} -> {3} by {4}")
    @CsvSource({
        "'',     +393330000001, NORMAL, main,   default",
        "'',     +41330000001,  NORMAL, abroad, rule 1",
        "'',     +41330000001,  HIGH,   abroad, rule 1",
        "'',     +393330000001, HIGH,   alarms, rule 2",
        "alarms, +393330000001, NORMAL, alarms, message",
        "main,   +41330000001,  HIGH,   main,   message"
    })
    void followsTheMessageThenTheFirstRuleThatMatchesThenTheDefault(
            String account, String to, Priority priority, String expected, String by) {
        AccountChoice choice = selector.choose(message(account, to, "", priority));

        assertThat(choice.account().id()).isEqualTo(expected);
        assertThat(choice.by()).isEqualTo(by);
    }

    @Test
    void namesTheConfiguredAccountsWhereAMessageAsksForAnother() {
        assertThatThrownBy(() -> selector.choose(message("mian", "+393330000001", "", Priority.NORMAL))
                        .account())
                .isInstanceOf(UnknownAccountException.class)
                .hasMessage("No account 'mian' in accounts.yaml; configured: main, abroad, alarms, old");
    }

    @Test
    void saysThatThereIsNoAccountYet() {
        assertThat(new UnknownAccountException("", List.of())).hasMessage("No account in accounts.yaml yet");
        assertThat(new UnknownAccountException("mian", List.of()))
                .hasMessage("No account in accounts.yaml yet, so none 'mian'");
    }

    @Test
    void showsNeitherControlCharactersNorEndlessNames() {
        assertThatThrownBy(() -> selector.choose(message("a\nb" + "c".repeat(99), "+393330000001", "", Priority.NORMAL))
                        .account())
                .isInstanceOf(UnknownAccountException.class)
                .hasMessageStartingWith("No account 'a?b" + "c".repeat(37) + "…' in accounts.yaml");
    }

    @Test
    void saysHowToEnableADisabledAccount() {
        assertThatThrownBy(() -> selector.choose(message("old", "+393330000001", "", Priority.NORMAL))
                        .account())
                .isInstanceOf(AccountDisabledException.class)
                .hasMessage("Account 'old' is disabled: set 'enabled: true' for it in accounts.yaml to send with it");
    }

    @Test
    void doesNotSendByTheDefaultWhatARuleGivesToADisabledAccount() {
        AccountChoice choice = selector.choose(message("", "+393330000001", "OLD", Priority.NORMAL));

        assertThat(choice).hasToString("old by rule 3");
        assertThatThrownBy(choice::account).isInstanceOf(AccountDisabledException.class);
    }

    @Test
    void followsAChangeOfTheAccountsAtOnce() {
        AtomicReference<Accounts> current = new AtomicReference<>(ACCOUNTS);
        AccountSelector following = new AccountSelector(current::get);
        SmsMessage message = message("old", "+393330000001", "", Priority.NORMAL);
        assertThatThrownBy(() -> following.choose(message).account()).isInstanceOf(AccountDisabledException.class);

        current.set(new Accounts("old", accounts(account("old", true)), List.of()));

        assertThat(following.choose(message).account().id()).isEqualTo("old");
    }

    private static Map<String, Account> accounts(Account... accounts) {
        Map<String, Account> byId = new LinkedHashMap<>();
        for (Account account : accounts) {
            byId.put(account.id(), account);
        }
        return byId;
    }

    private static Account account(String id, boolean enabled) {
        return new Account(
                id,
                "messagenet",
                "messagenet",
                id,
                enabled,
                Map.of(),
                "",
                Limits.DEFAULT,
                Duration.ofHours(24),
                List.of(),
                UnsupportedCharacters.REFUSE,
                UnknownOutcome.DEAD_LETTER,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static SmsMessage message(String account, String to, String sender, Priority priority) {
        return new SmsMessage(
                "m1", to, "text", account, sender, "", priority, "jms", Instant.MAX, Instant.EPOCH, false, "");
    }
}

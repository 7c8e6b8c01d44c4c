package io.staffetta.config.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.account.Account;
import io.staffetta.account.Accounts;
import io.staffetta.account.Limits;
import io.staffetta.account.QuietHours;
import io.staffetta.account.RoutingRule;
import io.staffetta.account.UnknownOutcome;
import io.staffetta.message.Priority;
import io.staffetta.message.UnsupportedCharacters;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountsFileTest {

    @TempDir
    private Path folder;

    @Test
    void readsAccountsDefaultAndRulesInTheOrderOfTheFile() {
        Accounts accounts = new AccountsText(folder).read("""
                default: zeta
                accounts:
                  zeta: {provider: messagenet, description: Z, username: u, password: p}
                  alpha: {provider: kpnqwest, description: A, enabled: false, username: u, password: p}
                rules:
                  - when: {recipient-prefix: ["+4", +33], priority: high}
                    account: alpha
                  - {account: zeta, when: {sender: ACME, source: [jms, http]}}
                """);

        assertThat(accounts.defaultAccount()).isEqualTo("zeta");
        assertThat(accounts.byId().keySet()).containsExactly("zeta", "alpha");
        assertThat(accounts.find("alpha"))
                .hasValueSatisfying(account -> assertThat(account.enabled()).isFalse());
        assertThat(accounts.rules())
                .containsExactly(
                        new RoutingRule(List.of("+4", "+33"), List.of(), List.of(), List.of(Priority.HIGH), "alpha"),
                        new RoutingRule(List.of(), List.of("ACME"), List.of("jms", "http"), List.of(), "zeta"));
    }

    @Test
    void readsEveryFieldOfAnAccount() {
        Account account = new AccountsText(folder).read("""
                        default: main
                        accounts:
                          main:
                            provider: messagenet
                            description: Reception
                            username: 0123
                            password: "{{env:MAIN_PASSWORD}}"
                            senderName: ACME
                            limits: {perSecond: 0.5, concurrency: 8}
                            validity: PT2H
                            failover: [backup]
                            url: https://sms.example/send
                            reportUrl: https://sms.example/check
                            unsupported-characters: refuse
                            unknown-outcome: redeliver
                            quiet-hours: {from: "22:00", to: "08:00", zone: Europe/London}
                          backup: {provider: tim, description: B, username: u, password: p}
                        """).byId().get("main");

        assertThat(account)
                .isEqualTo(new Account(
                        "main",
                        "messagenet",
                        "messagenet",
                        "Reception",
                        true,
                        Map.of(
                                "username",
                                "0123",
                                "password",
                                "s3cret",
                                "senderName",
                                "ACME",
                                "reportUrl",
                                "https://sms.example/check"),
                        "https://sms.example/send",
                        new Limits(0.5, 8),
                        Duration.ofHours(2),
                        List.of("backup"),
                        UnsupportedCharacters.REFUSE,
                        UnknownOutcome.REDELIVER,
                        Optional.of(
                                new QuietHours(LocalTime.of(22, 0), LocalTime.of(8, 0), ZoneId.of("Europe/London"))),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void fillsInWhatAnAccountLeavesOut() {
        Account account = new AccountsText(folder).read("""
                        default: main
                        accounts:
                          main: {provider: plus, description: Main, username: u, password: p}
                        """).byId().get("main");

        assertThat(account)
                .isEqualTo(new Account(
                        "main",
                        "plus",
                        "plus",
                        "Main",
                        true,
                        Map.of("username", "u", "password", "p", "accessVia", "UUID"),
                        "",
                        Limits.DEFAULT,
                        Duration.ofHours(12),
                        List.of(),
                        UnsupportedCharacters.REPLACE,
                        UnknownOutcome.DEAD_LETTER,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void reportsAllProblemsAtOnceInTheOrderOfTheFile() {
        assertThat(new AccountsText(folder).problems("""
                defualt: main
                accounts:
                  main:
                    provider: messagenet
                    description: Main
                    username: u
                    pasword: p
                  Old: {provider: messagnet, description: Old}
                rules:
                  - {when: {priority: urgent}, account: mian}
                """))
                .containsExactly(
                        "accounts.yaml:1: field 'defualt': unknown field; the file has default, accounts, rules"
                                + " (did you mean 'default'?)",
                        "accounts.yaml:1: field 'default': missing; name the account for messages that name none, one of"
                                + " main, Old",
                        "accounts.yaml:3: account 'main', field 'password': missing; messagenet needs it: The password of"
                                + " Messagenet's web portal. Changed there, it must be changed here.",
                        "accounts.yaml:7: account 'main', field 'pasword': unknown field; messagenet has provider,"
                                + " description, enabled, limits, validity, failover, url, unsupported-characters,"
                                + " unknown-outcome, quiet-hours, price, package, username, password, senderName, reportUrl"
                                + " (did you mean 'password'?)",
                        "accounts.yaml:8: field 'accounts.Old': is not an account id; must be 1 to 40 of a-z, 0-9 and -,"
                                + " and not begin with -",
                        "accounts.yaml:8: account 'Old', field 'provider': unknown provider 'messagnet'; must be one of"
                                + " kpnqwest, messagenet, plus, tim (did you mean 'messagenet'?)",
                        "accounts.yaml:10: field 'rules.account': no account 'mian'; configured: main, Old"
                                + " (did you mean 'main'?)",
                        "accounts.yaml:10: field 'rules.when.priority': is 'urgent'; must be one of high, normal, bulk");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "---\n", "default: main\n", "accounts:\n", "accounts: {}\n"})
    void saysHowToAddAnAccountWhereThereIsNone(String yaml) {
        assertThat(new AccountsText(folder).problems(yaml))
                .singleElement()
                .asString()
                .contains("no account is configured; add one under 'accounts:'", "run --sandbox");
    }

    @Test
    void refusesADefaultThatIsUnknownOrDisabled() {
        String accounts = """
                accounts:
                  main: {provider: messagenet, description: M, username: u, password: p}
                  old: {provider: messagenet, description: O, username: u, password: p, enabled: false}
                default:""";

        assertThat(new AccountsText(folder).problems(accounts + " mian"))
                .containsExactly("accounts.yaml:4: field 'default': no account 'mian'; configured: main, old"
                        + " (did you mean 'main'?)");
        assertThat(new AccountsText(folder).problems(accounts + " old"))
                .containsExactly(
                        "accounts.yaml:4: field 'default': account 'old' is disabled; name one that is enabled,"
                                + " or set 'enabled: true' for it");
    }

    @Test
    void refusesAFieldOrAnAccountThatIsGivenTwice() {
        assertThat(new AccountsText(folder).problems("""
                default: main
                accounts:
                  main: {provider: messagenet, description: M, username: u, password: p, username: v}
                  main: {provider: messagenet, description: M, username: u, password: p}
                """))
                .containsExactly(
                        "accounts.yaml:3: account 'main', field 'username': given twice; line 3 has it already",
                        "accounts.yaml:4: field 'accounts.main': given twice; line 3 has it already");
    }

    @Test
    void saysWhatIsExpectedInPlaceOfTheWrongKindOfValue() {
        assertThat(new AccountsText(folder).problems("- main\n"))
                .containsExactly(
                        "accounts.yaml:1: is a list; must be fields with their values, one 'name: value' each");
        assertThat(new AccountsText(folder).problems("default: main\naccounts: [main]\n"))
                .containsExactly("accounts.yaml:2: field 'accounts': is a list; must be fields with their values, one"
                        + " 'name: value' each");
        assertThat(new AccountsText(folder).problems("default: main\naccounts:\n  main:\nrules: {}\n"))
                .containsExactly(
                        "accounts.yaml:3: account 'main': is empty; must be fields with their values, one 'name: value'"
                                + " each",
                        "accounts.yaml:4: field 'rules': is a mapping; must be a list, each item beginning with '- '");
    }

    @Test
    void tellsLineAndColumnOfASyntaxError() {
        assertThat(new AccountsText(folder).problems("default: main\naccounts:\n  main: a: b\n"))
                .singleElement()
                .asString()
                .startsWith("accounts.yaml:3: is not YAML at column 10: mapping values are not allowed here;");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*s3cret", "!s3c!ret", "@s3cret", "'s3cret", "\"\\s3cret\"", "&s3cret", "[s3cret", "s: 3cret"})
    void neverShowsAPasswordThatIsASyntaxError(String password) {
        String yaml = AccountsText.withLine("senderName: x").replace("password: p", "password: " + password);

        assertThat(new AccountsText(folder).problems(yaml)).isNotEmpty().noneSatisfy(problem -> assertThat(problem)
                .containsAnyOf("s3c", "3cret", "cret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"password:s3cret", "password=s3cret", "\"password s3cret\""})
    void neverShowsAPasswordThatHasBecomePartOfAName(String field) {
        String yaml =
                "default: main\naccounts: {main: {provider: messagenet, description: M, username: u, " + field + "}}";

        assertThat(new AccountsText(folder).problems(yaml))
                .anySatisfy(problem -> assertThat(problem).contains("field 'password': unknown field"))
                .noneSatisfy(problem -> assertThat(problem).contains("s3cret"));
    }

    @Test
    void refusesFilesThatAreMadeToExhaustMemory() {
        assertThat(new AccountsText(folder).problems("[".repeat(50_000)))
                .containsExactly("accounts.yaml: is nested too deeply; no field is deeper than five levels");
        assertThat(new AccountsText(folder).problems("a: &a [x]\nb: [" + "*a, ".repeat(100) + "]\n"))
                .singleElement()
                .asString()
                .contains("at most 50 aliases");
        assertThat(new AccountsText(folder).problems("#".repeat(1024 * 1024 + 1)))
                .containsExactly("accounts.yaml: is too large; at most 1048576 bytes");
    }

    @Test
    void replacesCharactersThatAProviderDoesNotCarryUnlessToldOtherwise() {
        AccountsText text = new AccountsText(folder);

        assertThat(text.read(AccountsText.withLine("senderName: A"))
                        .byId()
                        .get("main")
                        .unsupportedCharacters())
                .isEqualTo(UnsupportedCharacters.REPLACE);
        for (UnsupportedCharacters policy : UnsupportedCharacters.values()) {
            String line = "unsupported-characters: " + policy.name().toLowerCase(Locale.ROOT);
            assertThat(text.read(AccountsText.withLine(line)).byId().get("main").unsupportedCharacters())
                    .isEqualTo(policy);
        }
        assertThat(text.problems(AccountsText.withLine("unsupported-characters: keep")))
                .singleElement()
                .asString()
                .contains("must be transliterate or refuse or replace");
    }

    @Test
    void readsAFileWithAByteOrderMarkAndLineEndsOfWindows() {
        String yaml = "\ufeff" + AccountsText.withLine("senderName: A").replace("\n", "\r\n");

        assertThat(new AccountsText(folder).read(yaml).byId()).containsOnlyKeys("main");
    }

    @Test
    void tellsApartAFileThatIsMissingAndOneThatIsNotText() throws Exception {
        Path missing = folder.resolve("missing.yaml");
        Path latin = Files.write(folder.resolve("latin.yaml"), "a: è".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> AccountsFile.read(missing, AccountsText.PROVIDERS, Map.of()))
                .isInstanceOf(AccountsFileException.class)
                .hasMessage(missing + ": does not exist; create it, or point --home elsewhere");
        assertThatThrownBy(() -> AccountsFile.read(latin, AccountsText.PROVIDERS, Map.of()))
                .isInstanceOf(AccountsFileException.class)
                .hasMessage(latin + ": is not text in UTF-8; save it in that encoding");
    }

    @Test
    void hidesSecretsInWhatIsLogged() {
        Accounts accounts = new AccountsText(folder)
                .read(AccountsText.withLine("senderName: x").replace("password: p", "password: s3cret"));

        assertThat(accounts.toString()).contains("Account[main, messagenet]").doesNotContain("s3cret");
    }
}

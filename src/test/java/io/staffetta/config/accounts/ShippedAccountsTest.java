package io.staffetta.config.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.account.Account;
import io.staffetta.account.Accounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShippedAccountsTest {

    private static final Path SHIPPED = Path.of("config/accounts.yaml");
    private static final Path SANDBOX = Path.of("config/sandbox/accounts.yaml");

    /** Commented text, but not a sentence: that has a single space. */
    private static final Pattern COMMENTED_OUT = Pattern.compile("(?m)^#(?=[a-z]|  )");

    @TempDir
    private Path folder;

    /** The examples in the file that ships, no longer commented out. */
    static String examples() throws IOException {
        return COMMENTED_OUT.matcher(Files.readString(SHIPPED)).replaceAll("");
    }

    @Test
    void shipsWithoutAccountsAndSaysHowToAddOne() {
        assertThatThrownBy(() -> AccountsFile.read(SHIPPED, AccountsText.PROVIDERS, Map.of()))
                .isInstanceOf(AccountsFileException.class)
                .hasMessageStartingWith("config/accounts.yaml: no account is configured; add one");
    }

    @Test
    void shipsWithExamplesOfAllProvidersThatAreRight() throws Exception {
        Files.createDirectory(folder.resolve("secrets"));
        Files.writeString(folder.resolve("secrets/kpnqwest"), "dummy\n");
        Path file = Files.writeString(folder.resolve("accounts.yaml"), examples());

        Accounts accounts = AccountsFile.read(
                file, AccountsText.PROVIDERS, Map.of(), AccountsFile.DEFAULT_VALIDITY, name -> "dummy");

        assertThat(providers(accounts)).containsExactlyInAnyOrder("messagenet", "kpnqwest", "plus", "tim");
        assertThat(accounts.rules()).hasSize(2);
    }

    @Test
    void shipsWithASandboxAccountOfEachProvider() {
        Accounts accounts =
                AccountsFile.read(SANDBOX, AccountsText.PROVIDERS, Map.of("sandbox", "http://127.0.0.1:8090"));

        assertThat(accounts.defaultAccount()).isEqualTo("messagenet");
        assertThat(accounts.byId().values().stream().map(Account::url))
                .containsExactly(
                        "http://127.0.0.1:8090/messagenet/api/send_sms/",
                        "http://127.0.0.1:8090/kpnqwest/sms",
                        "http://127.0.0.1:8090/plus/pmf",
                        "http://127.0.0.1:8090/tim/consip");
        assertThat(providers(accounts)).isEqualTo(accounts.byId().keySet());
    }

    private static Set<String> providers(Accounts accounts) {
        return accounts.byId().values().stream().map(Account::provider).collect(Collectors.toSet());
    }
}

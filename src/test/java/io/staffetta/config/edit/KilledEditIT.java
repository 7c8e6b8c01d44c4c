package io.staffetta.config.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.access.Caller;
import io.staffetta.access.Role;
import io.staffetta.account.Account;
import io.staffetta.config.accounts.AccountsFile;
import io.staffetta.it.support.TestJava;
import io.staffetta.provider.table.ProviderDescriptors;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that edits accounts again and again is killed: the file is as it was before an edit, or as it is after it. */
class KilledEditIT {

    private static final int KILLS = 5;
    private static final ProviderDescriptors PROVIDERS = ProviderDescriptors.load(Path.of("config", "providers"));

    @TempDir
    private Path home;

    private static AccountsEditor editor(Path home) {
        return new AccountsEditor(
                home.resolve("accounts.yaml"),
                home.resolve("data"),
                PROVIDERS,
                Map.of(),
                Duration.ofHours(1),
                "",
                Clock.systemUTC());
    }

    /** Edits until it is killed: description and password always have the same number. */
    public static void main(String[] args) throws IOException {
        Path home = Path.of(args[0]);
        AccountsEditor editor = editor(home);
        EditRequest request = new EditRequest(new Caller("test", Role.ADMIN, ""), "", "");
        for (int i = Integer.parseInt(args[1]); true; i++) {
            editor.change(
                    "main",
                    Map.of(
                            "provider",
                            "messagenet",
                            "description",
                            "edit " + i,
                            "username",
                            "demo",
                            "password",
                            "secret " + i),
                    request);
            if (i % 10 == 0) {
                Files.writeString(home.resolve("begun"), Integer.toString(i));
            }
        }
    }

    @Test
    void leavesTheFileOldOrNewAndNeverHalf() throws Exception {
        Path file = home.resolve("accounts.yaml");
        Files.writeString(file, """
                # ours
                default: main
                accounts:
                  main: # the one
                    provider: messagenet
                    description: edit 0
                    username: demo
                    password: secret 0
                """);
        Random random = new Random();
        int edits = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            Files.deleteIfExists(home.resolve("begun"));
            Process process = start(kill * 1_000_000);
            await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(home.resolve("begun")));
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(60_000)));
            process.destroyForcibly().waitFor();

            Account account =
                    AccountsFile.read(file, PROVIDERS, Map.of()).byId().get("main");
            String number = account.description().substring("edit ".length());
            assertThat(account.field("password")).isEqualTo("secret " + number);
            assertThat(Files.readString(file)).startsWith("# ours\n").contains("main: # the one");
            AccountsEditor editor = editor(home);
            editor.noteChangeByHand();
            assertThat(editor.history())
                    .allSatisfy(entry ->
                            assertThat(entry.by()).as("%s", entry).isEqualTo(entry.version() == 1 ? null : "test"));
            assertThat(editor.history().get(0).differences().toString()).contains("edit " + number);
            edits += Integer.parseInt(number) - kill * 1_000_000;
        }
        assertThat(edits).isPositive();
    }

    private Process start(int first) throws IOException {
        List<String> command = new ArrayList<>(TestJava.command());
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                KilledEditIT.class.getName(),
                home.toString(),
                Integer.toString(first)));
        File output = home.resolve("output").toFile();
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output))
                .start();
    }
}

package io.staffetta.config.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.staffetta.access.Caller;
import io.staffetta.access.Role;
import io.staffetta.config.edit.EditRefusedException.Reason;
import io.staffetta.provider.table.ProviderDescriptors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountsEditorTest {

    private static final ProviderDescriptors PROVIDERS = ProviderDescriptors.load(Path.of("config", "providers"));
    private static final EditRequest ANNA =
            new EditRequest(new Caller("anna", Role.ADMIN, "127.0.0.1"), "new contract", "");

    @TempDir
    private Path home;

    private Path file;
    private AccountsEditor editor;

    @BeforeEach
    void start() throws IOException {
        file = home.resolve("config/accounts.yaml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, """
                # ours
                default: reception
                accounts:
                  reception:  # the desk
                    provider: messagenet
                    description: Reception
                    username: "1234567"
                    password: "first-secret"
                """);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        editor = editor();
    }

    private AccountsEditor editor() {
        return new AccountsEditor(
                file, home.resolve("data"), PROVIDERS, Map.of(), Duration.ofHours(24), "", Clock.systemUTC());
    }

    private static Map<String, Object> fields(Object... pairs) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            fields.put(pairs[i].toString(), pairs[i + 1]);
        }
        return fields;
    }

    private String text() throws IOException {
        return Files.readString(file);
    }

    private List<Path> secrets() throws IOException {
        if (!Files.exists(home.resolve("config/secrets"))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(home.resolve("config/secrets"))) {
            return files.toList();
        }
    }

    @Test
    void putsSecretsIntoFilesOfTheirOwnAndKeepsThoseThatAreLeftOut() throws IOException {
        Edit added = editor.create(
                "mailings",
                fields(
                        "provider",
                        "kpnqwest",
                        "description",
                        "Mail",
                        "username",
                        "acme",
                        "password",
                        "{{pass}} #1",
                        "url",
                        "https://sms.example/send"),
                ANNA);

        assertThat(added.after().byId().get("mailings").field("password")).isEqualTo("{{pass}} #1");
        assertThat(text())
                .contains("# ours", "# the desk")
                .doesNotContain("#1")
                .contains("{{file:secrets/mailings.password.");
        assertThat(secrets()).hasSize(1).allSatisfy(secret -> assertThat(
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                .isEqualTo("rw-------"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("config/secrets"))))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");

        Edit changed = editor.change(
                "mailings",
                fields(
                        "provider",
                        "kpnqwest",
                        "description",
                        "Mailings",
                        "username",
                        "acme",
                        "url",
                        "https://sms.example/send",
                        "password",
                        ""),
                ANNA);

        assertThat(changed.after().byId().get("mailings").field("password")).isEqualTo("{{pass}} #1");
        assertThat(changed.after().byId().get("mailings").description()).isEqualTo("Mailings");
        assertThat(changed.entry().differences())
                .containsExactly(new Difference("mailings", "description", "Mail", "Mailings", "changed"));
        assertThat(changed.entry().by()).isEqualTo("anna");
        assertThat(changed.entry().why()).isEqualTo("new contract");
    }

    /** An account is shown with its state, and what was shown comes back: the file has what people wrote, and no more. */
    @Test
    void writesNoDefaultThatWasOnlyShown() throws IOException {
        Map<String, Object> fields =
                fields("provider", "messagenet", "description", "Front desk", "username", "1234567", "enabled", "true");

        Edit changed = editor.change("reception", fields, ANNA);

        assertThat(text()).contains("Front desk").doesNotContain("enabled");
        assertThat(changed.entry().differences()).extracting(Difference::field).containsExactly("description");
        fields.put("enabled", "false");
        // What is no default counts.
        assertThatThrownBy(() -> editor.change("reception", fields, ANNA)).hasMessageContaining("is disabled");
    }

    @Test
    void changesNothingAndTellsEachProblemByField() throws IOException {
        String before = text();

        EditRefusedException refused = catchThrowableOfType(
                EditRefusedException.class,
                () -> editor.create(
                        "new",
                        fields("provider", "kpnqwest", "usrname", "x", "url", "ftp://x", "failover", List.of("no")),
                        ANNA));

        assertThat(refused.reason()).isEqualTo(Reason.INVALID);
        assertThat(refused.problems())
                .extracting(io.staffetta.config.accounts.Problem::field)
                .contains("description", "username", "password", "usrname", "url", "failover");
        assertThat(refused).hasMessageContaining(file.toString()).hasMessageNotContaining(".accounts");
        assertThat(text()).isEqualTo(before);
        assertThat(editor.history()).hasSize(1).first().satisfies(entry -> assertThat(entry.action())
                .isEqualTo("file.change"));
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files)
                    .extracting(path -> path.getFileName().toString())
                    .containsExactlyInAnyOrder("accounts.yaml");
        }
    }

    @Test
    void refusesIdsThatAreNone() {
        for (String id : List.of("", "../x", "A", "-a", "a/b", "a b", "a\n", "x".repeat(41), "default:")) {
            assertThatThrownBy(() -> editor.create(id, fields("provider", "plus"), ANNA))
                    .isInstanceOf(EditRefusedException.class)
                    .hasMessageContaining("must be 1 to 40 of a-z, 0-9 and -");
        }
    }

    @Test
    void refusesAnEditOfWhatSomebodyElseHasChangedMeanwhileAndTellsWhoAndWhen() {
        String version = editor.version(editor.current(), "reception");
        Map<String, Object> wanted = fields("provider", "messagenet", "description", "Desk", "username", "1234567");
        editor.change("reception", wanted, new EditRequest(ANNA.by(), "", version));

        assertThatThrownBy(() -> editor.change("reception", wanted, new EditRequest(ANNA.by(), "", version)))
                .isInstanceOf(EditRefusedException.class)
                .hasMessageContaining("last by anna at 20");
    }

    @Test
    void refusesToSendAKeptSecretElsewhereOrToReadAFile() {
        assertThatThrownBy(() -> editor.change(
                        "reception",
                        fields(
                                "provider",
                                "messagenet",
                                "description",
                                "Desk",
                                "username",
                                "1",
                                "url",
                                "https://evil.example/"),
                        ANNA))
                .isInstanceOfSatisfying(
                        EditRefusedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.SECRET_NEEDED));
        assertThatThrownBy(() -> editor.change(
                        "reception",
                        fields("provider", "messagenet", "description", "Desk", "username", "{{file:/etc/passwd}}"),
                        ANNA))
                .isInstanceOf(EditRefusedException.class)
                .hasMessageContaining("can only be written into the file by hand");
        assertThat(editor.change(
                                "reception",
                                fields(
                                        "provider",
                                        "messagenet",
                                        "description",
                                        "Desk",
                                        "username",
                                        "1",
                                        "url",
                                        "https://new.example/",
                                        "password",
                                        "new"),
                                ANNA)
                        .after()
                        .byId()
                        .get("reception")
                        .url())
                .isEqualTo("https://new.example/");
    }

    @Test
    void restoresAFileOfBeforeWithItsSecrets() throws IOException {
        String first = text();
        Edit changed = editor.change(
                "reception",
                fields(
                        "provider",
                        "messagenet",
                        "description",
                        "Desk",
                        "username",
                        "1234567",
                        "password",
                        "second-secret"),
                ANNA);
        Edit again = editor.change(
                "reception",
                fields(
                        "provider",
                        "messagenet",
                        "description",
                        "Desk",
                        "username",
                        "1234567",
                        "password",
                        "third-secret"),
                ANNA);

        assertThat(again.after().byId().get("reception").field("password")).isEqualTo("third-secret");
        assertThat(editor.restore(changed.entry().version(), ANNA)
                        .after()
                        .byId()
                        .get("reception")
                        .field("password"))
                .isEqualTo("second-secret");
        editor.restore(1, ANNA);
        assertThat(text()).isEqualTo(first);
        assertThat(editor.history().get(0).differences())
                .extracting(Difference::field)
                .containsExactly("description", "password");
        assertThat(editor.history().toString()).doesNotContain("-secret");
        assertThatThrownBy(() -> editor.restore(99, ANNA)).hasMessageContaining("No version 99");
    }

    @Test
    void restoresAlsoWhenTheFileIsBroken() throws IOException {
        String first = text();
        editor.setDefault("reception", ANNA);
        Files.writeString(file, "default: [");

        assertThatThrownBy(() -> editor.setDefault("reception", ANNA))
                .isInstanceOf(EditRefusedException.class)
                .hasMessageContaining("not YAML");
        editor.restore(1, ANNA);

        assertThat(text()).isEqualTo(first);
    }

    @Test
    void notesWhatWasChangedByHandAndForgetsAnEditThatBrokeOff() throws IOException {
        editor.setDefault("reception", ANNA);
        Files.writeString(file, text().replace("Reception", "By hand"));
        editor.noteChangeByHand();
        editor.noteChangeByHand();

        assertThat(editor.history())
                .extracting(HistoryEntry::action)
                .containsExactly("file.change", "account.default", "file.change");
        assertThat(editor.history().get(0).differences())
                .containsExactly(new Difference("reception", "description", "Reception", "By hand", "changed"));

        String before = text();
        editor.change("reception", fields("provider", "messagenet", "description", "X", "username", "1"), ANNA);
        Files.writeString(file, before);
        // As the process leaves it that dies before the file is in its place.
        Files.writeString(home.resolve("data/accounts-history/pending"), "4");
        assertThat(editor().current().text().text()).isEqualTo(before);
        editor().noteChangeByHand();

        assertThat(editor.history())
                .extracting(HistoryEntry::action)
                .containsExactly("file.change", "account.default", "file.change");
    }

    @Test
    void doesNotDeleteTheDefault() {
        assertThatThrownBy(() -> editor.delete("reception", ANNA))
                .isInstanceOf(EditRefusedException.class)
                .hasMessageContaining("is the default");
    }

    @Test
    void keepsOnlyTheNewestVersions() throws IOException {
        AccountsHistory history = new AccountsHistory(home.resolve("data"));
        for (int i = 1; i <= AccountsHistory.MOST + 3; i++) {
            history.add(new HistoryEntry(i, "", null, null, null, "", null, null, "", List.of()), "text " + i);
        }

        assertThat(history.all()).hasSize(AccountsHistory.MOST);
        assertThat(history.texts())
                .hasSize(AccountsHistory.MOST)
                .doesNotContain("text 3")
                .contains("text 4");
        assertThat(history.text(3)).isEmpty();
    }
}

package io.staffetta.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.batch.BatchFolder;
import io.staffetta.batch.files.PickUp;
import io.staffetta.batch.text.BatchFormat;
import io.staffetta.batch.text.Repeats;
import io.staffetta.config.Home;
import io.staffetta.config.Settings;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchFoldersTest {

    @TempDir
    private Path home;

    private List<BatchFolder> read(boolean sandbox, String... settings) {
        Map<String, String> given = new TreeMap<>();
        for (String setting : settings) {
            String[] parts = setting.split(" = ", 2);
            given.put("staffetta.batch." + parts[0], parts[1]);
        }
        return BatchFolders.read(Settings.read(home, Map.of(), given), new Home(home), sandbox);
    }

    @Test
    void areTheDataFolderIfNobodySaysMore() {
        assertThat(read(false)).singleElement().satisfies(folder -> {
            assertThat(folder.name()).isEqualTo(BatchFolder.DEFAULT);
            assertThat(folder.inbox()).isEqualTo(home.resolve("data/inbox"));
            assertThat(folder.pickUp()).isEqualTo(PickUp.STILL);
            assertThat(folder.repeats()).isEqualTo(Repeats.REFERENCE);
            assertThat(folder.sendAt()).isEmpty();
            assertThat(folder.spread()).isZero();
            assertThat(folder.defaults().format()).isNull();
            assertThat(folder.defaults().priority()).isEqualTo("bulk");
        });
    }

    @Test
    void takeWhatTheyDoNotSayFromAll() {
        List<BatchFolder> folders = read(
                false,
                "account = main",
                "charset = windows-1252",
                "folders.crm.path = crm",
                "folders.crm.account = plus",
                "folders.crm.format = fixed",
                "folders.crm.layout = to:1-15, text:16-",
                "folders.crm.template = Dear {{to}}",
                "folders.crm.pick-up = done-file",
                "folders.crm.repeats = recipient-text-day",
                "send-at = 06:30",
                "folders.crm.send-at = 08:00 Europe/London",
                "folders.crm.spread = PT2H",
                "folders.crm.separator = tab",
                "folders.default.account = own",
                "folders.alarms.path = /srv/alarms/../alarms");

        assertThat(folders).extracting(BatchFolder::name).containsExactly("default", "alarms", "crm");
        assertThat(folders).extracting(folder -> folder.defaults().account()).containsExactly("own", "main", "plus");
        assertThat(folders).allSatisfy(folder -> assertThat(folder.defaults().charset())
                .contains(Charset.forName("windows-1252")));
        assertThat(folders.get(1).path()).isEqualTo(Path.of("/srv/alarms"));
        BatchFolder crm = folders.get(2);
        assertThat(crm.path()).isEqualTo(home.resolve("crm"));
        assertThat(crm.pickUp()).isEqualTo(PickUp.DONE_FILE);
        assertThat(crm.repeats()).isEqualTo(Repeats.RECIPIENT_TEXT_DAY);
        assertThat(folders)
                .extracting(folder -> folder.sendAt().orElseThrow().toString())
                .containsExactly("06:30 Europe/Rome", "06:30 Europe/Rome", "08:00 Europe/London");
        assertThat(crm.spread()).isEqualTo(Duration.ofHours(2));
        assertThat(crm.defaults().format()).isEqualTo(BatchFormat.FIXED);
        assertThat(crm.defaults().separator()).contains('\t');
        assertThat(crm.defaults().template()).isPresent();
    }

    @Test
    void areAllInTheDataFolderOfTheSandbox() {
        assertThat(read(true, "folders.crm.path = /srv/crm"))
                .extracting(BatchFolder::path)
                .containsExactly(home.resolve("data/sandbox"), home.resolve("data/sandbox/batch/crm"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    folders.crm.acount = plus       | No setting 'staffetta.batch.folders.crm.acount' (in the command line): a batch folder has path, account, sender, priority, charset, separator, format, layout, template, columns, pick-up, repeats, send-at, spread
                    folders.CRM.path = x            | No setting 'staffetta.batch.folders.CRM.path' (in the command line): the name of a batch folder must be 1 to 40 of a-z, 0-9 and -
                    folders.path = x                | the name of a batch folder must be
                    folders.crm.account = plus      | Setting staffetta.batch.folders.crm.path is missing: a batch folder needs one
                    folders.default.account = A b   | Setting staffetta.batch.folders.default.account must be the id of an account
                    folders.default.priority = low  | Setting staffetta.batch.folders.default.priority must be high, normal or bulk: change it in config/application.properties or by STAFFETTA_BATCH_FOLDERS_DEFAULT_PRIORITY
                    folders.default.charset = x     | Setting staffetta.batch.folders.default.charset is not known; such are UTF-8
                    folders.default.format = xls    | Setting staffetta.batch.folders.default.format must be one of csv, jsonl, json, xml, fixed
                    folders.default.format = fixed  | Setting staffetta.batch.layout is missing: A file of fixed width needs a layout
                    folders.default.layout = to     | Setting staffetta.batch.folders.default.layout is wrong: A layout must be fields
                    folders.default.template = {{   | Setting staffetta.batch.folders.default.template is wrong: The template has {{ without }}
                    folders.default.columns = tel   | Setting staffetta.batch.folders.default.columns must be columns of the file and what they are, such as telefono:to
                    folders.default.pick-up = done  | Setting staffetta.batch.folders.default.pick-up must be one of still, rename, done-file
                    folders.default.repeats = never | Setting staffetta.batch.folders.default.repeats must be one of reference, recipient-text-day
                    folders.default.send-at = 8     | Setting staffetta.batch.folders.default.send-at must be a time of the day such as 08:00 or 08:00 Europe/Rome, or an ISO-8601 date and time with offset
                    send-at = 08:00 Roma            | Setting staffetta.batch.send-at must be a time of the day
                    folders.default.spread = 2h     | Setting staffetta.batch.folders.default.spread must be an ISO-8601 duration of at most 30 days, such as PT2H
                    spread = -PT1S                  | Setting staffetta.batch.spread must be an ISO-8601 duration
                    folders.crm.path = data         | Setting staffetta.batch.folders.crm.path must be apart from that of folder 'default'
                    folders.crm.path = data/inbox/x | neither the same nor one inside the other
                    folders.crm.path = .            | Setting staffetta.batch.folders.crm.path must be apart from that of folder 'default'
                    folders.crm.path = /srv/a?b     | must have none of ?, &
                    """)
    void sayWhatIsWrong(String setting, String problem) {
        assertThatThrownBy(() -> read(false, setting))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void sayAllThatIsWrongOnce() {
        assertThatThrownBy(() -> read(
                        false, "pick-up = done", "folders.a.path = a", "folders.b.path = b", "folders.b.priority = x"))
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(2));
    }

    @Test
    void areNoFiles() throws IOException {
        Files.createFile(home.resolve("crm"));
        Files.createDirectories(home.resolve("b"));
        Files.createFile(home.resolve("b/done"));

        assertThatThrownBy(() -> read(false, "folders.crm.path = crm"))
                .hasMessageContaining("must lead to a folder, but " + home.resolve("crm") + " is a file");
        assertThatThrownBy(() -> read(false, "folders.crm.path = b"))
                .hasMessageContaining(home.resolve("b/done") + " is a file");
    }

    @Test
    void areApartAlsoWhereLinksLeadToOneAnother() throws IOException {
        Path real = Files.createDirectory(home.resolve("real"));
        Files.createSymbolicLink(/* link= */ home.resolve("link"), /* target= */ real);

        assertThatThrownBy(() -> read(false, "folders.a.path = real", "folders.b.path = link/x"))
                .hasMessageContaining("must be apart from that of folder 'a'");
        assertThat(read(false, "folders.a.path = real", "folders.b.path = real2"))
                .hasSize(3);
    }
}

package io.staffetta.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.it.support.DroppedFiles;
import io.staffetta.it.support.GatewayProcess;
import io.staffetta.it.support.Shell;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Batch folders of the packaged jar as a service has it: without a locale, with a umask, and where root may give it one, as a
 * user of its own to whom the files of others do not belong.
 */
class BatchServiceIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String ROWS = "to,text\n+393330000001,Ciao\n";

    /** Of nobody, and a group that only this test knows of. */
    private static final String USER = "65534";

    private static final String GROUP = "47111";
    private static final String AS_USER = "setpriv --reuid=" + USER + " --regid=" + USER + " --groups=" + GROUP + " ";

    private static GatewayProcess gateway;
    private static boolean isRoot;
    private static boolean isOther;
    private static DroppedFiles data;
    private static DroppedFiles crm;
    private static DroppedFiles locked;

    @BeforeAll
    static void start() throws IOException {
        gateway = new GatewayProcess()
                .with("staffetta.batch.pick-up", "rename")
                .with("staffetta.batch.poll-milliseconds", "100")
                .with("staffetta.batch.folders.crm.path", "crm")
                .with("staffetta.batch.folders.locked.path", "locked")
                .environment("LC_ALL", "C");
        Path home = gateway.home();
        data = new DroppedFiles(home.resolve("data"));
        crm = new DroppedFiles(home.resolve("crm"));
        locked = new DroppedFiles(home.resolve("locked"));
        for (String part : List.of("inbox", "done", "error")) {
            Files.createDirectories(crm.path().resolve(part));
        }
        isRoot = Shell.can("test $(id -u) = 0");
        isOther = isRoot
                && Shell.can("chown -R " + USER + " \"$1\"", home.toString())
                && Shell.can(
                        AS_USER + "test -r \"$1\" -a -w \"$2\"", System.getProperty("staffetta.jar"), home.toString());
        Shell.skipped(
                isOther, "a gateway as another user, since this user may not become one or it cannot read the jar");
        if (isOther) {
            // As src/docs/batches.md has it.
            Shell.run(
                    "chgrp -R " + GROUP + " \"$1\" && chmod 2750 \"$1\" && chmod 2770 \"$1\"/*",
                    crm.path().toString());
        }
        gateway.through("sh", "-c", "umask 0027; exec " + (isOther ? AS_USER : "") + "\"$@\"", "sh")
                .start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static long told(String what) {
        return gateway.output().lines().filter(line -> line.contains(what)).count();
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void takesAllOthersBesideNamesThatTheLocaleCannotWriteAndTellsOfTheseOnce() throws Exception {
        Shell.run(
                "cd \"$1\" && printf 'to,text\\n' > \"$(printf 'latin\\350.csv')\" && printf 'x' > \"$(printf 'perch\\303\\251.csv')\"",
                data.path().resolve("inbox").toString());
        data.drop("plain.csv", ROWS);

        assertThat(data.rows("plain.final.csv")).singleElement().asString().contains(",accepted,");
        data.drop("plain-too.csv", ROWS + "\n");
        data.rows("plain-too.result.csv");

        assertThat(told("latin%E8.csv")).isEqualTo(1);
        assertThat(told("perch%C3%A9.csv) has a name that is no text in ANSI_X3.4-1968"))
                .isEqualTo(1);
        assertThat(gateway.output())
                .contains("start the gateway with LC_ALL=C.UTF-8")
                .doesNotContain("\tat ");
    }

    @Test
    void givesAnswersThePermissionsOfItsUmaskAndKeepsItsSecretsToItself() throws Exception {
        crm.drop("orders.csv", ROWS + "nobody,Ciao\n");

        assertThat(crm.rows("orders.final.csv")).hasSize(2);

        for (String answer : List.of("orders.result.csv", "orders.rejected.csv", "orders.final.csv")) {
            assertThat(mode(crm.done(answer))).as(answer).isEqualTo("rw-r-----");
            if (isOther) {
                assertThat(Files.getAttribute(crm.done(answer), "unix:gid"))
                        .as("group of the folder")
                        .isEqualTo(Integer.valueOf(GROUP));
            }
        }
        assertThat(mode(locked.path().resolve("done"))).isEqualTo("rwxr-x---");
        for (String secret : List.of("broker-password", "admin-token", "ledger.db")) {
            assertThat(mode(data.path().resolve(secret))).as(secret).isEqualTo("rw-------");
        }
        assertThat(mode(data.path().resolve("kahadb"))).isEqualTo("rwx------");
    }

    /** Linux makes no hard links to what belongs to others, and may not be written. */
    @Test
    void takesAFileThatMayOnlyBeRead() throws Exception {
        Path made = Files.writeString(crm.inbox("read-only.csv.tmp"), ROWS.replace("Ciao", "Read only"));
        Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("r--r--r--"));
        Files.move(made, crm.inbox("read-only.csv"));

        assertThat(crm.rows("read-only.final.csv")).singleElement().asString().contains(",accepted,");

        assertThat(crm.done("read-only.csv")).content().contains("Read only");
        assertThat(mode(crm.done("read-only.csv"))).isEqualTo("r--r--r--");
    }

    @Test
    void tellsOnceOfAFileThatItMayNotReadAndTakesItWhenItMay() throws Exception {
        assumeThat(isOther || !isRoot).as("root may read everything").isTrue();
        Path made = Files.writeString(crm.inbox("secret.csv.tmp"), ROWS.replace("Ciao", "Secret"));
        Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("---------"));
        Path secret = Files.move(made, crm.inbox("secret.csv"));

        await().atMost(LIMIT).until(() -> told("secret.csv cannot be read") > 0);
        crm.drop("beside-secret.csv", ROWS.replace("Ciao", "Beside"));
        crm.rows("beside-secret.result.csv");

        assertThat(secret).exists();
        assertThat(told("secret.csv cannot be read")).isEqualTo(1);
        assertThat(told("Give the user that the gateway runs as the right to read it"))
                .isEqualTo(1);
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
        crm.rows("secret.result.csv");
    }

    @Test
    void tellsOnceOfAnInboxThatItMayNotWriteInAndGoesOnWhenItMay() throws Exception {
        assumeThat(isOther).as("only root drops files where it alone may write").isTrue();
        Path inbox = locked.path().resolve("inbox");
        Files.setPosixFilePermissions(inbox, PosixFilePermissions.fromString("r-xr-xr-x"));
        locked.drop("a.csv", ROWS.replace("Ciao", "Locked"));

        await().atMost(LIMIT).until(() -> told("a.csv cannot be moved to " + locked.path()) > 0);
        crm.drop("beside-locked.csv", ROWS.replace("Ciao", "Beside locked"));
        crm.rows("beside-locked.result.csv");

        assertThat(locked.inbox("a.csv")).exists();
        assertThat(told("a.csv cannot be moved to")).isEqualTo(1);
        assertThat(told("The user that the gateway runs as must be able to write in both"))
                .isEqualTo(1);
        // Each try makes a place there, and takes it away again.
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(locked.path().resolve("work")).isEmptyDirectory());
        Files.setPosixFilePermissions(inbox, PosixFilePermissions.fromString("rwxr-xr-x"));
        locked.rows("a.result.csv");
    }

    @Test
    void answersAnEmptyFileWithWhatItNeeds() throws Exception {
        data.drop("empty.csv", "");

        assertThat(data.why("empty.error.txt"))
                .contains(
                        "File:  empty.csv",
                        "the file as a whole",
                        "The file is empty; its first line must name its columns");
        assertThat(data.error("empty.csv")).isEmptyFile();
    }

    @Test
    void saysOfAFileWithoutAHeaderWhereAndHow() throws Exception {
        data.drop("headless.csv", "+393330000001,Ciao\n+393330000002,Ciao\n");

        assertThat(data.why("headless.error.txt"))
                .contains("File:  headless.csv", "Where: line 1", "known are to, text")
                .contains("Mend it, and drop it into inbox again.");
        assertThat(data.error("headless.csv")).exists();
    }

    @Test
    void rejectsTheRowsThatAreNotOfTheEncodingAndGivesThemBackAsTheyWere() throws Exception {
        Charset latin = StandardCharsets.ISO_8859_1;
        data.drop("latin.csv", "to,text\n+393330000001,Perché\n+393330000002,Because\n".getBytes(latin));

        List<String> rows = data.rows("latin.result.csv");

        assertThat(rows.get(0)).contains(",rejected,").contains("UTF-8");
        assertThat(rows.get(1)).contains(",taken,");
        assertThat(Files.readAllBytes(data.done("latin.rejected.csv")))
                .isEqualTo("to,text\n+393330000001,Perché\n".getBytes(latin));
    }

    @Test
    void putsWordsBesideASymbolicLinkThatItRefuses() throws Exception {
        Files.createSymbolicLink(/* link= */ data.inbox("link.csv"), /* target= */ Path.of("/etc/hostname"));

        assertThat(data.why("link.error.txt"))
                .contains(
                        "File:  link.csv", "a symbolic link, which is not followed", "Drop the file itself, or a copy");
        assertThat(Files.isSymbolicLink(data.error("link.csv"))).isTrue();
    }

    @Test
    void takesNamesAsLongAsAFileSystemHasThem() throws Exception {
        String name = "n".repeat(251) + ".csv";
        Files.move(Files.writeString(data.inbox("long.tmp"), ROWS.replace("Ciao", "Long")), data.inbox(name));

        await().atMost(LIMIT).until(() -> cutFinalAnswers() == 1);

        assertThat(data.inbox(name)).doesNotExist();
    }

    private static long cutFinalAnswers() throws IOException {
        try (Stream<Path> files = Files.list(data.path().resolve("done"))) {
            return files.filter(file -> file.getFileName().toString().matches("n{200,}\\.final\\.csv"))
                    .count();
        }
    }
}

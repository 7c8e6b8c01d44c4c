package io.staffetta.it.installation;

import static io.staffetta.it.installation.Ended.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.it.support.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The distribution after {@code bin/staffetta prepare}, which takes long. The last test puts another jar into it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PreparedIT {

    private static final Path FOLDER =
            Path.of("target", "it", UUID.randomUUID().toString()).toAbsolutePath();
    private static final Map<String, String> ASCII = Map.of("LC_ALL", "C");

    private static Path installed;

    @BeforeAll
    static void prepare() throws Exception {
        installed = unpack("plain");

        assertThat(run(Map.of(), command(installed), "prepare"))
                .isEqualTo(new Ended(0, "ok: " + archive(installed) + "\n"));
        assertThat(archive(installed)).isRegularFile();
    }

    private static Path unpack(String name) throws Exception {
        Path folder = Files.createDirectories(FOLDER.resolve(name));
        String distribution = System.getProperty("staffetta.dist");
        Shell.run("tar -xzf \"$1\" -C \"$2\" --strip-components=1", distribution, folder.toString());
        return folder;
    }

    private static String command(Path installation) {
        return installation.resolve("bin/staffetta").toString();
    }

    private static Path archive(Path installation) {
        return installation.resolve("lib/classes.jsa");
    }

    /** Java ends with an error if it cannot use an archive that it is given, or its own. */
    private static Ended start(Path installation, Map<String, String> environment) throws Exception {
        Map<String, String> strict = new HashMap<>(environment);
        strict.put("JAVA_OPTS", "-Xshare:on -XX:TieredStopAtLevel=1");
        return run(
                strict,
                Stream.concat(
                                Stream.of(command(installation), "run", "--sandbox", "--until-ready"),
                                Stream.of(
                                                "http.port",
                                                "management.port",
                                                "broker.openwire-port",
                                                "broker.stomp-port",
                                                "sandbox.port")
                                        .map(port -> "--set=staffetta." + port + "=0"))
                        .toArray(String[]::new));
    }

    @Test
    @Order(1)
    void startsFromTheArchive() throws Exception {
        Ended ready = start(installed, Map.of());

        assertThat(ready.out())
                .contains("\nStaffetta is ready after ")
                .doesNotContain("WARN", "ERROR", "bin/staffetta prepare");
        assertThat(ready.code()).isZero();
        Ended command = run(
                Map.of("JAVA_OPTS", "-Xshare:on -Xlog:class+load"),
                command(installed),
                "accounts",
                "check",
                "--sandbox");
        assertThat(command.out())
                .contains("io.staffetta.cli.accounts.AccountsCommand source: shared objects file", "ok: 4 accounts");
        assertThat(command.code()).isZero();
    }

    /** Services often have another locale than who installs them. */
    @Test
    @Order(1)
    void isNotPreparedAgainInAnotherLocale() throws Exception {
        assertThat(run(ASCII, command(installed), "prepare").out()).endsWith("/lib/classes.jsa, as it is\n");
    }

    /** The worst that a path may have without a colon, in which no path of Java may have a colon. */
    @Test
    @Order(1)
    void isPreparedAndRunsWhateverItsPathAndThatOfTheHome() throws Exception {
        Path odd = unpack("-a b'c\"d$HOME*è;[x]\ty");
        Path home = Files.createDirectories(FOLDER.resolve("home è $X *"));
        Shell.run("cp -R \"$1\"/config \"$1\"/routes \"$2\"", odd.toString(), home.toString());

        assertThat(run(ASCII, command(odd), "prepare")).isEqualTo(new Ended(0, "ok: " + archive(odd) + "\n"));

        Ended ready = start(odd, Map.of("LC_ALL", "C", "STAFFETTA_HOME", home.toString()));
        assertThat(ready.out())
                .contains("\nStaffetta is ready after ")
                .contains("home " + home, "  Inbox       " + home.resolve("data/sandbox/inbox"))
                .doesNotContain("WARN", "ERROR");
        assertThat(run(ASCII, command(odd), "accounts", "check", "--sandbox", "--home", home.toString()))
                .isEqualTo(new Ended(0, "ok: 4 accounts\n"));
        assertThat(run(ASCII, command(odd), "prepare", "--help").out()).contains("Usage: staffetta prepare");
        assertThat(run(ASCII, command(odd)).out()).contains("Commands:", "prepare");
    }

    @Test
    @Order(2)
    void saysThatPreparingHelpsWhereTheArchiveIsOfOtherJars() throws Exception {
        Files.setLastModifiedTime(
                installed.resolve("staffetta.jar"), FileTime.from(Instant.now().plusSeconds(60)));

        // Java must start all the same: it is not given the archive, with which it would go without its own, too.
        Ended ready = start(installed, Map.of());

        assertThat(ready.out())
                .contains("  Start       'bin/staffetta prepare'")
                .doesNotContain("WARN", "ERROR");
        assertThat(ready.code()).isZero();
    }
}

package io.staffetta.it.installation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.it.support.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The Debian package, installed into an empty root by dpkg itself, updated, started and removed. */
class DebianPackageIT {

    private static final Path ROOT =
            Path.of("target", "it", UUID.randomUUID().toString()).toAbsolutePath();
    private static final Path DEB = Path.of(
            System.getProperty("staffetta.dist").replaceFirst("staffetta-([^/]*)\\.tar\\.gz$", "staffetta_$1_all.deb"));

    private record Ended(int code, String out) {}

    @Test
    void isInstalledUpdatedStartedAndRemoved() throws Exception {
        boolean possible = Files.exists(DEB) && Shell.can("dpkg --version >/dev/null && [ \"$(id -u)\" -eq 0 ]");
        Assumptions.assumeFalse(
                Shell.skipped(possible, "The Debian package is not installed: that needs " + DEB + ", dpkg and root"));
        makeEmptyRoot();

        Ended unpacked = dpkg("--unpack", DEB.toString());
        assertThat(unpacked.code()).as(unpacked.out()).isZero();
        withoutPreparing();
        Ended configured = dpkg("--configure", "staffetta");

        assertThat(configured.code()).as(configured.out()).isZero();
        assertThat(configured.out()).contains("put your accounts into /etc/staffetta/accounts.yaml");
        assertThat(ROOT.resolve("calls")).content().contains("prepare");
        assertThat(ROOT.resolve("etc/passwd")).content().contains("staffetta:");
        assertThat(rights("var/lib/staffetta/data")).isEqualTo("rwxr-x---");
        assertThat(rights("etc/staffetta/accounts.yaml")).isEqualTo("rw-rw----");
        assertThat(ROOT.resolve("usr/share/bash-completion/completions/staffetta"))
                .content()
                .contains("self-signed");
        assertThat(ROOT.resolve("usr/share/man/man1/staffetta.1")).isRegularFile();
        starts();

        Path accounts = ROOT.resolve("etc/staffetta/accounts.yaml");
        Files.writeString(accounts, "# mine\n");
        Ended overwritten = dpkg("--unpack", DEB.toString());
        assertThat(overwritten.code()).as(overwritten.out()).isZero();
        withoutPreparing();
        Ended updated = dpkg("--configure", "staffetta");
        assertThat(updated.code()).as(updated.out()).isZero();
        assertThat(accounts).hasContent("# mine\n");

        Ended removed = dpkg("--purge", "staffetta");
        assertThat(removed.code()).as(removed.out()).isZero();
        assertThat(ROOT.resolve("usr/share/staffetta/staffetta.jar")).doesNotExist();
        assertThat(accounts).doesNotExist();
        assertThat(ROOT.resolve("var/lib/staffetta/data/sandbox")).isDirectory();
    }

    /** The two units are one, but for where things are. */
    @Test
    void hasTheUnitOfTheDistribution() throws IOException {
        assertThat(unit("src/main/deb/staffetta.service")).isEqualTo(unit("src/main/dist/systemd/staffetta.service"));
    }

    private static List<String> unit(String file) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> !line.startsWith("#") && !line.contains("/staffetta"))
                    .toList();
        }
    }

    private static void makeEmptyRoot() throws IOException {
        for (String folder : List.of("var/lib/dpkg/updates", "var/lib/dpkg/info", "var/lib/dpkg/triggers", "etc")) {
            Files.createDirectories(ROOT.resolve(folder));
        }
        for (String file : List.of("var/lib/dpkg/status", "etc/passwd", "etc/group", "etc/shadow", "etc/gshadow")) {
            Files.createFile(ROOT.resolve(file));
        }
    }

    /** That takes long, and is tested elsewhere. */
    private static void withoutPreparing() throws IOException {
        Path program = ROOT.resolve("usr/share/staffetta/bin/staffetta");
        Path original = program.resolveSibling("original");
        Files.move(program, original, StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(
                program,
                "#!/bin/sh\necho \"$*\" >>'" + ROOT.resolve("calls") + "'\n[ \"$1\" = prepare ] || exec '" + original
                        + "' \"$@\"\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    private static void starts() throws Exception {
        List<String> command = new ArrayList<>(
                List.of(ROOT.resolve("usr/bin/staffetta").toString(), "run", "--sandbox", "--until-ready"));
        Stream.of("http.port", "management.port", "broker.openwire-port", "broker.stomp-port", "sandbox.port")
                .forEach(port -> command.add("--set=staffetta." + port + "=0"));

        Ended ready = run(command);

        assertThat(ready.out())
                .contains("Staffetta is ready after", "home " + ROOT.resolve("var/lib/staffetta"))
                .doesNotContain("ERROR");
        assertThat(ready.code()).isZero();
    }

    private static String rights(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(ROOT.resolve(file)));
    }

    private static Ended dpkg(String... args) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("dpkg", "--root=" + ROOT, "--force-script-chrootless", "--force-depends", "--log=/dev/null"));
        command.addAll(List.of(args));
        return run(command);
    }

    private static Ended run(List<String> command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("STAFFETTA_"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), out);
    }
}

package io.staffetta.it.installation;

import static io.staffetta.it.installation.Ended.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.staffetta.it.support.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The distribution, unpacked as an administrator would; prepared in {@link PreparedIT}. */
class DistributionIT {

    private static final Path FOLDER =
            Path.of("target", "it", UUID.randomUUID().toString()).toAbsolutePath();
    private static Path unpacked;

    @BeforeAll
    static void unpack() throws Exception {
        Path archive = Path.of(System.getProperty("staffetta.dist"));
        Files.createDirectories(FOLDER);
        assertThat(run(Map.of(), "tar", "-xzf", archive.toString(), "-C", FOLDER.toString())
                        .code())
                .isZero();
        unpacked = FOLDER.resolve(archive.getFileName().toString().replace(".tar.gz", ""));
    }

    @Test
    void hasWhatAnAdministratorNeeds() {
        assertThat(List.of(
                        "LICENSE",
                        "README.md",
                        "src/docs/providers.md",
                        "src/bench/report.md",
                        "bin/staffetta",
                        "staffetta.jar",
                        "config/application.properties.example",
                        "config/accounts.yaml.example",
                        "config/java.options.example",
                        "config/logback.xml.example",
                        "routes/error-handling.camel.yaml",
                        "src/main/samples/messages.csv",
                        "systemd/staffetta.service",
                        "prometheus/staffetta.rules.yml",
                        "grafana/staffetta.json"))
                .allSatisfy(file -> assertThat(unpacked.resolve(file)).isRegularFile());
        assertThat(unpacked.resolve("bin/staffetta")).isExecutable();
        assertThat(unpacked.resolve("systemd/install")).isExecutable();
        assertThat(unpacked.resolve("systemd/staffetta.service")).content().contains("Environment=LANG=C.UTF-8");
    }

    /** As an administrator who has edited them unpacks a new version over them. */
    @Test
    void overwritesNothingThatPeopleEditWhenItIsUnpackedAgain() throws Exception {
        Path updated = Files.createDirectories(FOLDER.resolve("over"));
        List<String> edited = List.of("accounts.yaml", "application.properties", "java.options", "logback.xml");
        String archive = System.getProperty("staffetta.dist");
        Shell.run("tar -xzf \"$1\" -C \"$2\" --strip-components=1", archive, updated.toString());
        assertThat(edited).allSatisfy(name -> assertThat(updated.resolve("config/" + name))
                .doesNotExist());
        String staffetta = updated.resolve("bin/staffetta").toString();
        assertThat(run(Map.of(), staffetta, "accounts", "check", "--sandbox").code())
                .isZero();
        assertThat(updated.resolve("config/application.properties"))
                .content()
                .contains("\n#staffetta.http.port = 8080\n", "\n# Port of POST /v1/messages")
                .doesNotContain("\nstaffetta.");
        assertThat(updated.resolve("config/accounts.yaml"))
                .hasSameTextualContentAs(updated.resolve("config/accounts.yaml.example"));
        for (String name : edited) {
            Files.writeString(updated.resolve("config/" + name), "edited");
        }

        Shell.run("tar -xzf \"$1\" -C \"$2\" --strip-components=1", archive, updated.toString());
        run(Map.of(), staffetta, "--version");

        assertThat(edited).allSatisfy(name -> assertThat(updated.resolve("config/" + name))
                .hasContent("edited"));
    }

    @Test
    void namesEveryLibraryInItsBillOfMaterials() throws Exception {
        JsonNode bill =
                new ObjectMapper().readTree(unpacked.resolve("sbom.cdx.json").toFile());
        List<String> named = new ArrayList<>();
        for (JsonNode component : bill.path("components")) {
            named.add(component.path("name").asText() + "-"
                    + component.path("version").asText() + ".jar");
            assertThat(component.path("hashes"))
                    .as(component.path("purl").asText())
                    .isNotEmpty();
        }

        try (Stream<Path> libraries = Files.list(unpacked.resolve("lib"))) {
            assertThat(libraries.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".jar")))
                    .containsExactlyInAnyOrderElementsOf(named);
        }
        assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
        // Either would make two builds of one source differ.
        assertThat(bill.has("serialNumber")).isFalse();
        assertThat(bill.path("metadata").has("timestamp")).isFalse();
    }

    @Test
    void saysItsVersionWhereverItIsCalledFrom() throws Exception {
        Path link = FOLDER.resolve("staffetta");
        Files.createSymbolicLink(link, Path.of(unpacked.getFileName().toString(), "bin", "staffetta"));

        Ended ended = run(Map.of(), link.toString(), "--version");

        assertThat(ended.code()).isZero();
        assertThat(unpacked.getFileName()).hasToString(ended.out().strip().replace("Staffetta ", "staffetta-"));
    }

    @Test
    void takesItsConfigurationFromItsOwnFolder() throws Exception {
        Ended ended = run(Map.of(), unpacked.resolve("bin/staffetta").toString(), "accounts", "check", "--sandbox");

        assertThat(ended).isEqualTo(new Ended(0, "ok: 4 accounts\n"));
    }

    @Test
    void takesTheHomeFromTheEnvironment() throws Exception {
        Ended ended = run(
                Map.of("STAFFETTA_HOME", FOLDER.toString()),
                unpacked.resolve("bin/staffetta").toString(),
                "accounts",
                "check");

        assertThat(ended.out()).contains("No folder 'routes' in " + FOLDER);
        assertThat(ended.code()).isEqualTo(3);
    }

    @Test
    void passesOptionsToJava() throws Exception {
        Ended ended = run(
                Map.of("JAVA_OPTS", "-Dpicocli.ansi=false -showversion"),
                unpacked.resolve("bin/staffetta").toString(),
                "--version");

        assertThat(ended.out()).contains("Runtime Environment").contains("Staffetta ");
    }

    @Test
    void givesJavaTheOptionsOfItsConfigurationAndThenThoseOfTheEnvironment() throws Exception {
        String staffetta = unpacked.resolve("bin/staffetta").toString();

        Ended shipped = run(Map.of("JAVA_OPTS", "-XX:+PrintCommandLineFlags"), staffetta, "run", "--help");
        Ended changed = run(Map.of("JAVA_OPTS", "-XX:+PrintCommandLineFlags -Xmx1g"), staffetta, "run", "--help");

        assertThat(shipped.out()).contains("-XX:MaxHeapSize=268435456 ", "-XX:+UseSerialGC", "Usage:");
        assertThat(changed.out()).contains("-XX:MaxHeapSize=1073741824 ", "-XX:+UseSerialGC", "Usage:");
    }

    /** Systemd takes that for a crash, and starts it again. */
    @Test
    void endsAsByKillWhenItsHeapIsFull() throws Exception {
        Ended ended = run(
                Map.of("JAVA_OPTS", "-Xms12m -Xmx12m"),
                unpacked.resolve("bin/staffetta").toString(),
                "run",
                "--sandbox");

        assertThat(ended.out()).contains("java.lang.OutOfMemoryError: Java heap space", "kill -9");
        assertThat(ended.code()).isEqualTo(137);
    }

    @Test
    void installsAServiceThatIsPrepared() throws Exception {
        Path own = Files.createDirectories(FOLDER.resolve("service"));
        Shell.run("cp -R \"$1\"/. \"$2\"", unpacked.toString(), own.toString());
        Path system = Files.createDirectories(FOLDER.resolve("system"));
        Path calls = system.resolve("calls");
        notingCalls(own.resolve("bin/staffetta"), calls, "");
        notingCalls(system.resolve("id"), calls, "echo 0");
        notingCalls(system.resolve("getent"), calls, "exit 2");
        for (String command : List.of("useradd", "chown", "systemctl")) {
            notingCalls(system.resolve(command), calls, "");
        }

        Ended ended = run(
                Map.of("PATH", system + ":" + System.getenv("PATH"), "SYSTEMD_UNITS", system.toString()),
                own.resolve("systemd/install").toString());

        assertThat(ended.out()).endsWith("run: systemctl restart staffetta\n");
        assertThat(ended.code()).isZero();
        assertThat(system.resolve("staffetta.service"))
                .content()
                .contains("ExecStart=" + own + "/bin/staffetta run")
                .doesNotContain("/opt/staffetta");
        assertThat(calls)
                .content()
                .contains(
                        "staffetta prepare",
                        "useradd --system --home-dir " + own,
                        "chown staffetta:staffetta " + own.resolve("data"),
                        "systemctl daemon-reload",
                        "systemctl enable staffetta");
    }

    @Test
    void saysThatItCannotBePreparedAndLeavesNothing() throws Exception {
        Path broken = Files.createDirectories(FOLDER.resolve("broken"));
        Shell.run("cp -R \"$1\"/. \"$2\"", unpacked.toString(), broken.toString());
        Files.writeString(broken.resolve("routes/error-handling.camel.yaml"), "- no-such-step: {}\n");

        Ended prepared = run(Map.of(), broken.resolve("bin/staffetta").toString(), "prepare");

        assertThat(prepared.out()).endsWith("no archive of the classes: the gateway did not start, see above\n");
        assertThat(prepared.code()).isEqualTo(1);
        assertThat(broken.resolve("lib/classes.jsa")).doesNotExist();
    }

    /** As services and cron jobs have none, and those that set C. */
    @Test
    void takesUtf8WhereTheLocaleHasNoMoreThanAscii() throws Exception {
        String staffetta = unpacked.resolve("bin/staffetta").toString();
        Map<String, String> settings = Map.of("JAVA_OPTS", "-XshowSettings:properties", "LANG", "", "LC_ALL", "");

        assertThat(run(settings, staffetta, "--version").out()).contains("sun.jnu.encoding = UTF-8");

        for (String other : List.of("C", "POSIX", "xx_XX.UTF-8")) {
            Map<String, String> own = new HashMap<>(settings);
            own.put("LC_ALL", other);
            assertThat(run(own, staffetta, "--version").out()).contains("sun.jnu.encoding = UTF-8");
        }
    }

    @Test
    void saysThatAPathWithAColonCannotBe() throws Exception {
        Path odd = Files.createDirectories(FOLDER.resolve("a:b"));
        Shell.run("cp -R \"$1\"/bin \"$2\"", unpacked.toString(), odd.toString());

        Ended ended = run(Map.of(), odd.resolve("bin/staffetta").toString(), "--version");

        assertThat(ended)
                .isEqualTo(new Ended(
                        6,
                        "staffetta: the path " + odd
                                + " has a colon, at which Java splits paths: move the installation to one without\n"));
    }

    @Test
    void saysThatJavaIsTooOld() throws Exception {
        for (String version : List.of("11.0.2", "1.8.0_392", "16")) {
            Path java = Files.createDirectories(FOLDER.resolve("java-" + version));
            Shell.run("mkdir -p \"$1\"/bin; cp /bin/true \"$1\"/bin/java", java.toString());
            Files.writeString(java.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"\n");

            Ended ended = run(
                    Map.of("JAVA_HOME", java.toString()),
                    unpacked.resolve("bin/staffetta").toString(),
                    "--version");

            assertThat(ended.out())
                    .contains(
                            "is Java " + version.replace("1.8.0_392", "8").replace(".0.2", ""),
                            "install Java 17 or newer");
            assertThat(ended.code()).isEqualTo(6);
        }
    }

    @Test
    void isNotRestartedForWhatNoRestartMends() {
        assertThat(unpacked.resolve("systemd/staffetta.service"))
                .content()
                .contains("RestartPreventExitStatus=2 3 6\n");
    }

    @Test
    void saysThatThereIsNoJava() throws Exception {
        Ended ended = run(
                Map.of("JAVA_HOME", FOLDER.resolve("nowhere").toString()),
                unpacked.resolve("bin/staffetta").toString(),
                "--version");

        assertThat(ended.out()).contains("install Java 17 or newer, or set JAVA_HOME");
        assertThat(ended.code()).isEqualTo(6);
    }

    /** Puts a command in the place of the system's, or of the installation's, that writes down how it is called. */
    private static void notingCalls(Path command, Path calls, String then) throws IOException {
        Files.writeString(
                command, "#!/bin/sh\necho \"" + command.getFileName() + " $*\" >>'" + calls + "'\n" + then + "\n");
        assertThat(command.toFile().setExecutable(true)).isTrue();
    }
}

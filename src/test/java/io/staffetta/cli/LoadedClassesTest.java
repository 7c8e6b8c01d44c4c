package io.staffetta.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A command that asks the gateway over HTTP ends soon, since it loads little: classes can be counted where time cannot. */
class LoadedClassesTest {

    private static final Path FOLDER = Path.of("target", "it", UUID.randomUUID().toString());
    private static final Pattern NAME = Pattern.compile("^\\S+ (\\S+) source: .*");

    @Test
    void areNeitherTheLogNorCamelNorTheBrokersClientNorTls() throws Exception {
        try (StandInGateway gateway = new StandInGateway().on("GET /v1/nodes", 200, "{'nodes':[]}")) {
            List<String> loaded = loadedBy(gateway, "nodes", "list");

            assertThat(gateway.requests()).containsExactly("GET /v1/nodes");
            assertThat(loaded).contains("io.staffetta.cli.gateway.GatewayHttp").noneMatch(name -> Stream.of(
                            "ch.qos.logback.",
                            "org.apache.camel.",
                            "org.apache.activemq.",
                            "org.springframework.",
                            "java.net.http.",
                            "javax.net.ssl.SSLContext")
                    .anyMatch(name::startsWith));
        }
    }

    @Test
    void areThoseOfNoOtherCommand() throws Exception {
        try (StandInGateway gateway = new StandInGateway().on("GET /v1/nodes", 200, "{'nodes':[]}")) {
            assertThat(loadedBy(gateway, "nodes", "list"))
                    .filteredOn(name -> name.startsWith("io.staffetta.cli.") && name.endsWith("ListCommand"))
                    .containsExactly("io.staffetta.cli.gateway.ListCommand", "io.staffetta.cli.NodesListCommand");
        }
    }

    private static List<String> loadedBy(StandInGateway gateway, String... command)
            throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        Path log = FOLDER.resolve("classes.log");
        Process process = new ProcessBuilder(Stream.concat(
                                Stream.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-Xlog:class+load:file=" + log + "::filecount=0",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        "io.staffetta.Staffetta"),
                                Stream.concat(
                                        Stream.of(command),
                                        Stream.of(
                                                "--home",
                                                Path.of("").toAbsolutePath().toString(),
                                                "--set",
                                                "staffetta.http.port=" + gateway.port())))
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(FOLDER.resolve("out").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return Files.readAllLines(log).stream()
                .map(NAME::matcher)
                .filter(line -> line.matches())
                .map(line -> line.group(1))
                .toList();
    }
}

package io.staffetta.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.cli.terminal.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ConsoleCommandTest {

    private final List<String> opened = new ArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private StandInGateway gateway;

    @BeforeEach
    void start() throws IOException {
        gateway = new StandInGateway().on("POST /v1/sign-in-codes", 200, "{'code': 'Ab-9_'}");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private int run(Predicate<String> opener, String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of(
                "--home", Path.of("").toAbsolutePath().toString(), "--set", "staffetta.http.port=" + gateway.port()));
        return new CommandLine(new ConsoleCommand(opener))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }

    private String address() {
        return "http://127.0.0.1:" + gateway.port() + "/#code=Ab-9_";
    }

    @Test
    void printsAnAddressThatSignsInAndOpensNothing() {
        assertThat(run(opened::add)).isEqualTo(ExitCode.OK);

        assertThat(out).hasToString(address() + System.lineSeparator());
        assertThat(opened).isEmpty();
    }

    @Test
    void opensTheAddressInABrowserWhereItIsToldTo() {
        assertThat(run(opened::add, "--open")).isEqualTo(ExitCode.OK);

        assertThat(opened).containsExactly(address());
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void printsTheAddressEvenWhereNoBrowserCanBeOpened() {
        assertThat(run(address -> false, "--open")).isEqualTo(ExitCode.FAILED);

        assertThat(out).hasToString(address() + System.lineSeparator());
        assertThat(err.toString()).contains("open the address in one yourself");
    }
}

package io.staffetta.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ExitCodeTest {

    @Test
    void hasSystemdRestartNothingThatNoRestartMends() throws IOException {
        assertThat(Files.readAllLines(Path.of("src/main/dist/systemd/staffetta.service")))
                .contains("RestartPreventExitStatus=%d %d %d"
                        .formatted(ExitCode.USAGE, ExitCode.CONFIGURATION, ExitCode.UNUSABLE));
    }
}

package io.staffetta.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.staffetta.config.Home;
import io.staffetta.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class ForgottenFilesTest {

    @TempDir
    private Path home;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() throws IOException {
        Files.createDirectories(home.resolve("data/inbox/folder"));
        log.start();
        ((Logger) LoggerFactory.getLogger(ForgottenFiles.class)).addAppender(log);
    }

    @AfterEach
    void listenNoMore() {
        ((Logger) LoggerFactory.getLogger(ForgottenFiles.class)).detachAppender(log);
    }

    private ForgottenFiles files() {
        Settings settings = Settings.read(home, Map.of(), Map.of("staffetta.batch.folders.crm.path", "crm"));
        return new ForgottenFiles(
                BatchFolders.read(settings, new Home(home), false), BatchFolders.read(settings, new Home(home), true));
    }

    @Test
    void tellsOfFilesThatWaitWhereTheSandboxTakesNone() throws IOException {
        try (ForgottenFiles files = files()) {
            Files.createFile(home.resolve("data/inbox/.hidden.csv"));
            assertThat(files.lines()).isEmpty();

            Files.createFile(home.resolve("data/inbox/a.csv"));
            Files.createFile(Files.createDirectories(home.resolve("crm/inbox")).resolve("b.csv"));
            Files.createFile(home.resolve("crm/inbox/c.csv"));

            assertThat(files.lines())
                    .containsExactly(
                            "1 file waits in " + home.resolve("data/inbox")
                                    + ", from which nothing is taken with --sandbox:"
                                    + " drop them into " + home.resolve("data/sandbox/inbox")
                                    + " to try them, or run without --sandbox to send them",
                            "2 files wait in " + home.resolve("crm/inbox")
                                    + ", from which nothing is taken with --sandbox:"
                                    + " drop them into " + home.resolve("data/sandbox/batch/crm/inbox")
                                    + " to try them, or run without --sandbox to send them");
        }
    }

    @Test
    void tellsThemOnceInTheLog() throws IOException {
        Files.createFile(home.resolve("data/inbox/a.csv"));
        try (ForgottenFiles files = files()) {
            files.start();

            await().until(() -> !log.list.isEmpty());
            assertThat(log.list).singleElement().satisfies(event -> assertThat(event.getFormattedMessage())
                    .startsWith("1 file waits in "));
        }
    }
}

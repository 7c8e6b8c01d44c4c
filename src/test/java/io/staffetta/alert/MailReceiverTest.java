package io.staffetta.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MailReceiverTest {

    private static final Notice NOTICE = new Notice(
            "node-1",
            false,
            List.of(new Alert(
                    "parked:plus",
                    Instant.parse("2026-11-29T12:00:00Z"),
                    "account 'plus' is parked",
                    null,
                    1,
                    null,
                    false)),
            List.of());

    private final CamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start() {
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    private MailReceiver receiver(int port) {
        return new MailReceiver(
                new MailServer(
                        "127.0.0.1",
                        port,
                        MailServer.Security.NONE,
                        "",
                        "",
                        "gateway@example.com",
                        List.of("ada@example.com", "bob@example.com")),
                () -> camel);
    }

    @Test
    void writesToAllRecipients() throws Exception {
        try (ScriptedMailServer server = new ScriptedMailServer(true)) {
            receiver(server.port()).tell(NOTICE);

            assertThat(server.lines())
                    .contains(
                            "MAIL FROM:<gateway@example.com>",
                            "RCPT TO:<ada@example.com>",
                            "RCPT TO:<bob@example.com>",
                            "Subject: Staffetta node-1: account 'plus' is parked",
                            "account 'plus' is parked (parked:plus, since 2026-11-29T12:00:00Z)");
        }
    }

    @Test
    void makesNoHeaderAndNoCommandOfWhatNamesAreMadeOf() throws Exception {
        try (ScriptedMailServer server = new ScriptedMailServer(true)) {
            receiver(server.port()).tell(HostileText.NOTICE);

            List<String> lines = server.lines();
            List<String> headers = lines.subList(lines.indexOf("DATA") + 1, lines.indexOf(""));
            assertThat(headers)
                    .allMatch(line -> line.matches(
                            "(Date|From|To|Message-ID|Subject|MIME-Version|Content-Type|Content-Transfer-Encoding): .*"
                                    + "|[ \t].*"));
            assertThat(lines).filteredOn(line -> line.equals(".")).hasSize(1);
            assertThat(lines).filteredOn(line -> line.startsWith("RCPT")).hasSize(2);
            assertThat(lines).noneMatch(line -> line.startsWith("Bcc") || line.startsWith("body"));
            assertThat(lines.indexOf("QUIT")).isIn(-1, lines.size() - 1);
            assertThat(String.join("", lines).codePoints()).noneMatch(c -> c != '\t' && HostileText.steers(c));
        }
    }

    @Test
    void failsWithTheServersOwnWords() throws Exception {
        try (ScriptedMailServer server = new ScriptedMailServer(false)) {
            assertThatThrownBy(() -> receiver(server.port()).tell(NOTICE))
                    .hasStackTraceContaining("550 nobody of that name here");
        }
    }

    @Test
    void sendsNothingUnencryptedThatIsToBeEncrypted() throws Exception {
        try (ScriptedMailServer server = new ScriptedMailServer(true)) {
            MailReceiver receiver = new MailReceiver(
                    new MailServer(
                            "127.0.0.1",
                            server.port(),
                            MailServer.Security.STARTTLS,
                            "ada",
                            "secret-word",
                            "gateway@example.com",
                            List.of("ada@example.com")),
                    () -> camel);

            assertThatThrownBy(() -> receiver.tell(NOTICE))
                    .hasStackTraceContaining("STARTTLS")
                    .satisfies(failure -> assertThat(failure.toString()).doesNotContain("secret-word"));
            assertThat(server.lines()).noneMatch(line -> line.startsWith("MAIL") || line.contains("secret"));
        }
    }
}

package io.staffetta.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
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
        return receiver(port, MailServer.Security.NONE, "ada@example.com");
    }

    private MailReceiver receiver(int port, MailServer.Security security, String address) {
        return new MailReceiver(
                new MailServer(
                        "127.0.0.1",
                        port,
                        security,
                        security == MailServer.Security.NONE ? "" : "ada",
                        security == MailServer.Security.NONE ? "" : "secret-word",
                        "gateway@example.com",
                        List.of("ada@example.com", "bob@example.com")),
                address,
                () -> camel);
    }

    @Test
    void writesToItsRecipient() throws Exception {
        try (ScriptedMailServer server = new ScriptedMailServer()) {
            receiver(server.port()).tell(NOTICE);

            assertThat(server.lines())
                    .contains(
                            "MAIL FROM:<gateway@example.com>",
                            "RCPT TO:<ada@example.com>",
                            "From: gateway@example.com",
                            "To: ada@example.com",
                            "Auto-Submitted: auto-generated",
                            "Subject: Staffetta node-1: account 'plus' is parked",
                            "account 'plus' is parked (parked:plus, since 2026-11-29T12:00:00Z)")
                    .noneMatch(line -> line.contains("bob"));
            assertThat(server.mails()).hasSize(1);
        }
    }

    /** A list of addresses, one of which is nobody's any more. */
    @Test
    void writesToOneThoughAnotherIsRefused() throws Exception {
        try (ScriptedMailServer server = new ScriptedMailServer().refusing("bob")) {
            MailReceiver bob = receiver(server.port(), MailServer.Security.NONE, "bob@example.com");
            MailReceiver ada = receiver(server.port());

            assertThatThrownBy(() -> bob.tell(NOTICE)).hasStackTraceContaining("550 nobody of that name here");
            ada.tell(NOTICE);

            assertThat(server.mails()).singleElement().asString().contains("To: ada@example.com");
        }
    }

    @Test
    void givesUpAServerThatSaysNothing() throws Exception {
        try (ScriptedMailServer server = new ScriptedMailServer().silent()) {
            assertTimeoutPreemptively(Duration.ofSeconds(60), () -> assertThatThrownBy(
                            () -> receiver(server.port()).tell(NOTICE))
                    .hasStackTraceContaining("timed out"));
        }
    }

    @Test
    void givesUpAServerThatDoesNotComeToAnEndOfWhatItSays() throws Exception {
        try (ScriptedMailServer server = new ScriptedMailServer().endless()) {
            MailReceiver receiver = new MailReceiver(
                    new MailServer(
                            "127.0.0.1",
                            server.port(),
                            MailServer.Security.NONE,
                            "",
                            "",
                            "gateway@example.com",
                            List.of("ada@example.com")),
                    "ada@example.com",
                    () -> camel,
                    Duration.ofSeconds(1));

            assertTimeoutPreemptively(Duration.ofSeconds(30), () -> assertThatThrownBy(() -> receiver.tell(NOTICE))
                    .isInstanceOf(CamelExecutionException.class));
        }
    }

    @Test
    void makesNoHeaderAndNoCommandOfWhatNamesAreMadeOf() throws Exception {
        try (ScriptedMailServer server = new ScriptedMailServer()) {
            receiver(server.port()).tell(HostileText.NOTICE);

            List<String> lines = server.lines();
            List<String> headers = lines.subList(lines.indexOf("DATA") + 1, lines.indexOf(""));
            assertThat(headers)
                    .allMatch(line -> line.matches(
                            "(Date|From|To|Message-ID|Subject|MIME-Version|Content-Type|Content-Transfer-Encoding|Auto-Submitted): .*"
                                    + "|[ \t].*"));
            assertThat(lines).filteredOn(line -> line.equals(".")).hasSize(1);
            assertThat(lines).filteredOn(line -> line.startsWith("RCPT")).hasSize(1);
            assertThat(lines).noneMatch(line -> line.startsWith("Bcc") || line.startsWith("body"));
            assertThat(lines.indexOf("QUIT")).isIn(-1, lines.size() - 1);
            assertThat(String.join("", lines).codePoints()).noneMatch(c -> c != '\t' && HostileText.steers(c));
        }
    }

    @Test
    void failsWithTheServersOwnWords() throws Exception {
        try (ScriptedMailServer server = new ScriptedMailServer().refusing("ada")) {
            assertThatThrownBy(() -> receiver(server.port()).tell(NOTICE))
                    .hasStackTraceContaining("550 nobody of that name here");
        }
    }

    @Test
    void sendsNothingUnencryptedThatIsToBeEncrypted() throws Exception {
        try (ScriptedMailServer server = new ScriptedMailServer()) {
            MailReceiver receiver = receiver(server.port(), MailServer.Security.STARTTLS, "ada@example.com");

            assertThatThrownBy(() -> receiver.tell(NOTICE))
                    .hasStackTraceContaining("STARTTLS")
                    .satisfies(failure -> assertThat(failure.toString()).doesNotContain("secret-word"));
            assertThat(server.lines()).noneMatch(line -> line.startsWith("MAIL") || line.contains("secret"));
        }
    }
}

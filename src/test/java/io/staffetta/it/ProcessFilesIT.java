package io.staffetta.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.staffetta.it.support.DroppedFiles;
import io.staffetta.it.support.GatewayProcess;
import io.staffetta.it.support.LiveFiles;
import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the packaged jar writes as a process whose umask lets everybody read: its files, and its log as JSON. */
class ProcessFilesIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static GatewayProcess gateway;

    @BeforeAll
    static void start() {
        gateway = new GatewayProcess()
                .through("sh", "-c", "umask 0; exec \"$@\"", "sh")
                .with("staffetta.log.format", "json")
                .start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void writesItsLogAsOneJsonObjectALine() throws Exception {
        try (Connection connection = gateway.connect();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            Message message = session.createTextMessage("refused");
            message.setStringProperty("to", "+393330000400");
            session.createProducer(session.createQueue("sms.outbound")).send(message);
            await().atMost(LIMIT).until(() -> gateway.output().contains("REFUSED"));

            String line = gateway.output()
                    .lines()
                    .filter(written -> written.contains("REFUSED"))
                    .findFirst()
                    .orElseThrow();
            JsonNode json = new ObjectMapper().readTree(line);
            assertThat(json.path("outcome").asText()).isEqualTo("REFUSED");
            assertThat(json.path("to").asText()).isEqualTo("+39********00");
            assertThat(json.path("attempt").isInt()).isTrue();
            assertThat(json.path("ms").isNumber()).isTrue();
        }
    }

    @Test
    void makesItsSecretsAtTheFirstStartForTheOwnerAlone() throws Exception {
        for (String secret : List.of("broker-password", "admin-token")) {
            Path file = gateway.home().resolve("data").resolve(secret);
            assertThat(Files.readString(file)).hasSizeGreaterThan(20);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(gateway.output()).doesNotContain(Files.readString(file).strip());
        }
    }

    @Test
    void letsOthersReadNoNumbersTextsAndSecretsWhateverTheUmask() throws Exception {
        Path data = gateway.home().resolve("data");
        DroppedFiles inbox = new DroppedFiles(data);
        inbox.drop("orders.csv", "to,text\n+393330000001,Ciao\nnobody,Ciao\n");
        assertThat(inbox.rows("orders.final.csv")).hasSize(2);
        inbox.drop("wrong.csv", "nothing\nof,use\n");
        assertThat(inbox.why("wrong.error.txt")).isNotEmpty();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("kahadb"))))
                .isEqualTo("rwx------");
        // Without any number, text or secret in them.
        Set<String> empty = Set.of("ledger.lock", "broker-sealed", "work/.place");
        Map<Path, String> files = LiveFiles.permissions(data);
        files.keySet()
                .removeIf(file -> file.startsWith(data.resolve("kahadb"))
                        || file.startsWith(data.resolve("native"))
                        || empty.contains(data.relativize(file).toString()));
        assertThat(files).hasSizeGreaterThan(10).allSatisfy((file, permissions) -> assertThat(permissions)
                .as(file.toString())
                .matches("rw-[r-]-----"));
    }
}

package io.staffetta.it.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.cli.Commands;
import io.staffetta.config.Addresses;
import io.staffetta.it.support.ArtemisServer;
import io.staffetta.it.support.ExternalBroker;
import io.staffetta.it.support.GatewayProcess;
import io.staffetta.it.support.PostgresDatabase;
import io.staffetta.it.support.RunningGateway;
import io.staffetta.sandbox.wire.Received;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The services of the compose file, without containers: PostgreSQL, Artemis, and a gateway with the environment that is there. */
class ComposeFileIT {

    private static final Path FILE = Path.of("src/main/dist/docker/compose.yaml");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+):\\?set it}");
    private static final Map<String, String> SECRETS = Map.of(
            "POSTGRES_PASSWORD",
            "ledger-password",
            "ARTEMIS_PASSWORD",
            ExternalBroker.CREDENTIALS.password(),
            "STAFFETTA_BROKER_KEY",
            ExternalBroker.KEY);

    /** The environment of a service, with the secrets that whoever starts it sets. */
    private static Map<String, String> environment(String service) throws IOException {
        Map<?, ?> file = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(Files.readString(FILE));
        Map<?, ?> services = (Map<?, ?>) file.get("services");
        Map<?, ?> written = (Map<?, ?>) ((Map<?, ?>) services.get(service)).get("environment");
        Map<String, String> environment = new LinkedHashMap<>();
        written.forEach((name, value) -> environment.put(
                name.toString(), VARIABLE.matcher(value.toString()).replaceAll(found -> SECRETS.get(found.group(1)))));
        return environment;
    }

    private static void make(EmbeddedPostgres postgres, Map<String, String> wanted) throws SQLException {
        String user = wanted.get("POSTGRES_USER");
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create user " + user + " password '" + wanted.get("POSTGRES_PASSWORD") + "'");
            statement.execute("create database " + wanted.get("POSTGRES_DB") + " owner " + user);
        }
    }

    private static HttpClient believing(Path certificate) throws Exception {
        KeyStore known = KeyStore.getInstance(KeyStore.getDefaultType());
        known.load(null, null);
        try (InputStream in = Files.newInputStream(certificate)) {
            known.setCertificateEntry(
                    "server", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(known);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(tls).build();
    }

    @Test
    void sendAMessageOverTlsAndOverTheBroker() throws Exception {
        Map<String, String> environment = environment("staffetta");
        try (EmbeddedPostgres postgres = PostgresDatabase.builder().start();
                ArtemisServer broker = ArtemisServer.asRecommended();
                GatewayProcess gateway = new GatewayProcess()) {
            make(postgres, environment("ledger"));
            broker.start();
            assertThat(environment("broker"))
                    .containsEntry("ARTEMIS_USER", ExternalBroker.CREDENTIALS.user())
                    .containsEntry("ARTEMIS_PASSWORD", environment.get("STAFFETTA_BROKER_PASSWORD"));
            environment.forEach((name, value) -> gateway.environment(
                    name,
                    value.replace("broker:61616", "127.0.0.1:" + broker.port())
                            .replace("ledger:5432", "127.0.0.1:" + postgres.getPort())));
            assertThat(Commands.run(
                                    "tls",
                                    "self-signed",
                                    "--name",
                                    "localhost",
                                    "--home",
                                    gateway.home().toString())
                            .code())
                    .isZero();

            gateway.start();

            HttpClient client = believing(gateway.home().resolve("config/tls/server.crt"));
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(
                                    URI.create("https://localhost:" + gateway.setting(Addresses.HTTP) + "/v1/messages"))
                            .header("Authorization", "Bearer " + gateway.adminToken())
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(
                                    "{\"to\": \"+393330000001\", \"text\": \"by https\"}"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            try (jakarta.jms.Connection connection = broker.connect();
                    Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
                TextMessage message = session.createTextMessage("by jms");
                message.setStringProperty("to", "+393330000002");
                session.createProducer(session.createQueue("sms.outbound")).send(message);
            }
            await().atMost(RunningGateway.LIMIT)
                    .untilAsserted(() -> assertThat(gateway.providers().received())
                            .extracting(Received::text)
                            .containsExactlyInAnyOrder("by https", "by jms"));
            try (Connection ledger =
                            postgres.getDatabase("staffetta", "staffetta").getConnection();
                    Statement statement = ledger.createStatement();
                    ResultSet row = statement.executeQuery("select count(*) from message")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getInt(1)).isEqualTo(2);
            }
        }
    }
}

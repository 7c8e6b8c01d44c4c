package io.staffetta.it.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.cli.Commands;
import io.staffetta.it.support.ClassicBrokerProcess;
import io.staffetta.it.support.DocumentSample;
import io.staffetta.it.support.DroppedFiles;
import io.staffetta.it.support.ExternalBroker;
import io.staffetta.it.support.GatewayProcess;
import io.staffetta.it.support.PostgresDatabase;
import io.staffetta.it.support.Printed;
import io.staffetta.it.support.RunningGateway;
import io.staffetta.sandbox.ProviderSandbox;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.jms.Connection;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Plays the incident of the operator's book in which one of two gateways dies. The others are in {@code IncidentsIT}. */
class DeadNodeDocumentIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void printsWhatTheBookShows() throws Exception {
        String page = Files.readString(Path.of("src", "docs", "operations.md"));
        int from = page.indexOf("\n### 10. ") + 1;
        try (EmbeddedPostgres postgres = PostgresDatabase.builder().start();
                ProviderSandbox providers = ProviderSandbox.start("127.0.0.1", 0);
                ExternalBroker broker = new ClassicBrokerProcess()) {
            broker.start();
            String ledger = postgres.getJdbcUrl("postgres", "postgres");
            try (GatewayProcess dies = new GatewayProcess(providers);
                    RunningGateway lives = RunningGateway.withAccounts("accounts: {}\n")
                            .on(broker)
                            .with("staffetta.node.name", "node1")
                            .with("staffetta.ledger.url", ledger)
                            .with("staffetta.ledger.user", "postgres")) {
                dies.on(broker)
                        .with("staffetta.node.name", "node2")
                        .with("staffetta.ledger.url", ledger)
                        .with("staffetta.ledger.user", "postgres")
                        .start();
                // In its own folder, which no other gateway has.
                new DroppedFiles(dies.home().resolve("data"))
                        .drop(
                                "promo.csv",
                                "#staffetta {\"spread\": \"PT2H\"}\nto,text\n" + "+393330000018,Ciao\n".repeat(2));
                put(broker);
                // The message, and the first row.
                await().atMost(LIMIT).until(() -> providers.received().size() == 2);
                dies.kill();
                Files.copy(
                        dies.home().resolve("config/accounts.yaml"),
                        lives.home().resolve("config/accounts.yaml"),
                        StandardCopyOption.REPLACE_EXISTING);
                lives.start();
                for (DocumentSample sample : DocumentSample.of(page.substring(from, page.indexOf("\n### ", from)))) {
                    String shown = String.join("\n", sample.output());
                    await().atMost(LIMIT).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> assertThat(
                                    Printed.settled(run(lives, sample.command())))
                            .matches(Printed.pattern(shown)));
                }
            }
        }
    }

    private static void put(ExternalBroker broker) throws Exception {
        try (Connection connection = broker.connect();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            TextMessage message = session.createTextMessage("Ciao");
            // The provider takes it at once, and answers 30 s later.
            message.setStringProperty("to", "+393330000504");
            message.setStringProperty("account", "messagenet");
            session.createProducer(session.createQueue("sms.outbound")).send(message);
        }
    }

    private static String run(RunningGateway gateway, String command) {
        Commands.Result result =
                Commands.run(Stream.concat(Stream.of(command.split(" ")).skip(1), gateway.commandLine().stream())
                        .toArray(String[]::new));
        System.out.println("PLAYED $ " + command + "\n" + result.out() + result.err());
        return result.out() + result.err();
    }
}

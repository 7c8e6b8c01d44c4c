package io.staffetta.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Only what stands between routes and the rest of the gateway knows the exchanges of Camel. */
class ExchangesTest {

    private static final Path SOURCES = Path.of("src/main/java/io/staffetta");
    private static final Pattern EXCHANGE = Pattern.compile("\\borg\\.apache\\.camel\\.(Exchange\\b|\\*)");

    /** The requests of the HTTP server and their answers: what is there is Camel's by nature. */
    private static final String HTTP = "http/";

    private static final List<String> ADAPTERS = List.of(
            // Several messages of a JMS transaction as one exchange.
            "broker/MessageList",
            "broker/consumer/GroupContainerFactory",
            // Messages of routes as they come from queues, and as they go there.
            "delivery/JmsHeaders",
            "delivery/Outbox",
            "delivery/Seals",
            "delivery/SenderHeaders",
            // The variables of an attempt, and the steps of its routes.
            "delivery/attempt/AttemptExchange",
            "delivery/attempt/AttemptSteps",
            // Releases the claim of a dead letter when the exchange that puts it ends.
            "delivery/retry/DeadLetterSteps",
            // Calls the route attempt.
            "delivery/sender/Submissions",
            // The doors by JMS and HTTP, and the route outbound-router.
            "intake/Committer",
            "intake/JmsIntake",
            "intake/RouterCall",
            // Calls to providers.
            "provider/http/AccountHttpProducer",
            "provider/wire/DeliveryReports",
            "provider/wire/RouteProviderCall");

    @Test
    void areKnownToFewClassesOnly() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            assertThat(files.filter(file -> file.toString().endsWith(".java"))
                            .filter(ExchangesTest::namesExchange)
                            .map(file -> SOURCES.relativize(file).toString().replace(".java", ""))
                            .filter(name -> !name.startsWith(HTTP)))
                    .as("classes that name Exchange of Camel")
                    .containsExactlyInAnyOrderElementsOf(ADAPTERS);
        }
    }

    private static boolean namesExchange(Path file) {
        try {
            return EXCHANGE.matcher(Files.readString(file)).find();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.staffetta.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.config.Addresses;
import io.staffetta.config.BatchFolderKeys;
import io.staffetta.config.Settings;
import io.staffetta.config.SettingsNotes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewaySettingsTest {

    @Test
    void findsNothingWrongWithTheDefaults() {
        assertThat(GatewaySettings.problems(settings(Map.of()))).isEmpty();
    }

    @Test
    void saysEverythingThatIsWrong() {
        assertThat(GatewaySettings.problems(
                        settings(Map.of("staffetta.http.port", "http", "staffetta.retry.delays", "1m, 10s"))))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("Setting staffetta.http.port must be a number from 0"),
                        second ->
                                assertThat(second).startsWith("Setting staffetta.retry.delays is wrong: Retry delays"));
    }

    @Test
    void wantsAStopToWaitLongerThanASubmissionCanTake() {
        assertThat(GatewaySettings.problems(settings(Map.of("staffetta.provider.response-timeout", "25000"))))
                .singleElement()
                .asString()
                .startsWith("Setting staffetta.shutdown-seconds must be above")
                .contains("(30000 ms)", "STAFFETTA_SHUTDOWN_SECONDS");
        assertThat(GatewaySettings.problems(settings(Map.of("staffetta.provider.response-timeout", "24999"))))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"DLQ, DLQ", "queue://DLQ", "DLQ?consumer.prefetchSize=1", "a b"})
    void refusesNamesOfQueuesThatAreNone(String names) {
        assertThat(GatewaySettings.problems(settings(Map.of("staffetta.broker.dead-letter-queues", names))))
                .singleElement()
                .asString()
                .startsWith("Setting staffetta.broker.dead-letter-queues must be different names of queues");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
    void refusesAnAddressThatOthersReachUnlessThereIsACertificate(String address) {
        assertThat(GatewaySettings.problems(settings(Map.of("staffetta.bind-address", address))))
                .singleElement()
                .asString()
                .startsWith("Setting staffetta.bind-address (")
                .contains("must be a loopback address such as 127.0.0.1 unless", "staffetta tls self-signed");
        assertThat(GatewaySettings.problems(
                        settings(Map.of("staffetta.bind-address", address, "staffetta.tls.key-store", "server.p12"))))
                .isEmpty();
    }

    @Test
    void wantsOneCertificateAndItsKey() {
        assertThat(GatewaySettings.problems(settings(Map.of("staffetta.tls.certificate", "server.crt"))))
                .singleElement()
                .asString()
                .startsWith("Settings staffetta.tls.certificate and staffetta.tls.key must be given together");
        assertThat(GatewaySettings.problems(settings(Map.of(
                        "staffetta.tls.certificate", "a", "staffetta.tls.key", "b", "staffetta.tls.key-store", "c"))))
                .singleElement()
                .asString()
                .startsWith("Setting staffetta.tls.key-store must be empty");
    }

    @Test
    void takesNoNamesOfQueuesAtAll() {
        assertThat(BrokerSettings.of(settings(Map.of("staffetta.broker.dead-letter-queues", " ")))
                        .deadLetterQueues())
                .isEmpty();
    }

    @Test
    void watchesNoDeadLetterQueueThatTheEmbeddedBrokerDoesNotUse() {
        assertThat(BrokerSettings.of(settings(Map.of())).watchedDeadLetterQueues())
                .containsExactly("ActiveMQ.DLQ");
        assertThat(BrokerSettings.of(settings(Map.of("staffetta.broker.dead-letter-queues", "DLQ")))
                        .watchedDeadLetterQueues())
                .isEmpty();
        assertThat(BrokerSettings.of(settings(Map.of("staffetta.broker.url", "tcp://127.0.0.1:61616")))
                        .watchedDeadLetterQueues())
                .containsExactly("ActiveMQ.DLQ", "DLQ", "ExpiryQueue", "sms.broker-dead-letter");
    }

    @Test
    void deletesNothingThatIsStillNeeded() {
        assertThat(GatewaySettings.problems(settings(Map.of("staffetta.ledger.delete-after", "P6D"))))
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith("Setting staffetta.ledger.delete-after (P6D) must not be below"
                                        + " staffetta.ledger.reference-window (P7D)"),
                        second -> assertThat(second)
                                .contains("must not be below staffetta.ledger.erase-after (P30D)")
                                .contains("STAFFETTA_LEDGER_DELETE_AFTER"));
        assertThat(GatewaySettings.problems(settings(Map.of("staffetta.ledger.delete-after", "P0D"))))
                .isEmpty();
        assertThat(GatewaySettings.problems(settings(
                        Map.of("staffetta.ledger.delete-after", "P7D", "staffetta.ledger.erase-after", "P0D"))))
                .isEmpty();
        assertThat(GatewaySettings.problems(settings(Map.of("staffetta.ledger.erase-after", "-P1D"))))
                .singleElement()
                .asString()
                .contains(
                        "staffetta.ledger.erase-after must be an ISO-8601 duration such as P30D, at most P36500D, or P0D for never");
    }

    @Test
    void knowsEverySetting() {
        SettingsNotes notes = new SettingsNotes();
        GatewaySettings unused = GatewaySettings.of(settings(Map.of()).noting(notes));

        assertThat(notes.keys())
                .containsExactlyInAnyOrderElementsOf(Settings.defaults().keySet());
    }

    /** Except the place of a folder, which cannot be said of all. */
    @Test
    void knowsEverySettingOfABatchFolder() {
        SettingsNotes notes = new SettingsNotes();
        BatchFolderSettings unused =
                BatchFolderSettings.ofAll(settings(Map.of()).noting(notes));

        assertThat(notes.keys()).containsExactlyInAnyOrderElementsOf(BatchFolderKeys.OF_ALL);
    }

    /** As an operator who puts all of them wrong would want it: each is named, and nothing is said twice. */
    @Test
    void saysOfEachSettingThatItIsWrong() {
        Set<String> texts = Set.of(
                "staffetta.broker.url",
                "staffetta.broker.user",
                "staffetta.broker.password",
                "staffetta.broker.trust-store",
                "staffetta.broker.trust-store-password",
                "staffetta.ledger.user",
                "staffetta.ledger.password",
                "staffetta.node.name",
                "staffetta.state.path",
                "staffetta.tls.key-store",
                "staffetta.tls.key-store-password",
                "staffetta.tls.certificate",
                "staffetta.tls.key",
                "staffetta.alerts.webhook.token",
                "staffetta.alerts.mail.host",
                "staffetta.alerts.mail.user",
                "staffetta.alerts.mail.password",
                "staffetta.alerts.sms.account");
        Set<String> keys = new TreeSet<>(Settings.defaults().keySet());
        keys.removeAll(texts);
        Map<String, String> wrong = keys.stream().collect(Collectors.toMap(key -> key, key -> "{{ ?"));
        wrong.put("staffetta.batch.sender", "longer than any sender may be");

        List<String> problems = GatewaySettings.problems(settings(wrong));

        assertThat(problems)
                .hasSameSizeAs(keys)
                .extracting(problem -> problem.split(" ", 3)[1])
                .containsExactlyInAnyOrderElementsOf(keys);
        assertThat(problems).allMatch(problem -> problem.contains("change it in config/application.properties or by"));
    }

    @Test
    void goesOnWithTheDefaultOfWhatIsWrong() {
        List<String> problems = new ArrayList<>();

        GatewaySettings read = GatewaySettings.read(
                settings(Map.of("staffetta.batch.parallel", "0", "staffetta.http.port", "http")), problems::addAll);

        assertThat(problems).hasSize(2);
        assertThat(read.batches().parallel()).isEqualTo(2);
        assertThat(read.addresses().port(Addresses.HTTP))
                .as("no port is looked at that nobody meant")
                .isZero();
    }

    @Test
    void failsAtOnceWhereNobodyNotesWhatIsWrong() {
        Settings settings = settings(Map.of("staffetta.batch.parallel", "0"));

        assertThatThrownBy(() -> GatewaySettings.of(settings))
                .hasMessageStartingWith("Setting staffetta.batch.parallel must be a number from 1 to 100");
    }

    @Test
    void showsNoSecret() {
        GatewaySettings settings = GatewaySettings.of(settings(Map.of(
                "staffetta.broker.password", "hidden-broker",
                "staffetta.broker.key", "hidden-key-of-the-seals",
                "staffetta.broker.trust-store-password", "hidden-store",
                "staffetta.ledger.password", "hidden-ledger")));

        assertThat(settings.toString() + settings.broker() + settings.ledger()).doesNotContain("hidden");
    }

    @Test
    void readsSchedules() {
        assertThat(RetrySettings.of(settings(Map.of())).schedule().names()).containsExactly("10s", "1m", "5m", "30m");
        assertThat(GatewaySettings.of(settings(Map.of())).parking().probeDelays())
                .containsExactly(
                        Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofMinutes(30));
        assertThatThrownBy(() -> RetrySettings.of(settings(Map.of("staffetta.retry.delays", "1m, 10s"))))
                .hasMessage(
                        "Setting staffetta.retry.delays is wrong: Retry delays must grow, but 10s follows one that is as"
                                + " long or longer: change it in config/application.properties or by STAFFETTA_RETRY_DELAYS");
    }

    @Test
    void takesAnAnswerThatDoesNotComeForASlowOne() {
        GatewaySettings settings = GatewaySettings.of(settings(Map.of("staffetta.provider.response-timeout", "3000")));

        assertThat(settings.parking().breaker(settings.provider()).slow()).isEqualTo(Duration.ofSeconds(3));
    }

    private static Settings settings(Map<String, String> overrides) {
        return Settings.read(Path.of("no-such-folder"), Map.of(), overrides);
    }
}

package io.staffetta.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsCheckTest {

    @Test
    void findsNothingWrongWithTheDefaults() {
        assertThat(SettingsCheck.problems(settings(Map.of()))).isEmpty();
    }

    @Test
    void saysEverythingThatIsWrong() {
        assertThat(SettingsCheck.problems(
                        settings(Map.of("staffetta.http.port", "http", "staffetta.retry.delays", "1m, 10s"))))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("Setting staffetta.http.port must be a number from 0"),
                        second ->
                                assertThat(second).startsWith("Setting staffetta.retry.delays is wrong: Retry delays"));
    }

    @Test
    void wantsAStopToWaitLongerThanASubmissionCanTake() {
        assertThat(SettingsCheck.problems(settings(Map.of("staffetta.provider.response-timeout", "25000"))))
                .singleElement()
                .asString()
                .startsWith("Setting staffetta.shutdown-seconds must be above")
                .contains("(30000 ms)", "STAFFETTA_SHUTDOWN_SECONDS");
        assertThat(SettingsCheck.problems(settings(Map.of("staffetta.provider.response-timeout", "24999"))))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"DLQ, DLQ", "queue://DLQ", "DLQ?consumer.prefetchSize=1", "a b"})
    void refusesNamesOfQueuesThatAreNone(String names) {
        assertThat(SettingsCheck.problems(settings(Map.of("staffetta.broker.dead-letter-queues", names))))
                .singleElement()
                .asString()
                .startsWith("Setting staffetta.broker.dead-letter-queues must be different names of queues");
    }

    @Test
    void takesNoNamesOfQueuesAtAll() {
        assertThat(settings(Map.of("staffetta.broker.dead-letter-queues", " "))
                        .names("staffetta.broker.dead-letter-queues"))
                .isEmpty();
    }

    @Test
    void deletesNothingThatIsStillNeeded() {
        assertThat(SettingsCheck.problems(settings(Map.of("staffetta.ledger.delete-after", "P6D"))))
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith("Setting staffetta.ledger.delete-after (P6D) must not be below"
                                        + " staffetta.ledger.reference-window (P7D)"),
                        second -> assertThat(second)
                                .contains("must not be below staffetta.ledger.erase-after (P30D)")
                                .contains("STAFFETTA_LEDGER_DELETE_AFTER"));
        assertThat(SettingsCheck.problems(settings(Map.of("staffetta.ledger.delete-after", "P0D"))))
                .isEmpty();
        assertThat(SettingsCheck.problems(settings(
                        Map.of("staffetta.ledger.delete-after", "P7D", "staffetta.ledger.erase-after", "P0D"))))
                .isEmpty();
        assertThat(SettingsCheck.problems(settings(Map.of("staffetta.ledger.erase-after", "-P1D"))))
                .singleElement()
                .asString()
                .contains(
                        "staffetta.ledger.erase-after must be an ISO-8601 duration such as P30D, at most P36500D, or P0D for never");
    }

    @Test
    void knowsEverySetting() {
        assertThat(SettingsCheck.keys())
                .containsExactlyInAnyOrderElementsOf(Settings.defaults().keySet());
    }

    private static Settings settings(Map<String, String> overrides) {
        return Settings.read(Path.of("no-such-folder"), Map.of(), overrides);
    }
}

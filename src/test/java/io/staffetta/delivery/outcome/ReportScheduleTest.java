package io.staffetta.delivery.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.config.Settings;
import io.staffetta.delivery.DeliverySamples;
import io.staffetta.gateway.settings.ReportSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportScheduleTest {

    private static final Instant TAKEN = Instant.parse("2026-01-31T12:00:00Z");

    /** As the settings say. */
    private static ReportSchedule schedule(String delays, String giveUpAfter) {
        ReportSettings settings = ReportSettings.of(Settings.read(
                Path.of("config"),
                Map.of(),
                Map.of("staffetta.reports.delays", delays, "staffetta.reports.give-up-after", giveUpAfter)));
        return new ReportSchedule(account -> account.id().equals("asked"), settings.delays(), settings.giveUpAfter());
    }

    /** When a message is asked about that was taken and accepted at {@link #TAKEN}, if no answer is final. */
    private static List<Instant> questions(ReportSchedule schedule) {
        List<Instant> questions = new ArrayList<>();
        Instant next = schedule.firstAfter(DeliverySamples.account("asked"), TAKEN);
        while (next != null) {
            questions.add(next);
            next = schedule.nextAfter(questions.size(), TAKEN, next, Duration.ZERO);
        }
        return questions;
    }

    private static Instant minutes(int minutes) {
        return TAKEN.plus(Duration.ofMinutes(minutes));
    }

    @Test
    void waitsLongerBeforeEachQuestionAndThenAsLongAsTheLastTime() {
        assertThat(questions(schedule("1m, 5m, 30m", "PT2H")))
                .containsExactly(minutes(1), minutes(6), minutes(36), minutes(66), minutes(96));
    }

    @Test
    void repeatsTheOnlyWait() {
        assertThat(questions(schedule("10m", "PT35M"))).containsExactly(minutes(10), minutes(20), minutes(30));
    }

    @Test
    void asksForTheLastTimeAtTheEndAndNotAfterIt() {
        Duration wait = Duration.ofMinutes(5);
        ReportSchedule schedule = schedule("5m", "PT30M");

        assertThat(schedule.nextAfter(1, TAKEN, minutes(30).minus(wait), Duration.ZERO))
                .isEqualTo(minutes(30));
        assertThat(schedule.nextAfter(1, TAKEN, minutes(30).minus(wait).plusMillis(1), Duration.ZERO))
                .isNull();
    }

    @Test
    void countsTheEndFromWhenTheGatewayTookTheMessageAndTheWaitsFromNow() {
        ReportSchedule schedule = schedule("1m, 5m", "PT1H");
        Instant waitedForHours = TAKEN.minus(Duration.ofMinutes(56));

        assertThat(schedule.nextAfter(1, TAKEN, TAKEN, Duration.ZERO)).isEqualTo(minutes(5));
        assertThat(schedule.nextAfter(1, waitedForHours, TAKEN, Duration.ZERO)).isNull();
    }

    @Test
    void leavesAProviderAloneForAsLongAsItWantsIfThatIsLonger() {
        ReportSchedule schedule = schedule("1m, 5m", "PT1H");

        assertThat(schedule.nextAfter(1, TAKEN, TAKEN, Duration.ofMinutes(4))).isEqualTo(minutes(5));
        assertThat(schedule.nextAfter(1, TAKEN, TAKEN, Duration.ofMinutes(6))).isEqualTo(minutes(6));
        assertThat(schedule.nextAfter(1, TAKEN, TAKEN, Duration.ofMinutes(61))).isNull();
    }

    @Test
    void asksNothingOfAProviderThatCannotBeAsked() {
        assertThat(schedule("1m", "PT1H").firstAfter(DeliverySamples.account("other"), TAKEN))
                .isNull();
    }
}

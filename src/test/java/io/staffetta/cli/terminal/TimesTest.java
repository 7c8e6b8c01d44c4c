package io.staffetta.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimesTest {

    private final TimeZone before = TimeZone.getDefault();

    @AfterEach
    void putBack() {
        TimeZone.setDefault(before);
    }

    @Test
    void saysTheZoneWhichIsThatOfTheLogWhateverTheMachineHas() {
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));

        assertThat(Times.of("2026-11-22T14:38:29.173Z")).isEqualTo("2026-11-22 14:38:29Z");
        assertThat(Times.of("never")).isEqualTo("never");
    }
}

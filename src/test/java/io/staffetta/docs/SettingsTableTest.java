package io.staffetta.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.config.Settings;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tables of settings in src/docs/settings.md against {@code config/application.properties}. */
class SettingsTableTest {

    private static List<List<String>> rows() throws IOException {
        return Manual.table(Manual.page("settings"), "| Setting | Default | Effect |");
    }

    @Test
    void hasEachSettingOnceWithItsDefault() throws IOException {
        Map<String, String> table = rows().stream().collect(Collectors.toMap(row -> row.get(0), row -> row.get(1)));

        assertThat(table).containsExactlyInAnyOrderEntriesOf(Settings.defaults());
    }

    @Test
    void saysWhatEachSettingDoes() throws IOException {
        assertThat(rows()).allSatisfy(row -> assertThat(row.get(2)).hasSizeGreaterThan(10));
    }
}

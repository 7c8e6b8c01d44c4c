package io.staffetta.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesTest {

    @Test
    void hasTheValueInTheMiddleAsMedianWhateverTheOrder() {
        assertThat(new Series("odd", List.of(9.0, 1.0, 5.0)).median()).isEqualTo(5.0);
        assertThat(new Series("even", List.of(9.0, 1.0, 5.0, 6.0)).median()).isEqualTo(5.5);
    }

    @Test
    void tellsItsRunsInTheirOrder() {
        assertThat(new Series("any", List.of(1760.4, 1732.0)).runs(0)).isEqualTo("1760 1732");
        assertThat(new Series("any", List.of(0.504, 0.5)).runs(2)).isEqualTo("0.50 0.50");
    }

    @Test
    void comparesMedians() {
        Series one = new Series("one", List.of(30.0, 10.0, 20.0));

        assertThat(one.ratioTo(new Series("other", List.of(10.0)))).isEqualTo(2.0);
    }

    @Test
    void hasNoMedianWithoutRuns() {
        assertThatThrownBy(() -> new Series("none", List.of()).median()).hasMessageContaining("none");
    }

    @Test
    void writesMarkdownTablesAndRefusesRowsOfAnotherWidth() {
        Table table = new Table("Case", "Median").row("ours", "12");

        assertThat(table).hasToString("| Case | Median |\n|---|---|\n| ours | 12 |");
        assertThatThrownBy(() -> table.row("too short")).hasMessageContaining("2 cells");
    }
}

package io.staffetta.bench.letters;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** That the measurement of dead letters works; not how fast they are. */
class LettersBenchIT {

    @Test
    void listsGroupsAndRedrivesAreMeasured() {
        Path report = Path.of("target", "bench", "letters-it.md");

        int code = LettersMain.command()
                .execute("--letters=200", "--some=10", "--many=50", "--rounds=1", "--report=" + report);

        assertThat(code).isZero();
        assertThat(report)
                .content()
                .contains(
                        "<!-- letters -->",
                        "200 dead letters",
                        "| the first page of 100 |",
                        "| redrive of 10 all over |",
                        "| redrive of 50 all over |");
    }
}

package io.staffetta.bench.growth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** That the measurements of what grows work, and that no message is lost in them; not how fast they are. */
class GrowthBenchIT {

    @Test
    void everyMessageComesOnceWhileOthersWait() {
        assertThat(growth("waiting", "--waiting=200")).content().contains("| 200 waiting |", "still waited at the end");
    }

    @Test
    void everyMessageComesOnceThroughSeveralAccounts() {
        assertThat(growth("accounts", "--accounts=2")).content().contains("| 2 accounts |");
    }

    @Test
    void everyMessageComesOnceThroughSeveralGateways() {
        assertThat(growth("nodes", "--nodes=2")).content().contains("| 2 gateways |");
    }

    @Test
    void everyMessageComesOncePastAFullLedger() {
        assertThat(growth("ledger", "--rows=3000")).content().contains("| 3000 rows |", " MiB on disk");
    }

    private static Path growth(String what, String steps) {
        Path report = Path.of("target", "bench", "growth-it-" + what, "report.md");
        int code = GrowthMain.command()
                .execute(
                        "--case=" + what,
                        steps,
                        "--messages=200",
                        "--warm-up=0",
                        "--rounds=1",
                        "--heap=256m",
                        "--report=" + report);
        assertThat(code).as("0 if every message came exactly once").isZero();
        assertThat(report).content().contains("<!-- growth -->", "exactly once");
        assertThat(report.resolveSibling("growth.svg")).content().startsWith("<svg");
        return report;
    }
}

package io.staffetta.crash;

import static org.assertj.core.api.Assumptions.assumeThat;

import io.staffetta.it.support.SmallDisk;
import org.junit.jupiter.api.Test;

/** As {@link CrashIT}, with a disk that is full instead of kills. */
class FullDiskCrashIT {

    @Test
    void losesAndDoublesNothingWhenItsDiskIsFullAndGoesOnByItselfWhenItIsNotAnyMore() throws Exception {
        assumeThat(SmallDisk.isPossible()).isTrue();

        Sound.require(new CrashRun(Scenario.PLAIN, 700, 2, 32)
                .run((scenario, providers) -> new GatewaySite(scenario, providers, true)));
    }
}

package io.staffetta.crash;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** As {@link CrashIT}, with accounts that are locked out at times. */
class MixedCrashIT {

    @Test
    void losesAndDoublesNothingWhenKilledWhileProvidersHangAndRefuseAndAnAccountIsParked() throws Exception {
        Balance balance = Sound.require(new CrashRun(Scenario.MIXED, 600, 2, 2).run());

        assertThat(balance.deadLetters()).isPositive();
    }

    @Test
    void losesAndDoublesNothingWhenKilledWhileMessagesMoveBetweenAccounts() throws Exception {
        Sound.require(new CrashRun(Scenario.FAILOVER, 400, 2, 3).run());
    }
}

package io.staffetta.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.staffetta.it.support.SmallDisk;
import org.junit.jupiter.api.Test;

/** The short form of the crash tests: a few kills, and nothing lost or sent twice. {@code src/bench/crash} is the long one. */
class CrashIT {

    @Test
    void losesAndDoublesNothingWhenKilledWhileMessagesWaitForAnotherAttempt() throws Exception {
        requireSound(new CrashRun(Scenario.RETRY, 1500, 3, 1).run());
    }

    @Test
    void losesAndDoublesNothingWhenKilledWhileProvidersHangAndRefuseAndAnAccountIsParked() throws Exception {
        Balance balance = requireSound(new CrashRun(Scenario.MIXED, 600, 2, 2).run());

        assertThat(balance.deadLetters()).isPositive();
    }

    @Test
    void losesAndDoublesNothingWhenKilledWhileMessagesMoveBetweenAccounts() throws Exception {
        requireSound(new CrashRun(Scenario.FAILOVER, 400, 2, 3).run());
    }

    @Test
    void keepsEachRefusedMessageOnceAsADeadLetterWhenKilledWhileProvidersRefuseNearlyEverything() throws Exception {
        Balance balance = requireSound(new CrashRun(Scenario.REFUSE, 1500, 3, 4).run());

        assertThat(balance.deadLetters()).isGreaterThan(1000);
    }

    @Test
    void losesAndDoublesNothingWhenItsDiskIsFullAndGoesOnByItselfWhenItIsNotAnyMore() throws Exception {
        assumeThat(SmallDisk.isPossible()).isTrue();

        requireSound(new CrashRun(Scenario.PLAIN, 1000, 2, 32)
                .run((scenario, providers) -> new GatewaySite(scenario, providers, true)));
    }

    private static Balance requireSound(Balance balance) {
        assertThat(balance.lost()).as("lost").isEmpty();
        assertThat(balance.doubled()).as("sent twice").isEmpty();
        assertThat(balance.wrong()).as("what else does not agree").isEmpty();
        assertThat(balance.accepted()).isPositive();
        return balance;
    }
}

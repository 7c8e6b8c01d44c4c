package io.staffetta.crash;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * The short form of the crash tests: a few kills, and nothing lost or sent twice. {@code src/bench/crash} is the long one. What
 * takes as long again is in {@link MixedCrashIT} and {@link FullDiskCrashIT}, so that one process need not do all.
 */
class CrashIT {

    @Test
    void losesAndDoublesNothingWhenKilledWhileMessagesWaitForAnotherAttempt() throws Exception {
        Sound.require(new CrashRun(Scenario.RETRY, 1000, 3, 1).run());
    }

    @Test
    void keepsEachRefusedMessageOnceAsADeadLetterWhenKilledWhileProvidersRefuseNearlyEverything() throws Exception {
        Balance balance = Sound.require(new CrashRun(Scenario.REFUSE, 1000, 3, 4).run());

        assertThat(balance.deadLetters()).isGreaterThan(800);
    }
}

package io.staffetta.crash;

import static org.assertj.core.api.Assertions.assertThat;

/** What every run of the crash tests must end with. */
final class Sound {

    private Sound() {}

    /** Nothing lost, nothing sent twice, and something accepted. */
    static Balance require(Balance balance) {
        assertThat(balance.lost()).as("lost").isEmpty();
        assertThat(balance.doubled()).as("sent twice").isEmpty();
        assertThat(balance.wrong()).as("what else does not agree").isEmpty();
        assertThat(balance.accepted()).isPositive();
        return balance;
    }
}

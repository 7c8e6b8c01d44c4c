package io.staffetta.bench.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThreadTimesTest {

    @Test
    void putsThreadsOfAKindTogether() {
        assertThat(ThreadTimes.kind("vert.x-worker-12")).isEqualTo("vert.x-worker");
        assertThat(ThreadTimes.kind("ledger")).isEqualTo("ledger");
        assertThat(ThreadTimes.kind("ActiveMQ Task-3")).isEqualTo("ActiveMQ Task");
        assertThat(ThreadTimes.kind("7")).isEqualTo("7");
    }
}

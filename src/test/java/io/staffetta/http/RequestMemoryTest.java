package io.staffetta.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestMemoryTest {

    private final RequestMemory memory = new RequestMemory(8000);

    @Test
    void holdsNoMoreThanItsLimit() {
        assertThat(memory.share().takeBody(600)).isTrue();
        assertThat(memory.share().takeBody(600)).isFalse();
        assertThat(memory.share().takeBody(100)).isTrue();
        assertThat(memory.held()).isEqualTo(8 * 700);
    }

    @Test
    void letsOneRequestAloneBeLargerThanTheLimit() {
        RequestMemory.Share large = memory.share();

        assertThat(large.takeBody(100)).isTrue();
        assertThat(large.takeMessages(1000, 1_000_000)).isTrue();
        assertThat(memory.share().takeBody(1)).isFalse();
        large.end();
        assertThat(memory.share().takeBody(1)).isTrue();
    }

    @Test
    void givesBackOnceHoweverOftenARequestEnds() {
        RequestMemory.Share share = memory.share();
        share.takeBody(100);

        share.end();
        share.answered();
        share.end();

        assertThat(memory.held()).isZero();
        assertThat(share.takeBody(1)).isFalse();
    }

    @Test
    void holdsWhatIsWorkedOnUntilTheWorkIsDoneThoughItsCallerHasGone() {
        RequestMemory.Share share = memory.share();
        share.takeBody(100);

        assertThat(share.handOver()).isTrue();
        share.answered();

        assertThat(memory.held()).isEqualTo(800);
        share.end();
        assertThat(memory.held()).isZero();
    }

    @Test
    void doesNotBeginWorkForACallerThatHasItsAnswer() {
        RequestMemory.Share share = memory.share();
        share.takeBody(100);

        share.answered();

        assertThat(share.handOver()).isFalse();
        assertThat(memory.held()).isZero();
    }

    @Test
    void knowsHowLongItHasRefusedRequests() {
        assertThat(memory.overloadedNanos()).isZero();
        memory.share().takeBody(900);
        assertThat(memory.overloadedNanos()).isZero();
        memory.share().takeBody(900);
        assertThat(memory.overloadedNanos()).isPositive();
    }
}

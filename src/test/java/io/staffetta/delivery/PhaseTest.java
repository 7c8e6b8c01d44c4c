package io.staffetta.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.message.RequestProgress;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PhaseTest {

    @Test
    void hasEachPhaseOfARequest() {
        List<String> phases = Arrays.stream(Phase.values()).map(Enum::name).toList();

        assertThat(phases)
                .containsAll(Arrays.stream(RequestProgress.Phase.values())
                        .map(Enum::name)
                        .toList())
                .contains("CRASH");
    }
}

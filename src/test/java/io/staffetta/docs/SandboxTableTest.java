package io.staffetta.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.sandbox.wire.Behaviour;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of what the sandbox does in src/docs/sandbox.md, against the sandbox. */
class SandboxTableTest {

    @Test
    void hasEachBehaviourWithItsDigitsAndWords() throws IOException {
        List<List<String>> behaviours = Arrays.stream(Behaviour.values())
                .filter(behaviour -> behaviour != Behaviour.ACCEPTED)
                .map(behaviour -> List.of(behaviour.digits(), behaviour.label(), behaviour.description()))
                .toList();

        assertThat(Manual.table(Manual.page("sandbox"), "| Digits | Name | What happens |"))
                .containsExactlyInAnyOrderElementsOf(behaviours);
    }
}

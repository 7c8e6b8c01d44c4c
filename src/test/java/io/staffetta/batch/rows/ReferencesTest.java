package io.staffetta.batch.rows;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReferencesTest {

    @Test
    void findsTheRowThatHadAReferenceFirst() {
        References references = new References();

        for (long row = 1; row <= 20_000; row++) {
            assertThat(references.enter("r" + row, row)).isZero();
        }

        assertThat(references.enter("r1", 20_001)).isEqualTo(1);
        assertThat(references.enter("r19999", 20_002)).isEqualTo(19_999);
        assertThat(references.enter("r19999", 20_003)).isEqualTo(19_999);
        assertThat(references.enter("R1", 20_004)).isZero();
    }
}

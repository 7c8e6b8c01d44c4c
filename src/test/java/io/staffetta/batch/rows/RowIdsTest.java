package io.staffetta.batch.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.message.MessageId;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RowIdsTest {

    private static final Instant CREATED = Instant.parse("2026-03-01T12:00:00.123Z");
    private final RowIds ids = new RowIds("01KE00000000000000000000AA", CREATED);

    @Test
    void givesARowTheSameIdWheneverItIsTaken() {
        assertThat(ids.of(7, 0)).isEqualTo(new RowIds("01KE00000000000000000000AA", CREATED).of(7, 0));
        assertThat(MessageId.isValid(ids.of(7, 0))).isTrue();
    }

    @Test
    void givesEachRowOfEachBatchAndEachRecipientAnotherId() {
        RowIds other = new RowIds("01KE00000000000000000000AB", CREATED);
        Set<String> all = new HashSet<>();
        for (int row = 1; row <= 1000; row++) {
            for (int recipient = 0; recipient < 3; recipient++) {
                all.add(ids.of(row, recipient));
                all.add(other.of(row, recipient));
            }
        }
        assertThat(all).hasSize(6000);
    }
}

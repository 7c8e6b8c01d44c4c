package io.staffetta.batch.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.message.MessageId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IdQueueTest {

    private final IdQueue queue = new IdQueue();

    @Test
    void givesIdsBackInTheOrderInWhichTheyCame() {
        Random random = new Random(1);
        Deque<String> expected = new ArrayDeque<>();
        for (int round = 0; round < 500; round++) {
            for (int i = random.nextInt(40); i > 0; i--) {
                String id = MessageId.of("row " + random.nextLong(), Instant.ofEpochMilli(random.nextLong(1L << 48)));
                queue.add(id);
                expected.add(id);
            }
            int count = random.nextInt(expected.size() + 1);
            List<String> first = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                first.add(expected.remove());
            }

            assertThat(queue.remove(count)).isEqualTo(first);
            assertThat(queue.size()).isEqualTo(expected.size());
        }
    }

    @Test
    void keepsTheSmallestAndTheLargestId() {
        List<String> ids = List.of("0".repeat(26), "7" + "Z".repeat(25));
        ids.forEach(queue::add);

        assertThat(queue.remove(2)).isEqualTo(ids);
        assertThat(queue.isEmpty()).isTrue();
    }
}

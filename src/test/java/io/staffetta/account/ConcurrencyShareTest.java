package io.staffetta.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConcurrencyShareTest {

    @ParameterizedTest(name = "of {0} submissions {1} are reserved")
    @CsvSource({"1, 0", "2, 1", "4, 1", "15, 1", "16, 2", "1000, 125"})
    void reservesOneInEightForUrgentMessages(int concurrency, int reserve) {
        assertThat(ConcurrencyShare.of(concurrency).reserve()).isEqualTo(reserve);
        assertThat(ConcurrencyShare.of(concurrency).usual()).isEqualTo(concurrency - reserve);
    }
}

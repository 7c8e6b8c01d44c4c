package io.staffetta.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.delivery.Reason;
import io.staffetta.message.Outcome;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The README's tables of outcomes and reasons, against the code. */
class OutcomeTablesTest {

    @Test
    void haveEachOutcome() throws IOException {
        assertThat(firstCells("| Outcome | When | What follows | Final |"))
                .containsExactlyInAnyOrderElementsOf(names(Outcome.Kind.values()));
    }

    @Test
    void haveEachReason() throws IOException {
        assertThat(firstCells("| Reason | What it means | What to conclude and do |"))
                .containsExactlyInAnyOrderElementsOf(names(Reason.values()));
    }

    private static List<String> firstCells(String header) throws IOException {
        return Readme.table(header).stream().map(row -> row.get(0)).toList();
    }

    private static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).toList();
    }
}

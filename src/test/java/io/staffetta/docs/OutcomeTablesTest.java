package io.staffetta.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.delivery.Reason;
import io.staffetta.message.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The tables of outcomes and reasons in the README and in src/docs/outcomes.md, against the code. */
class OutcomeTablesTest {

    @Test
    void haveEachOutcome() throws IOException {
        assertThat(firstCells(Manual.page("outcomes"), "| Outcome | When | What follows | Final |"))
                .containsExactlyInAnyOrderElementsOf(names(Outcome.Kind.values()));
    }

    @Test
    void haveEachOutcomeInShortInTheReadme() throws IOException {
        assertThat(firstCells(Manual.README, "| Outcome | What the provider did | What the gateway does |"))
                .containsExactlyInAnyOrderElementsOf(names(Outcome.Kind.values()));
    }

    @Test
    void haveEachReason() throws IOException {
        assertThat(firstCells(Manual.page("outcomes"), "| Reason | What it means | What to conclude and do |"))
                .containsExactlyInAnyOrderElementsOf(names(Reason.values()));
    }

    private static List<String> firstCells(Path page, String header) throws IOException {
        return Manual.table(page, header).stream().map(row -> row.get(0)).toList();
    }

    private static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).toList();
    }
}

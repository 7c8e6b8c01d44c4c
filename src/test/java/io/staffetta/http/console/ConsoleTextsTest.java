package io.staffetta.http.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleTextsTest {

    private static final String ONE =
            "{\"act.as.not-sent\": [\"Non \\\"arrivati\\\"\", \"Not there\"], \"act\": [\"Fai\", \"Do\"]}";
    private static final String OTHER = "{\"act.as\": [\"Come\", \"How\"], \"why\": [\"Motivo\", \"Reason\"]}";

    @Test
    void sendsWhatKeysHaveInCommonOnce() {
        assertThat(ConsoleTexts.module(List.of(ONE, OTHER), "it"))
                .isEqualTo(
                        "export default {act:{as:{\"not-sent\":\"Non \\\"arrivati\\\"\",\"\":\"Come\"},\"\":\"Fai\"},"
                                + "why:\"Motivo\"};\n");
        assertThat(ConsoleTexts.module(List.of(OTHER, ONE), "en"))
                .isEqualTo("export default {act:{as:{\"\":\"How\",\"not-sent\":\"Not there\"},\"\":\"Do\"},"
                        + "why:\"Reason\"};\n");
    }

    @Test
    void hasOneTextOfAKeyInALanguage() {
        for (List<String> files : List.of(
                List.of(ONE, ONE), List.of(OTHER, "{\"why.\": [\"a\", \"b\"]}"), List.of("{\"why\": [\"Motivo\"]}"))) {
            assertThatThrownBy(() -> ConsoleTexts.module(files, "en"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("has not one text");
        }
    }
}

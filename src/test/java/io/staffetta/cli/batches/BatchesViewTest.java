package io.staffetta.cli.batches;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.terminal.JsonLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchesViewTest {

    private static JsonNode batch(String fields) {
        return JsonLine.read(
                "{\"id\": \"A\", \"name\": \"orders.csv\", " + fields.replace('\'', '"') + "}", JsonNode.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            'state': 'PREPARING', 'position': 0                                   | -1   | its file is being read
            'state': 'PREPARING', 'position': 0, 'paused': true                   | -1   | paused at 0/? rows
            'state': 'WAITING', 'rows': 10, 'position': 0                         | -1   | waits for its turn
            'state': 'WAITING', 'sendAt': '2020-01-01T00:00:00Z'                  | -1   | waits for its turn
            'state': 'RUNNING', 'rows': 10, 'position': 5                         | -1   | 5/10 rows
            'state': 'RUNNING', 'rows': 10000, 'position': 640                    | 2.6  | 640/10000 rows, 2.6/s, 1:00:00 left
            'state': 'RUNNING', 'rows': 10, 'position': 5                         | 0    | 5/10 rows, 0/s
            'state': 'RUNNING', 'rows': 10, 'position': 5, 'paused': true         | -1   | paused at 5/10 rows
            'state': 'SENDING', 'rows': 10, 'messages': 12, 'ended': 3            | 1200 | 3/12 messages, 1200/s, 0:00:01 left
            'state': 'CANCELLED', 'messages': 12, 'ended': 3                      | -1   | being cancelled, 3/12 messages
            """)
    void saysHowFarABatchHasCome(String fields, double perSecond, String progress) {
        assertThat(BatchesView.progress(batch(fields), perSecond)).isEqualTo(progress);
    }

    @Test
    void saysUntilWhenABatchWaits() {
        assertThat(BatchesView.progress(batch("'state': 'WAITING', 'sendAt': '2999-01-01T12:00:00Z'"), -1))
                .startsWith("waits until 2999-01-01 ");
    }

    @Test
    void saysWhatBecameOfABatch() {
        assertThat(BatchesView.progress(batch("""
                'state': 'CANCELLED', 'rows': 10, 'taken': 6, 'rejected': 1, 'repeated': 1, 'messages': 7, 'accepted': 4,
                'dead': 1, 'cancelled': 2, 'finishedAt': 'x'"""), -1))
                .isEqualTo(
                        "CANCELLED: 10 rows, 6 taken, 1 rejected, 1 repeated; 7 messages, 4 accepted, 1 dead, 2 cancelled");
        assertThat(BatchesView.progress(
                        batch("'state': 'FAILED', 'detail': 'Line 2\\n\\u001bis bad', 'finishedAt': 'x'"), -1))
                .isEqualTo("FAILED: Line 2 ?is bad");
        assertThat(BatchesView.progress(
                        batch("'state': 'DONE', 'detail': 'The same content came before', 'finishedAt': 'x'"), -1))
                .isEqualTo("DONE: The same content came before");
    }

    @Test
    void drawsABarOfTheRowsThenOfTheMessages() {
        assertThat(BatchBar.line(batch("'state': 'RUNNING', 'rows': 1000000, 'position': 450000, 'percent': 45"), 2310))
                .isEqualTo("orders.csv       [#####-------]  45%  450000/1000000 rows, 2310/s, 0:03:59 left");
        assertThat(BatchBar.line(batch("'state': 'SENDING', 'messages': 8, 'ended': 8, 'percent': 100"), -1))
                .isEqualTo("orders.csv       [############] 100%  8/8 messages");
        assertThat(BatchBar.line(batch("'state': 'SENDING', 'messages': 0, 'ended': 0"), -1))
                .contains("[############] 100%");
        assertThat(BatchBar.line(batch("'state': 'PREPARING'"), -1))
                .isEqualTo("orders.csv       [------------]   0%  its file is being read");
    }

    @Test
    void letsNoNameSteerTheTerminal() {
        JsonNode batch = JsonLine.read(
                "{\"name\": \"a\\u001b[2J\\nb-with-a-long-name.csv\", \"state\": \"WAITING\"}", JsonNode.class);

        assertThat(BatchBar.line(batch, -1)).startsWith("a?[2J b-with-... [");
        assertThat(String.join("\n", BatchesView.lines(batch)))
                .doesNotContain("\u001b")
                .hasLineCount(2);
    }
}

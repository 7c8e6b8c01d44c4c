package io.staffetta.batch.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.batch.rows.BatchCheck;
import io.staffetta.batch.rows.RowMessages;
import io.staffetta.batch.text.BatchFormat;
import io.staffetta.batch.text.BatchSettings;
import io.staffetta.batch.text.Row;
import io.staffetta.batch.text.Rows;
import io.staffetta.http.DemoIntake;
import io.staffetta.intake.MessageRouting;
import io.staffetta.intake.RoutedMessage;
import io.staffetta.message.InvalidMessageException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Numbers and texts as spreadsheets, pandas and word processors write them, in whole files. */
class FieldRowsTest {

    private static final BatchSettings CSV = BatchSettings.of(BatchFormat.CSV);

    private final MessageRouting routing = DemoIntake.routing();
    private final RowMessages messages = new RowMessages(CSV);

    @Test
    void refusesNumbersThatPandasWroteAsDecimals() throws IOException {
        assertThat(outcomes("b23-float.csv", routed -> routed.message().to()))
                .hasSize(5)
                .allMatch(rule -> rule.endsWith(
                        "it has a decimal point: the column was exported as a number, make it one of text"));
    }

    @Test
    void namesApostrophesBeforeNumbers() throws IOException {
        assertThat(outcomes("b24-apostrophe.csv", routed -> routed.message().to()))
                .satisfiesExactly(
                        ascii -> assertThat(ascii).contains("a leading apostrophe, U+0027 (apostrophe)"),
                        ascii -> assertThat(ascii).contains("a leading apostrophe, U+0027 (apostrophe)"),
                        curly -> assertThat(curly).contains("U+2019 (right single quotation mark)"));
    }

    @Test
    void dropsInvisibleCharactersInNumbers() throws IOException {
        assertThat(outcomes("b28-invisible.csv", routed -> routed.message().to()))
                .containsExactly(
                        "+393330000001",
                        "+393330000002",
                        "+393330000003",
                        "+393330000004",
                        "+393330000005",
                        "+393330000006",
                        "+393330000007");
    }

    @Test
    void readsLineBreaksOfWordAsLineBreaks() throws IOException {
        assertThat(outcomes("b30-vtab.csv", routed -> routed.message().text()))
                .containsExactly("Riga uno\nRiga due", "Riga uno\nRiga due", "Riga uno\nRiga due", "Pagina\nnuova");
    }

    @Test
    void sendsAnAlarmWithEmojiAndCountsWhatItReplaces() throws IOException {
        assertThat(outcomes("b63-emoji.csv", routed -> routed.replaced() + " replaced, " + routed.segments() + " SMS"))
                .containsExactly("1 replaced, 1 SMS", "2 replaced, 1 SMS", "0 replaced, 1 SMS");
    }

    /** Of each row what it became, or else the rule that it breaks. */
    private List<String> outcomes(String file, Function<RoutedMessage, String> what) throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/batch/" + file)) {
            return Rows.of(in, CSV).stream().map(row -> outcome(row, what)).toList();
        }
    }

    private String outcome(Row row, Function<RoutedMessage, String> what) {
        try {
            List<RoutedMessage> routed = routing.route(routing.read(messages.json(row), Map.of(), BatchCheck.SOURCE));
            assertThat(RoutedMessage.problem(routed)).isNull();
            return what.apply(routed.get(0));
        } catch (InvalidMessageException e) {
            return e.rule();
        }
    }
}

package io.staffetta.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {

    @Test
    void alignsItsColumns() {
        Table table = new Table("ID", "STATE", "WHY");
        table.row("reception", "", "it waits");
        table.row("b", "open", null);

        assertThat(table.lines())
                .containsExactly("ID         STATE  WHY", "reception  -      it waits", "b          open   -");
    }

    @Test
    void steersNoTerminal() {
        Table table = new Table("DETAIL");
        table.row("red \u001b[31m\r\nnext\u202etxt");

        assertThat(table.lines()).containsExactly("DETAIL", "red ?[31m? next?txt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u001b", "\r", "\u007f", "\u0085", "\u009b", "\u200e", "\u2028", "\u2029", "\udb40\udc01"})
    void letsNoCharacterPassThatSteersATerminalOrEndsALine(String steering) {
        assertThat(Table.clean("a" + steering + "b")).isEqualTo("a?b");
        String json = JsonLine.write("è" + steering + "b");
        assertThat(json).matches("\"è\\\\[\\w\\\\]+b\"");
        assertThat(JsonLine.read(json, String.class)).isEqualTo("è" + steering + "b");
    }

    @Test
    void keepsTheLinesOfATextBehindItsLabel() {
        assertThat(Table.lines("Ciao\r\nstate\u009b DONE\n", 2)).isEqualTo("Ciao\n  state? DONE");
    }

    @Test
    void cutsLongTexts() {
        assertThat(Table.cut("abcdefgh", 8)).isEqualTo("abcdefgh");
        assertThat(Table.cut("abcdefghi", 8)).isEqualTo("abcde...");
    }
}

package io.staffetta.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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

    @Test
    void cutsLongTexts() {
        assertThat(Table.cut("abcdefgh", 8)).isEqualTo("abcdefgh");
        assertThat(Table.cut("abcdefghi", 8)).isEqualTo("abcde...");
    }
}

package io.staffetta.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.ledger.history.State;
import io.staffetta.ledger.store.LedgerStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code src/docs/ledger-tables.md} and {@code ledger.md} against a ledger that the migrations have made. */
class LedgerDocumentTest {

    @TempDir
    private Path folder;

    private static List<String> page(String name) throws IOException {
        return Files.readAllLines(Manual.page(name));
    }

    @Test
    void hasEachColumnOfEachTable() throws Exception {
        LedgerStore.embedded(folder).close();

        assertThat(documented()).isEqualTo(columns());
    }

    @Test
    void hasEachState() throws IOException {
        List<String> states = page("ledger").stream()
                .dropWhile(line -> !line.equals("| State | Meaning |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(LedgerDocumentTest::firstCell)
                .toList();

        assertThat(states)
                .containsExactlyElementsOf(
                        Arrays.stream(State.values()).map(State::name).toList());
    }

    private static Map<String, List<String>> documented() throws IOException {
        Map<String, List<String>> tables = new TreeMap<>();
        List<String> columns = List.of();
        for (String line : page("ledger-tables")) {
            if (line.startsWith("## ")) {
                columns = new ArrayList<>();
                tables.put(line.substring(3).replace("`", ""), columns);
            } else if (line.startsWith("| `") && !tables.isEmpty()) {
                columns.add(firstCell(line));
            }
        }
        return tables;
    }

    private static String firstCell(String row) {
        return row.split("`", 3)[1];
    }

    private Map<String, List<String>> columns() throws SQLException {
        Map<String, List<String>> tables = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger.db"));
                ResultSet column = connection
                        .createStatement()
                        .executeQuery("select m.name, p.name from sqlite_master m, pragma_table_info(m.name) p"
                                + " where m.type = 'table' and m.name not in ('ledger_version', 'sqlite_sequence')"
                                + " order by m.name, p.cid")) {
            while (column.next()) {
                tables.computeIfAbsent(column.getString(1), table -> new ArrayList<>())
                        .add(column.getString(2));
            }
        }
        return tables;
    }
}

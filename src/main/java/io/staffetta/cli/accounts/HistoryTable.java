package io.staffetta.cli.accounts;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.terminal.Table;
import java.util.StringJoiner;

/** Writes the versions of the accounts as a table. */
final class HistoryTable {

    private HistoryTable() {}

    /** A table, a line for each version. */
    static String of(JsonNode versions) {
        Table table = new Table("VERSION", "AT", "BY", "ACTION", "ACCOUNT", "DIFFERENCES", "WHY");
        versions.forEach(version -> table.row(
                version.path("version").asText(),
                version.path("at").asText(),
                version.path("by").asText("by hand"),
                version.path("action").asText(),
                version.path("account").asText(),
                differences(version.path("differences")),
                version.path("why").asText()));
        return String.join(System.lineSeparator(), table.lines());
    }

    private static String differences(JsonNode differences) {
        StringJoiner words = new StringJoiner(", ");
        for (JsonNode one : differences) {
            String what = one.path("account").asText()
                    + (one.has("field") && one.has("account") ? "." : "")
                    + one.path("field").asText();
            String values = one.has("from") || one.has("to")
                    ? ": " + one.path("from").asText("(none)") + " → "
                            + one.path("to").asText("(none)")
                    : " " + one.path("what").asText();
            words.add(what + values);
        }
        return words.toString();
    }
}

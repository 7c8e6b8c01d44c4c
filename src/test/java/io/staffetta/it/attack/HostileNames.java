package io.staffetta.it.attack;

import static org.awaitility.Awaitility.await;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.staffetta.cli.Commands;
import io.staffetta.it.support.RawHttp.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Terminal escapes, formulas, HTML and line breaks wherever a caller may give words: what commands print has no such sign, and
 * no cell of what they export is a formula.
 */
final class HostileNames implements Attack {

    private static final String[] STARTS = {"=", "+", "-", "@", "\t=", "\r=", " =", "\uff1d", "\"=", "'=", "\n="};
    private static final String[] ESCAPES = {
        "\u001b[2J",
        "\u001b]0;owned\u0007",
        "\u001b]52;c;eA==\u0007",
        "\u009b2J",
        "\u0007",
        "\b\b\b",
        "\r",
        "\n",
        "\u0000",
        "\u007f",
        "\u202e",
        "\u2066",
        "\u200f",
        "\u2028",
        "\u0085",
        "\ufeff",
        "\u001b[31m"
    };
    private static final String[] WORDS = {
        "cmd|' /C calc'!A0", "HYPERLINK(\"http://x\";\"y\")", "1+1", "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
        "${jndi:ldap://127.0.0.1:1/a}", "%s%n", "../../x", "'; DROP TABLE message; --", "INFO outcome forged line"
    };

    @Override
    public String what() {
        return "Terminal escapes, formulas and HTML in names and texts";
    }

    /** Whether nothing in it moves a terminal's cursor, breaks a line, or turns text round. */
    static boolean isClean(String text) {
        return text.codePoints()
                .noneMatch(c -> Character.isISOControl(c)
                        || (c >= 0x202a && c <= 0x202e)
                        || (c >= 0x2066 && c <= 0x2069)
                        || c == 0x2028
                        || c == 0x2029);
    }

    @Override
    public void on(Victim victim, Tally tally) throws Exception {
        List<String> words = words();
        int number = 0;
        for (String word : words) {
            String quoted = Victim.JSON.writeValueAsString(word);
            count(
                    tally,
                    word,
                    victim.ask(
                            victim.admin,
                            "POST /v1/messages",
                            "{\"to\": \"+393330000061\", \"text\": " + quoted
                                    + ", \"account\": \"kpnqwest\", \"tag\": \"named\"}"));
            count(
                    tally,
                    word,
                    victim.ask(
                            victim.admin,
                            "POST /v1/messages",
                            "{\"to\": \"+393330000400\", \"text\": \"x\", \"reference\": " + quoted
                                    + ", \"account\": \"kpnqwest\", \"tag\": \"named\"}"));
            for (String field : List.of("sender", "account", "tag", "validFor", "to")) {
                count(
                        tally,
                        word,
                        victim.ask(
                                victim.admin,
                                "POST /v1/messages/preview",
                                "{\"to\": \"+393330000061\", \"text\": \"x\", \"" + field + "\": " + quoted + "}"));
            }
            if (number++ % 5 == 0) {
                count(tally, word, victim.ask(victim.admin, "POST /v1/tokens", "{\"name\": " + quoted + "}"));
                count(
                        tally,
                        word,
                        victim.ask(
                                victim.admin,
                                "POST /v1/tokens",
                                "{\"name\": \"n-" + number + "\", \"why\": " + quoted + "}"));
                count(
                        tally,
                        word,
                        victim.ask(victim.admin, "POST /v1/accounts/off/pause", "{\"why\": " + quoted + "}"));
                count(
                        tally,
                        word,
                        victim.ask(victim.admin, "POST /v1/accounts/off/resume", "{\"why\": " + quoted + "}"));
            }
        }
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(300))
                .until(() -> victim
                        .ask(victim.admin, "GET /v1/messages?limit=1000&tag=named", "")
                        .json()
                        .path("messages")
                        .findValuesAsText("state")
                        .stream()
                        .allMatch(state -> state.matches("ACCEPTED|DELIVERED|UNDELIVERED|DEAD")));
        for (String command : List.of(
                "messages list --limit 1000",
                "audit list --limit 1000",
                "tokens list",
                "accounts list",
                "dead list",
                "hold show",
                "usage",
                "alerts list",
                "batches list")) {
            String printed = run(victim, command);
            List<String> unclean =
                    printed.lines().filter(line -> !isClean(line)).toList();
            tally.harmlessUnless(!unclean.isEmpty() || printed.isEmpty(), command, unclean);
        }
        for (String command : List.of(
                "messages export --since 1h --format csv --reveal --why test",
                "messages export --since 1h --format csv",
                "audit export --format csv",
                "usage --csv --by account,tag,application")) {
            String csv = run(victim, command);
            List<String> formulas = formulas(csv);
            tally.harmlessUnless(!formulas.isEmpty() || csv.lines().count() < 2, command, formulas);
        }
    }

    private static List<String> words() {
        List<String> words = new ArrayList<>();
        for (String word : WORDS) {
            for (String start : STARTS) {
                words.add(start + word);
            }
            for (String escape : ESCAPES) {
                words.add((words.size() % 2 == 0 ? "a" : "") + escape + "=" + word);
            }
        }
        return words;
    }

    private static void count(Tally tally, String word, Answer answer) {
        if (answer.status() >= 500 || answer.body().chars().anyMatch(Character::isISOControl)) {
            tally.won(word, answer.status() + " " + answer.body());
        } else if (answer.status() >= 400) {
            tally.refused();
        } else {
            tally.harmless();
        }
    }

    private static List<String> formulas(String csv) throws Exception {
        List<String> formulas = new ArrayList<>();
        try (CsvReader<CsvRecord> rows = CsvReader.builder().ofCsvRecord(csv)) {
            for (CsvRecord row : rows) {
                for (String cell : row.getFields()) {
                    if (cell.matches("(?s)[=+@\\t\\r\\n\uff1d-].*")
                            && !cell.matches("[+-]?[0-9. ]+")
                            && !cell.equals("-")) {
                        formulas.add(cell);
                    }
                }
            }
        }
        return formulas;
    }

    private static String run(Victim victim, String command) {
        return Commands.run(Stream.concat(Stream.of(command.split(" ")), victim.gateway.commandLine().stream())
                        .toArray(String[]::new))
                .out();
    }
}

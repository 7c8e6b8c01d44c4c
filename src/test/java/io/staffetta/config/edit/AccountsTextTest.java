package io.staffetta.config.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountsTextTest {

    private static final String FILE = """
            # Ours
            default: reception   # never change this

            accounts:

              # The desk
              reception:            # ask Anna
                provider: messagenet
                description: 'Reception'  # short
                username: "1234567"
                # not needed: senderName
                limits: {perSecond: 5, concurrency: 8} # agreed
                failover: [batch]
              batch:
                provider: kpnqwest
                description: Mailings
                username: acme
                password: "{{file:secrets/kpnqwest}}"
                # url: later

            # Rules come last
            rules:
              - when: {priority: high}
                account: batch   # for now
            """;

    private static Map<String, Object> fields(String... pairs) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            fields.put(pairs[i], pairs[i + 1]);
        }
        return fields;
    }

    private static Map<String, Object> with(AccountsText text, String id, String field, Object value) {
        Map<String, Object> fields = new LinkedHashMap<>(text.accounts().get(id));
        fields.put(field, value);
        return fields;
    }

    @Test
    void changesAValueAndLeavesEverythingElse() {
        AccountsText text = new AccountsText(FILE);

        assertThat(text.put("reception", with(text, "reception", "description", "Front desk: new"))
                        .text())
                .isEqualTo(FILE.replace("'Reception'  # short", "\"Front desk: new\"  # short"));
        assertThat(text.put(
                                "reception",
                                with(text, "reception", "limits", Map.of("perSecond", "2", "concurrency", "8")))
                        .text())
                .isEqualTo(FILE.replace("perSecond: 5", "perSecond: 2"));
        assertThat(text.setDefault("batch").text()).isEqualTo(FILE.replace("default: reception  ", "default: batch  "));
    }

    @Test
    void addsAFieldAfterTheOthersAndRemovesOneWithItsLine() {
        AccountsText text = new AccountsText(FILE);

        assertThat(text.put("reception", with(text, "reception", "url", "https://sms.example/x"))
                        .text())
                .isEqualTo(
                        FILE.replace("failover: [batch]\n", "failover: [batch]\n    url: \"https://sms.example/x\"\n"));
        Map<String, Object> fewer = new LinkedHashMap<>(text.accounts().get("reception"));
        fewer.remove("limits");
        assertThat(text.put("reception", fewer).text())
                .isEqualTo(FILE.replace("    limits: {perSecond: 5, concurrency: 8} # agreed\n", ""));
    }

    @Test
    void addsAnAccountAfterTheLastAndItsComments() {
        assertThat(new AccountsText(FILE)
                        .put("alarms", fields("provider", "plus", "description", "Alarms #1"))
                        .text())
                .isEqualTo(FILE.replace(
                        "    # url: later\n",
                        "    # url: later\n\n  alarms:\n    provider: plus\n    description: \"Alarms #1\"\n"));
    }

    @Test
    void removesAnAccountWithWhatIsWithinItAndNothingElse() {
        AccountsText text = new AccountsText(FILE);
        int from = FILE.indexOf("  batch:");
        int to = FILE.indexOf("\n# Rules");

        assertThat(text.remove("batch").text()).isEqualTo(FILE.substring(0, from) + FILE.substring(to));
    }

    @Test
    void renamesAnAccountWhereverItIsNamed() {
        AccountsText renamed = new AccountsText(FILE).rename("batch", "mailings");

        assertThat(renamed.text())
                .isEqualTo(FILE.replace("[batch]", "[mailings]")
                        .replace("  batch:", "  mailings:")
                        .replace("account: batch", "account: mailings"));
        assertThat(renamed.rename("reception", "desk").defaultAccount()).isEqualTo("desk");
    }

    @Test
    void addsTheFirstAccountToTheFileThatShips() throws IOException {
        String shipped = Files.readString(Path.of("config/accounts.yaml"));

        AccountsText first = new AccountsText(shipped)
                .put("reception", fields("provider", "messagenet", "description", "Reception"));
        AccountsText second = first.put("other", fields("provider", "plus", "description", "Other"));

        assertThat(first.text()).startsWith(shipped);
        assertThat(second.text()).startsWith(first.text());
        assertThat(second.defaultAccount()).isEqualTo("reception");
        assertThat(second.accounts().keySet()).containsExactly("reception", "other");
        assertThat(second.remove("other").text()).isEqualTo(first.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "accounts:",
                "default:\naccounts:\n",
                "accounts: {}\n",
                "rules: []\n",
                "default: reception\n# end",
                "\n---\n"
            })
    void addsTheFirstAccountToAFileWithout(String file) {
        try {
            AccountsText after = new AccountsText(file)
                    .put("reception", fields("provider", "messagenet", "description", "Reception"));
            assertThat(after.accounts()).containsOnlyKeys("reception");
            assertThat(after.defaultAccount()).isEqualTo("reception");
            file.lines().forEach(line -> assertThat(after.text()).contains(line));
        } catch (UneditableException e) {
            assertThat(file).as(e.getMessage()).isIn("accounts: {}\n", "\n---\n");
        }
    }

    @Test
    void refusesWhatCannotBeChangedWithoutHarm() {
        AccountsText anchors = new AccountsText("""
                default: a
                accounts:
                  a: {provider: plus, description: A, limits: &l {perSecond: 5}}
                  b: {provider: plus, description: B, limits: *l}
                """);

        assertThatThrownBy(() -> anchors.put("b", with(anchors, "b", "limits", Map.of("perSecond", "6"))))
                .isInstanceOf(UneditableException.class)
                .hasMessageContaining("without harm")
                .hasMessageEndingWith("Change it by hand");
        assertThat(anchors.put("b", with(anchors, "b", "description", "C")).text())
                .contains("description: C, limits: *l");
        assertThatThrownBy(() -> anchors.remove("a")).isInstanceOf(UneditableException.class);
        AccountsText inner = new AccountsText("""
                default: a
                accounts:
                  a:
                    provider: plus
                    failover:
                      - b  # the first
                      - c
                """);
        assertThatThrownBy(() -> inner.put("a", with(inner, "a", "failover", List.of("c"))))
                .isInstanceOf(UneditableException.class)
                .hasMessageContaining("comment");
    }

    /** Awkward files, each changed in many ways: what is not meant stays, to the last comment and line end. */
    @Test
    void keepsWhatIsNotMeantInAwkwardFiles() {
        Random random = new Random(18);
        int changed = 0;
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            String file = Awkward.file(random);
            try {
                check(new AccountsText(file), file, random);
                changed++;
            } catch (UneditableException e) {
                // It is told, and nothing is written. A tab after a quoted text, for instance, is not YAML.
                refused++;
            }
        }
        assertThat(changed).as("changed, %s refused", refused).isGreaterThan(19_000);
    }

    private static void check(AccountsText text, String file, Random random) {
        List<String> ids = new ArrayList<>(text.accounts().keySet());
        String id = ids.get(random.nextInt(ids.size()));
        Map<String, Object> fields = new LinkedHashMap<>(text.accounts().get(id));
        String value = Awkward.VALUES.get(random.nextInt(Awkward.VALUES.size()));
        AccountsText after;
        List<String> mayGo = List.of();
        switch (random.nextInt(ids.size() > 1 ? 6 : 4)) {
            case 0 -> {
                fields.put("description", value);
                after = text.put(id, fields);
                assertThat(after.accounts().get(id)).isEqualTo(fields);
            }
            case 1 -> {
                fields.put("added", value);
                after = text.put(id, fields);
                assertThat(after.accounts().get(id)).containsEntry("added", value);
            }
            case 2 -> {
                fields.remove("username");
                after = text.put(id, fields);
                mayGo = List.of("username within " + id);
            }
            case 3 -> {
                after = text.put("new-one", fields("provider", "plus", "description", value));
                assertThat(after.accounts()).hasSize(ids.size() + 1);
            }
            case 4 -> {
                after = text.remove(id);
                mayGo = List.of(id, "within " + id);
            }
            default -> {
                after = text.setDefault(id);
                assertThat(after.defaultAccount()).isEqualTo(id);
            }
        }
        List<String> gone = mayGo;
        List<String> expected = Awkward.comments(file).stream()
                .filter(comment -> gone.stream().noneMatch(comment::endsWith))
                .toList();
        assertThat(Awkward.comments(after.text()).stream()
                        .filter(comment -> gone.stream().noneMatch(comment::endsWith))
                        .toList())
                .as("comments of\n%s\nafter\n%s", file, after.text())
                .isEqualTo(expected);
        ids.stream().filter(other -> !other.equals(id)).forEach(other -> assertThat(
                        after.accounts().get(other))
                .as("account %s", other)
                .isEqualTo(text.accounts().get(other)));
        assertThat(after.text().startsWith("\uFEFF")).isEqualTo(file.startsWith("\uFEFF"));
        if (file.contains("\r\n")) {
            assertThat(after.text().replace("\r\n", "")).doesNotContain("\n");
        }
    }

    /** Files as people and editors leave them. */
    private static final class Awkward {

        static final List<String> VALUES = List.of(
                "plain",
                "with: colon",
                "with # hash",
                "\"quoted\"",
                "'single'",
                "back\\slash",
                "null",
                "~",
                "0123",
                "2.50",
                "è già qui \uD83D\uDCF1",
                "*star",
                "&amp",
                "- dash",
                "[a, b]",
                "{{env:X}}",
                "trailing ",
                "%",
                "\u2028");

        private Awkward() {}

        static String file(Random random) {
            StringBuilder text = new StringBuilder();
            text.append("# top comment\n");
            if (random.nextBoolean()) {
                text.append("default: ")
                        .append(quote("a1", random))
                        .append(comment(random, "default"))
                        .append("\n\n");
            } else {
                text.append("default: a1\n");
            }
            text.append("accounts:")
                    .append(comment(random, "accounts").replace('\t', ' '))
                    .append('\n');
            int indent = 1 + random.nextInt(4);
            int accounts = 1 + random.nextInt(3);
            for (int i = 1; i <= accounts; i++) {
                text.append(random.nextInt(3) == 0 ? "\n" : "");
                text.append(random.nextInt(3) == 0 ? " ".repeat(indent) + "# before the next\n" : "");
                account("a" + i, indent, random, text);
            }
            text.append(random.nextInt(3) == 0 ? "# after accounts\n" : "");
            if (random.nextBoolean()) {
                text.append("rules:\n  - when: {priority: high} # rule\n    account: a1\n");
            }
            String file = text.toString();
            file = random.nextInt(3) == 0 ? file.substring(0, file.length() - 1) : file;
            file = random.nextInt(3) == 0 ? file.replace("\n", "\r\n") : file;
            return (random.nextInt(4) == 0 ? "\uFEFF" : "") + readable(file);
        }

        /** Not each tab is YAML. */
        private static String readable(String file) {
            try {
                return new AccountsText(file).text();
            } catch (UneditableException e) {
                return file.replace('\t', ' ');
            }
        }

        private static void account(String id, int indent, Random random, StringBuilder text) {
            String outer = " ".repeat(indent);
            if (random.nextInt(6) == 0) {
                text.append(outer)
                        .append(id)
                        .append(": {provider: plus, username: x, description: ")
                        .append(quote("in braces", random))
                        .append("}")
                        .append(comment(random, id))
                        .append('\n');
                return;
            }
            String inner = " ".repeat(indent + 1 + random.nextInt(4));
            text.append(outer)
                    .append(id)
                    .append(':')
                    .append(comment(random, id).replace('\t', ' '))
                    .append('\n');
            text.append(inner)
                    .append("provider: plus")
                    .append(comment(random, "within " + id))
                    .append('\n');
            text.append(random.nextInt(4) == 0 ? inner + "# between within " + id + "\n" : "");
            text.append(random.nextInt(6) == 0 ? "\n" : "");
            if (random.nextInt(6) == 0) {
                text.append(inner)
                        .append("description: >-\n")
                        .append(inner)
                        .append("  folded\n")
                        .append(inner)
                        .append("  text\n");
            } else {
                text.append(inner)
                        .append("description: ")
                        .append(quote("some words", random))
                        .append(comment(random, "within " + id))
                        .append('\n');
            }
            text.append(inner)
                    .append("username:")
                    .append(random.nextInt(5) == 0 ? "" : " " + quote("u" + id, random))
                    .append(comment(random, "username within " + id).replace('\t', ' '))
                    .append('\n');
            switch (random.nextInt(4)) {
                case 0 ->
                    text.append(inner)
                            .append("failover:\n")
                            .append(inner)
                            .append("- a1\n")
                            .append(inner)
                            .append("- a2\n");
                case 1 ->
                    text.append(inner)
                            .append("limits:\n")
                            .append(inner)
                            .append("  perSecond: 5")
                            .append(comment(random, "within " + id))
                            .append('\n');
                case 2 ->
                    text.append(inner)
                            .append("limits: {perSecond: 5}")
                            .append(comment(random, "within " + id))
                            .append('\n');
                default -> {}
            }
            text.append(random.nextInt(4) == 0 ? inner + "# last within " + id + "\n" : "");
        }

        private static String quote(String value, Random random) {
            return switch (random.nextInt(3)) {
                case 0 -> "'" + value + "'";
                case 1 -> "\"" + value + "\"";
                default -> value;
            };
        }

        private static String comment(Random random, String of) {
            return switch (random.nextInt(4)) {
                case 0 -> "  # " + of;
                case 1 -> "\t# " + of;
                default -> "";
            };
        }

        static List<String> comments(String text) {
            return text.lines()
                    .filter(line -> line.matches("(.*\\s)?# [a-z].*"))
                    .map(line -> line.replace("with # hash", ""))
                    .filter(line -> line.contains("# "))
                    .map(line -> line.substring(line.lastIndexOf("# ")).strip())
                    .collect(Collectors.toList());
        }
    }
}

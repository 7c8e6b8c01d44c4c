package io.staffetta.it.attack;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.access.Role;
import io.staffetta.it.support.RawHttp.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An application that asks for the messages of another, by all that it may know of them, and by what could be SQL. */
final class OthersMessages implements Attack {

    private static final String SECRET = "alicesecret";
    private static final String NUMBER = "+393330000031";
    private static final List<String> WORDS = List.of(
            "' OR '1'='1",
            "' OR 1=1 --",
            "x' UNION SELECT text FROM message --",
            "'; DROP TABLE message; --",
            "%",
            "_",
            "*",
            "%%' ESCAPE '%",
            "\"",
            "\\",
            "\u0000",
            "http:alice",
            ":alice",
            "alice",
            "",
            " ",
            "true",
            "-1",
            "0",
            "1000000000000",
            "NaN",
            "2000-01-01T00:00:00Z",
            "9999-12-31T23:59:59Z",
            "+999999999-12-31T23:59:59Z",
            "\ud83d\ude00",
            "${exchange}",
            "${bean:ledger}",
            "{{staffetta.broker.password}}",
            "#{1+1}",
            "../../etc/passwd");

    @Override
    public String what() {
        return "Another application's messages";
    }

    @Override
    public void on(Victim victim, Tally tally) {
        String alice = victim.token("alice", "\"role\": \"sender\"");
        List<String> known = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            JsonNode taken = victim.ask(
                            alice,
                            "POST /v1/messages",
                            "{\"to\": \"" + NUMBER + "\", \"text\": \"" + SECRET + "\", \"reference\": \"" + SECRET
                                    + "-ref-" + i + "\", \"tag\": \"alicetag\"}")
                    .json();
            known.add(taken.at("/messages/0/id").asText());
            known.add(SECRET + "-ref-" + i);
        }
        List<String> values = new ArrayList<>(WORDS);
        values.addAll(known.subList(0, 4));
        values.addAll(List.of(NUMBER, "alicetag", "ACCEPTED", "DELIVERED", "kpnqwest"));
        for (Operation operation : Operation.of(victim)) {
            if (operation.method().equals("GET")) {
                for (Role role : List.of(Role.SENDER, Role.VIEWER)) {
                    ask(victim, tally, operation, role, known, values);
                }
            }
        }
    }

    private static void ask(
            Victim victim, Tally tally, Operation operation, Role role, List<String> known, List<String> values) {
        List<String> starts = new ArrayList<>();
        if (operation.path().contains("{")) {
            known.forEach(one -> starts.add(operation.start(one)));
            values.forEach(one -> starts.add(operation.start(encoded(one))));
        }
        for (String parameter : operation.parameters()) {
            for (String value : values) {
                starts.add(operation.start(known.get(0)) + "?" + parameter + "=" + encoded(value));
            }
        }
        for (String start : starts) {
            String all = start + (start.contains("?") ? "&" : "?") + "reveal=true&why=attack";
            for (String asked : start.contains("?") ? List.of(all) : List.of(start, all)) {
                Answer answer = victim.ask(victim.roles.get(role), asked, "");
                boolean told = answer.body().contains("\"text\":\"" + SECRET)
                        || answer.body().contains(NUMBER.substring(1))
                        // A sender is told nothing at all of it, but that what it asked for is not there.
                        || (role == Role.SENDER
                                && answer.status() < 400
                                && (answer.body().contains(SECRET)
                                        || answer.body().contains(known.get(2))));
                if (told || answer.status() >= 500) {
                    tally.won(asked + " as " + role, answer.status() + " " + answer.body());
                } else if (answer.status() >= 400) {
                    tally.refused();
                } else {
                    tally.harmless();
                }
            }
        }
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

package io.staffetta.it.attack;

import io.staffetta.it.support.RawHttp.Answer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Heads and bodies over all limits, and bodies that would become large. */
final class TooLarge implements Attack {

    private static final int MEBI = 1 << 20;

    @Override
    public String what() {
        return "Oversize heads and bodies";
    }

    @Override
    public void on(Victim victim, Tally tally) {
        String login = "Authorization: Bearer " + victim.admin + "\r\n";
        List<String> heads = new ArrayList<>();
        for (int size : new int[] {20_000, 70_000, 300_000, MEBI}) {
            heads.add("X: " + "a".repeat(size) + "\r\n");
            heads.add("X-".repeat(size / 2) + ": a\r\n");
            heads.add("X: a\r\n".repeat(size / 6));
            heads.add("Cookie: " + "a=b; ".repeat(size / 5) + "\r\n");
        }
        for (String head : heads) {
            for (String start : List.of("GET /v1/messages", "POST /v1/messages", "GET /nothing")) {
                tally.mustRefuse(start + " " + head.length(), fresh(victim, start, login + head, ""));
                tally.mustRefuse(start + " " + head.length(), fresh(victim, start, head, ""));
            }
        }
        for (int size : new int[] {20_000, 100_000, MEBI}) {
            for (String path : List.of(
                    "/v1/messages/" + "a".repeat(size),
                    "/v1/messages?q=" + "a".repeat(size),
                    "/v1/messages?" + "a=b&".repeat(size / 4),
                    "/v1" + "/a".repeat(size / 2))) {
                tally.mustRefuse("path " + size, fresh(victim, "GET " + path, login, ""));
            }
        }
        for (Operation operation : Operation.of(victim)) {
            if (!operation.method().equals("GET")) {
                String start = operation.start("none");
                String json = "Content-Type: application/json\r\n";
                tally.mustRefuse(start, fresh(victim, start, login + json, "{\"text\": \"" + "a".repeat(MEBI) + "\"}"));
                tally.mustRefuse(start, fresh(victim, start, login + json, " ".repeat(MEBI + 1)));
                tally.mustRefuse(start, fresh(victim, start, json, "[" + "1,".repeat(MEBI / 2) + "1]"));
            }
        }
    }

    private static Answer fresh(Victim victim, String start, String headers, String body) {
        try (Wire wire = new Wire(victim.port)) {
            return wire.ask(start, headers, body.getBytes(StandardCharsets.UTF_8));
        }
    }
}

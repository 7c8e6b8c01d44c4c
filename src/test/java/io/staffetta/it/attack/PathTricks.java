package io.staffetta.it.attack;

import io.staffetta.access.Role;
import io.staffetta.it.support.RawHttp.Answer;
import java.util.ArrayList;
import java.util.List;

/** Paths that lead to a file, and other ways to write the path of an operation, past the check of the role. */
final class PathTricks implements Attack {

    private static final List<String> STEPS = List.of(
            "../",
            "..%2f",
            "%2e%2e/",
            "%2e%2e%2f",
            "%252e%252e%252f",
            "..\\",
            "..%5c",
            "..;/",
            "....//",
            "%c0%ae%c0%ae/",
            "..%00/",
            ".%2e/",
            "%uff0e%uff0e/",
            "..%c0%af");
    private static final List<String> FILES =
            List.of("etc/passwd", "data/admin-token", "config/accounts.yaml", "config/application.properties");
    private static final List<String> FROM = List.of("/", "/v1/", "/v1/messages/", "/console/", "/openapi.json/");

    @Override
    public String what() {
        return "Paths: traversal, and past the role";
    }

    @Override
    public void on(Victim victim, Tally tally) {
        for (String from : FROM) {
            for (String step : STEPS) {
                for (String file : FILES) {
                    for (int depth : new int[] {1, 3, 8}) {
                        String path = from + step.repeat(depth) + file;
                        tellsNoFile(victim, tally, "", path);
                        tellsNoFile(victim, tally, "Authorization: Bearer " + victim.admin + "\r\n", path);
                    }
                }
            }
        }
        for (Operation operation : Operation.of(victim)) {
            if (!operation.isFor(Role.SENDER)) {
                for (String path : otherWays(operation.pathWith("none"), victim.port)) {
                    String login = "Authorization: Bearer " + victim.roles.get(Role.SENDER) + "\r\n";
                    tally.mustRefuse(
                            operation.method() + " " + path, victim.askWith(login, operation.method() + " " + path));
                }
            }
        }
    }

    private static void tellsNoFile(Victim victim, Tally tally, String login, String path) {
        Answer answer = victim.askWith(login, "GET " + path);
        boolean told = answer.body().contains("root:")
                || answer.body().contains(victim.admin)
                || answer.body().contains("demo-password")
                || answer.body().contains("staffetta.http.port");
        if (told || answer.status() >= 500) {
            tally.won("GET " + path, answer.status() + " " + answer.body());
        } else if (answer.status() >= 400) {
            tally.refused();
        } else {
            tally.harmless();
        }
    }

    private static List<String> otherWays(String path, int port) {
        String last = path.substring(path.lastIndexOf('/') + 1);
        List<String> ways = new ArrayList<>(List.of(
                "/" + path,
                path.replace("/", "//"),
                path.replace("/v1", "/V1"),
                path + "/",
                path + "//",
                path + "/.",
                path + ";x=1",
                path + "%00",
                path + "%20",
                path + "%2f",
                path + ".json",
                path + "#",
                path + "\\",
                path + "?",
                "/openapi.json/.." + path,
                "/v1/messages/.." + path.substring("/v1".length()),
                "/v1/messages/%2e%2e" + path.substring("/v1".length()),
                "/v1/." + path.substring("/v1".length()),
                path.replace("/v1/", "/v1%2f"),
                path.replace("/v1/", "/v1\\"),
                "http://127.0.0.1:" + port + path,
                "http://elsewhere.example" + path));
        ways.add(path.substring(0, path.length() - last.length())
                + String.format("%%%02x", (int) last.charAt(0))
                + last.substring(1));
        return ways;
    }
}

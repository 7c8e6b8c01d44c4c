package io.staffetta.it.attack;

import io.staffetta.access.Role;
import io.staffetta.it.support.RawHttp.Answer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Every operation without a token, with wrong ones, and with roles that do not suffice. */
final class RouteRights implements Attack {

    private static final List<String> METHODS =
            List.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get");
    /** Headers by which some servers let in, or take another method or path. */
    private static final List<String> CLAIMS = List.of(
            "X-HTTP-Method-Override: GET",
            "X-Original-URL: /openapi.json",
            "X-Role: admin",
            "X-Forwarded-User: admin",
            "CamelHttpMethod: GET",
            "CamelHttpPath: /openapi.json",
            "X-Forwarded-For: 127.0.0.1",
            "Connection: Authorization");

    @Override
    public String what() {
        return "Routes: no token, wrong token, wrong role";
    }

    @Override
    public void on(Victim victim, Tally tally) throws Exception {
        List<Operation> operations = Operation.of(victim);
        Map<String, String> logins = logins(victim);
        for (Operation operation : operations) {
            String start = operation.start("none");
            // Without anything else one that is open is a bad request.
            int unknown = operation.open() ? 400 : 401;
            for (Map.Entry<String, String> login : logins.entrySet()) {
                refused(tally, start + " " + login.getKey(), victim.askWith(login.getValue(), start), unknown);
            }
            for (String secret : List.of("access_token", "token", "authorization", "Authorization")) {
                String asked = start + "?" + secret + "=" + victim.admin;
                refused(tally, asked, victim.askWith("", asked), unknown);
            }
            roles(operation, victim, tally);
            methods(operations, operation, victim, tally);
        }
    }

    private static void roles(Operation operation, Victim victim, Tally tally) {
        for (Role role : Role.values()) {
            if (operation.isFor(role)) {
                continue;
            }
            String login = "Content-Type: " + operation.type() + "\r\nAuthorization: Bearer " + victim.roles.get(role)
                    + "\r\n";
            String start = operation.start("none");
            refused(tally, start + " as " + role, victim.askWith(login, start), 403);
            for (String claim : CLAIMS) {
                refused(
                        tally,
                        start + " as " + role + ", " + claim,
                        victim.askWith(login + claim + "\r\n", start),
                        403);
            }
            for (String query : List.of("?role=admin", "?x-role=any", "?CamelHttpMethod=GET", "?_method=GET")) {
                refused(tally, start + query + " as " + role, victim.askWith(login, start + query), 403);
            }
        }
    }

    /** Methods that a path does not have, as a sender; and all of them without a token. */
    private static void methods(List<Operation> all, Operation operation, Victim victim, Tally tally) {
        String path = operation.pathWith("none");
        for (String method : METHODS) {
            Answer nobody = victim.askWith("", method + " " + path);
            tally.mustRefuse(method + " " + path, nobody);
            boolean there = all.stream()
                    .anyMatch(other -> other.path().equals(operation.path())
                            && (other.method().equals(method) || method.equals("HEAD") || method.equals("OPTIONS")));
            if (!there) {
                tally.mustRefuse(
                        method + " " + path + " as admin",
                        victim.askWith("Authorization: Bearer " + victim.admin + "\r\n", method + " " + path));
            }
        }
    }

    private static void refused(Tally tally, String input, Answer answer, int status) {
        if (answer.status() == status) {
            tally.refused();
        } else {
            tally.won(input, answer.status() + " " + answer.body());
        }
    }

    /** Lines of a head by what they are. */
    private static Map<String, String> logins(Victim victim) throws Exception {
        String admin = victim.admin;
        Map<String, String> logins = new LinkedHashMap<>();
        logins.put("nothing", "");
        for (String value : List.of(
                "",
                "Bearer",
                "Bearer ",
                "Bearer x",
                "Bearer " + admin + "x",
                "Bearer x" + admin,
                "Bearer " + admin.substring(1),
                "Bearer " + admin.substring(0, admin.length() - 1),
                "Bearer " + admin.toUpperCase(Locale.ROOT) + "A",
                "Bearer " + new StringBuilder(admin).reverse(),
                "Bearer \"" + admin + "\"",
                "Bearer " + admin + "," + admin,
                "Bearer " + admin + ", Bearer " + admin,
                "Bearer=" + admin,
                "Bearer: " + admin,
                "Token " + admin,
                "Digest username=\"admin\"",
                "Negotiate " + admin,
                admin,
                "Basic " + base64("admin:" + admin),
                "Basic " + base64(admin + ":"),
                "Bearer " + base64(admin),
                "Bearer %00",
                "Bearer *",
                "Bearer ' OR '1'='1",
                "Bearer null",
                "Bearer true",
                "Bearer admin",
                "Bearer the-admin",
                "Bearer stf_live_" + "A".repeat(43),
                "Bearer " + victim.roles.get(Role.ADMIN).replace("stf_live_", "stf_test_"),
                "Bearer " + victim.roles.get(Role.ADMIN).substring("stf_live_".length()),
                "Bearer eyJhbGciOiJub25lIn0.eyJyb2xlIjoiYWRtaW4ifQ.",
                "Bearer " + "a".repeat(4000),
                "Bearer " + secret(victim, "broker-password"),
                "Bearer " + secret(victim, "gateway-password"),
                "Bearer " + secret(victim, "broker-key"))) {
            logins.put(value, "Authorization: " + value + "\r\n");
        }
        victim.ended.forEach((why, token) -> logins.put(why, "Authorization: Bearer " + token + "\r\n"));
        String right = "Authorization: Bearer " + admin + "\r\n";
        logins.put("the right one twice", right + right);
        logins.put("a wrong and the right one", "Authorization: Bearer x\r\n" + right);
        logins.put("the right and a wrong one", right + "Authorization: Bearer x\r\n");
        for (String name : List.of(
                "Proxy-Authorization", "X-Authorization", "X-Api-Key", "X-Auth-Token", "Authentication", "Cookie")) {
            logins.put(name, name + ": Bearer " + admin + "\r\n");
        }
        return logins;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String secret(Victim victim, String file) throws Exception {
        return Files.readString(victim.gateway.home().resolve("data").resolve(file))
                .strip();
    }
}

package io.staffetta.it.attack;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Answers of a provider that would read a file, call an address, take all memory, or be taken for a success. */
final class HostileAnswers implements Attack {

    private static final String TAG = "hostile";
    private static final String SUCCESS = "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>"
            + "<r><return>BODY</return></r></s:Body></s:Envelope>";

    /** An answer, and what it is. */
    static final class Reply {

        private final String what;
        private final byte[] bytes;

        Reply(String what, byte[] bytes) {
            this.what = what;
            this.bytes = bytes;
        }

        String what() {
            return what;
        }

        byte[] bytes() {
            return bytes;
        }
    }

    @Override
    public String what() {
        return "Providers' answers: XML entities, depth, bombs, odd heads";
    }

    @Override
    public void on(Victim victim, Tally tally) {
        List<Reply> replies = victim.provider.replies();
        for (int i = 0; i < replies.size(); i++) {
            for (String account : List.of("hostile-soap", "hostile-json")) {
                victim.ask(
                        victim.admin,
                        "POST /v1/messages",
                        ("{\"to\": \"+393330000051\", \"text\": \"answer %d\","
                                        + " \"account\": \"%s\", \"tag\": \"%s\", \"validFor\": \"PT2S\", \"reference\": \"%s-%d\"}")
                                .formatted(i, account, TAG, account, i));
            }
        }
        Map<String, JsonNode> messages = new HashMap<>();
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(300))
                .until(() -> {
                    // A redirection parks its account.
                    victim.ask(victim.admin, "POST /v1/accounts/hostile-soap/unpark", "");
                    victim.ask(victim.admin, "POST /v1/accounts/hostile-json/unpark", "");
                    victim.ask(victim.admin, "GET /v1/messages?limit=1000&tag=" + TAG, "")
                            .json()
                            .path("messages")
                            .forEach(message ->
                                    messages.put(message.path("reference").asText(), message));
                    return messages.size() == 2 * replies.size()
                            && messages.values().stream()
                                    .allMatch(one ->
                                            one.path("state").asText().matches("DEAD|ACCEPTED|DELIVERED|UNDELIVERED"));
                });
        messages.forEach((reference, message) -> {
            String told = message.toString();
            boolean wrong = !message.path("state").asText().equals("DEAD")
                    || told.contains(victim.admin)
                    || told.contains("root:")
                    || told.contains("demo-password")
                    || !HostileNames.isClean(message.path("detail").asText());
            String what = replies.get(Integer.parseInt(reference.substring(reference.lastIndexOf('-') + 1)))
                    .what();
            tally.harmlessUnless(wrong, what + " " + reference, told);
        });
        if (victim.provider.canaries() > 0) {
            tally.won("an answer", "had an address called");
        }
    }

    static List<Reply> all(String canary) {
        List<Reply> all = new ArrayList<>();
        entities(canary, all);
        for (int depth : new int[] {500, 5_000, 20_000, 70_000}) {
            xml(all, depth + " elements deep", "<a>".repeat(depth) + "</a>".repeat(depth));
            json(all, depth + " objects deep", "{\"a\":".repeat(depth) + "1" + "}".repeat(depth));
            json(all, depth + " arrays deep", "[".repeat(depth) + "]".repeat(depth));
        }
        xml(all, "many attributes", "<a " + attributes() + "/>");
        xml(all, "a name of 500 KB", "<" + "a".repeat(500_000) + "/>");
        xml(all, "two mebibytes", "<a>" + "x".repeat(2 << 20) + "</a>");
        xml(all, "many comments", "<a>" + "<!-- -->".repeat(60_000) + "</a>");
        xml(all, "an instruction", "<?xml-stylesheet href=\"" + canary + "\"?><a/>");
        xml(
                all,
                "an inclusion",
                "<a xmlns:xi=\"http://www.w3.org/2001/XInclude\"><xi:include href=\"" + canary + "\"/></a>");
        xml(
                all,
                "a schema",
                "<a xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"x " + canary + "\"/>");
        for (String sign : List.of(
                "\u001b[2J\u001b]0;owned\u0007",
                "<script>alert(1)</script>",
                "\u202e",
                "\u0085",
                "\r\nX: y",
                "=cmd|' /C calc'!A0",
                "${jndi:ldap://127.0.0.1:1/a}",
                "%n%n%s",
                "\u0000",
                "{{env:PATH}}",
                "${env:PATH}")) {
            xml(
                    all,
                    "signs " + sign,
                    SUCCESS.replace("BODY", "no " + sign.replace("<", "&lt;").replace("&&", "&amp;&amp;")));
            json(
                    all,
                    "signs " + sign,
                    "{\"http\": {\"status\": \"400\", \"value\": \"" + sign + "\"}, \"status\": {\"code\": \"1\", "
                            + "\"description\": \"" + sign + "\"}}");
            all.add(new Reply("reason " + sign, bytes("HTTP/1.1 400 " + sign + "\r\nContent-Length: 0\r\n\r\n")));
            all.add(new Reply(
                    "header " + sign, bytes("HTTP/1.1 400 No\r\nX: " + sign + "\r\nContent-Length: 0\r\n\r\n")));
        }
        for (String target :
                List.of(canary, "file:///etc/passwd", "http://169.254.169.254/latest", "//localhost/", "gopher://x/")) {
            for (int status : new int[] {301, 302, 303, 307, 308}) {
                all.add(new Reply(
                        "redirect to " + target,
                        bytes("HTTP/1.1 " + status + " Go\r\nLocation: " + target + "\r\nContent-Length: 0\r\n\r\n")));
            }
        }
        heads(all);
        for (String charset : List.of("UTF-16", "UTF-32", "IBM037", "UTF-16LE")) {
            byte[] body = SUCCESS.replace("BODY", "NOK").getBytes(Charset.forName(charset));
            all.add(new Reply(charset, answer("Content-Type: text/xml; charset=x-none", body)));
        }
        for (int layers = 1; layers < 4; layers++) {
            all.add(new Reply(
                    layers + " layers of gzip",
                    answer(
                            "Content-Type: text/xml\r\nContent-Encoding: gzip" + ", gzip".repeat(layers - 1),
                            zipped(new byte[40 << 20], layers))));
        }
        return all;
    }

    private static void entities(String canary, List<Reply> all) {
        for (String target : List.of(
                "file:///etc/passwd", canary, "jar:" + canary + "!/x", "netdoc:///etc/passwd", "ftp://127.0.0.1:1/x")) {
            for (String way : List.of("SYSTEM \"" + target + "\"", "PUBLIC \"x\" \"" + target + "\"")) {
                entity(all, "<!ENTITY x " + way + ">", "&x;");
                entity(all, "<!ENTITY % x " + way + "> %x;", "OK");
                all.add(reply("a document type", "<!DOCTYPE a " + way + ">" + SUCCESS.replace("BODY", "OK")));
            }
        }
        StringBuilder laughs = new StringBuilder("<!ENTITY l0 \"lol\">");
        for (int i = 1; i < 12; i++) {
            laughs.append("<!ENTITY l")
                    .append(i)
                    .append(" \"")
                    .append(("&l" + (i - 1) + ";").repeat(10))
                    .append("\">");
        }
        entity(all, laughs.toString(), "&l11;");
        entity(all, "<!ENTITY x \"" + "x".repeat(50_000) + "\">", "&x;".repeat(50_000));
        entity(all, "<!ENTITY a \"&b;\"><!ENTITY b \"&a;\">", "&a;");
        entity(all, "<!ENTITY x \"OK\">", "&x;");
    }

    private static void entity(List<Reply> all, String declared, String used) {
        all.add(reply(
                "entity " + declared.substring(0, Math.min(60, declared.length())),
                "<?xml version=\"1.0\"?><!DOCTYPE a [" + declared + "]>" + SUCCESS.replace("BODY", used)));
    }

    private static void heads(List<Reply> all) {
        for (String head : List.of(
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 2\r\n\r\nOK 12",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nOK 12",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffff\r\nOK 12",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nOK 12",
                "HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\nOK",
                "HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(50_000) + "\r\nOK 12",
                "HTTP/1.1 200 OK\r\nX: " + "y".repeat(500_000) + "\r\n\r\nOK 12",
                "HTTP/1.1 999 What\r\n\r\n",
                "HTTP/1.1 2000 OK\r\n\r\nOK 12",
                "HTTP/9.9 200 OK\r\nContent-Length: 0\r\n\r\n",
                "ICY 200 OK\r\n\r\n",
                "",
                "\0\0\0\0",
                "HTTP/1.1 100 Continue\r\n\r\n".repeat(5000),
                "SSH-2.0-OpenSSH\r\n")) {
            all.add(new Reply("head " + head.substring(0, Math.min(70, head.length())), bytes(head)));
        }
    }

    private static String attributes() {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            all.append('a').append(i).append("=\"x\" ");
        }
        return all.toString();
    }

    private static void xml(List<Reply> all, String what, String body) {
        all.add(reply(what, body));
    }

    private static void json(List<Reply> all, String what, String body) {
        all.add(new Reply(what, answer("Content-Type: application/json", body.getBytes(StandardCharsets.UTF_8))));
    }

    private static Reply reply(String what, String body) {
        return new Reply(what, answer("Content-Type: text/xml", body.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] answer(String headers, byte[] body) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        answer.writeBytes(bytes("HTTP/1.1 200 OK\r\n" + headers + "\r\nContent-Length: " + body.length + "\r\n\r\n"));
        answer.writeBytes(body);
        return answer.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] zipped(byte[] bytes, int layers) {
        byte[] zipped = bytes;
        for (int i = 0; i < layers; i++) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                gzip.write(zipped);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            zipped = out.toByteArray();
        }
        return zipped;
    }
}

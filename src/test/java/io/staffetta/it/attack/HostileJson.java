package io.staffetta.it.attack;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.it.support.RawHttp.Answer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Bodies of every operation that takes one, each with one fault for which it must be refused. */
final class HostileJson implements Attack {

    private static final List<String> NUMBERS = List.of(
            "1e400",
            "-1e400",
            "1E+1000000000",
            "1E-1000000000",
            "9".repeat(5000),
            "0." + "0".repeat(5000) + "1",
            "-0.0",
            "99999999999999999999",
            "1.7976931348623157e309");
    private static final List<String> ODD = List.of(
            "NaN",
            "Infinity",
            "-Infinity",
            "undefined",
            "0x10",
            "01",
            "+1",
            ".5",
            "1.",
            "'x'",
            "x",
            "\"\\x41\"",
            "\"\\u12\"",
            "\"a\nb\"",
            "\"\u0000\"",
            "\"a",
            "[1",
            "{",
            "/* */ 1",
            "<x/>");
    private static final List<String> TYPES = List.of(
            "text/plain",
            "application/xml",
            "text/xml",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "application/json; charset=utf-16",
            "application/json; charset=latin1",
            "application/json; charset=@@@",
            "application/json; charset=utf-7",
            "application/x-java-serialized-object",
            "application/yaml",
            "json",
            "*/*",
            "application/json, text/plain",
            "\u0000");

    @Override
    public String what() {
        return "JSON: deep, doubled keys, huge numbers, wrong charsets";
    }

    @Override
    public void on(Victim victim, Tally tally) {
        for (Operation operation : Operation.of(victim)) {
            JsonNode example = operation.body();
            if (example.isObject() && !example.isEmpty()) {
                String type = "Content-Type: application/json\r\n";
                bodies(example, victim.random)
                        .forEach((what, body) -> check(victim, tally, operation, type, what, body));
                byte[] good = example.toString().getBytes(StandardCharsets.UTF_8);
                for (String other : TYPES) {
                    check(victim, tally, operation, "Content-Type: " + other + "\r\n", other, good);
                }
                for (String coding :
                        List.of("gzip", "deflate", "br", "x-gzip", "gzip, gzip", "GZIP", "compress", "zstd")) {
                    check(victim, tally, operation, type + "Content-Encoding: " + coding + "\r\n", coding, good);
                }
            }
        }
    }

    private static void check(Victim victim, Tally tally, Operation operation, String type, String what, byte[] body) {
        String start = operation.start("none");
        Answer answer = victim.http.ask(start, type + "Authorization: Bearer " + victim.admin + "\r\n", body);
        if (answer.status() == 200
                && answer.body().matches("(?s)\\[?\\{\"jsonrpc\".*")
                && answer.body().contains("\"error\"")) {
            // JSON-RPC has its errors in the body.
            tally.refused();
        } else {
            tally.mustRefuse(start + ": " + what, answer);
        }
    }

    private static Map<String, byte[]> bodies(JsonNode example, Random random) {
        Map<String, String> texts = new LinkedHashMap<>();
        String whole = example.toString();
        for (int depth : new int[] {2, 100, 1100, 50_000}) {
            texts.put(depth + " arrays", "[".repeat(depth) + "]".repeat(depth));
            texts.put(depth + " objects", "{\"text\":".repeat(depth) + "1" + "}".repeat(depth));
            texts.put(depth + " arrays that do not end", "[".repeat(depth));
        }
        for (String more : List.of("x", "{}", ",", "]", "\u0000", "//", "1", "null", "\ufeff{}")) {
            texts.put("followed by " + more, whole + more);
        }
        for (String none :
                List.of("null", "true", "1", "\"x\"", "", " ", "[]", "[[]]", "[null]", "\u0000", "<a/>", "a=b")) {
            texts.put("only " + none, none);
        }
        texts.put("a field that is not known", whole.replaceFirst("\\{", "{\"surprise\":1,"));
        texts.put("the prototype", whole.replaceFirst("\\{", "{\"__proto__\":{\"role\":\"admin\"},"));
        texts.put("a class", whole.replaceFirst("\\{", "{\"@class\":\"java.net.URL\","));
        texts.put("a comma too many", whole.replaceFirst("}$", ",}"));
        texts.put("a comment", whole.replaceFirst("\\{", "{/**/"));
        texts.put("single quotes", whole.replace('"', '\''));
        for (Map.Entry<String, JsonNode> field : example.properties()) {
            String written = "\"" + field.getKey() + "\":" + field.getValue();
            texts.put("twice " + written, whole.replace(written, written + "," + written));
            texts.put(
                    "twice, escaped " + written,
                    whole.replace(written, written + ",\"" + escaped(field.getKey()) + "\":1"));
            texts.put("without quotes " + field.getKey(), whole.replace("\"" + field.getKey() + "\"", field.getKey()));
            for (String value : values()) {
                texts.put(
                        field.getKey() + " " + (value.length() > 30 ? value.length() + " chars" : value),
                        whole.replace(written, "\"" + field.getKey() + "\":" + value));
            }
        }
        for (int cut = 0; cut < 10; cut++) {
            int end = 1 + random.nextInt(whole.length() - 1);
            texts.put("the first " + end, whole.substring(0, end));
        }
        Map<String, byte[]> bodies = new LinkedHashMap<>();
        texts.forEach((what, text) -> bodies.put(what, text.getBytes(StandardCharsets.UTF_8)));
        for (String charset : List.of("UTF-16BE", "UTF-16LE", "UTF-32", "IBM037")) {
            bodies.put(charset, whole.getBytes(Charset.forName(charset)));
        }
        for (byte[] wrong : new byte[][] {
            {(byte) 0xff},
            {(byte) 0xc0, (byte) 0xaf},
            {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
            {(byte) 0xe0, (byte) 0x80},
            {(byte) 0xf8, (byte) 0x88, (byte) 0x80, (byte) 0x80, (byte) 0x80},
            {(byte) 0x80}
        }) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            int at = 2;
            body.write(whole.getBytes(StandardCharsets.UTF_8), 0, at);
            body.writeBytes(wrong);
            body.write(whole.getBytes(StandardCharsets.UTF_8), at, whole.getBytes(StandardCharsets.UTF_8).length - at);
            bodies.put("bytes that are no UTF-8, " + wrong.length + " " + wrong[0], body.toByteArray());
        }
        return bodies;
    }

    private static List<String> values() {
        List<String> values = new ArrayList<>(NUMBERS);
        values.addAll(ODD);
        values.add("{\"a\":".repeat(500) + "1" + "}".repeat(500));
        return values;
    }

    private static String escaped(String name) {
        return String.format("\\u%04x", (int) name.charAt(0)) + name.substring(1);
    }
}

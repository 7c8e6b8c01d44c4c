package io.staffetta.it.attack;

import io.staffetta.it.support.RawSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Requests whose end two programs may see at different places (RFC 9112), each with a second request in what may be its body:
 * that one must not be obeyed, and all that may be read in two ways is refused, with the end of the connection.
 */
final class Framing implements Attack {

    private static final String TAG = "smuggled";
    private static final int LEAST = 1500;
    private static final String[] JUNK = {
        "\u000b",
        "\f",
        "\u0000",
        "\u0001",
        "\u007f",
        "\u0085",
        "\u00a0",
        "\"",
        "'",
        ",",
        ";",
        "x",
        "\\",
        "=",
        "/",
        ";q=1",
        ", identity",
        ", chunked",
        " chunked",
        ",,"
    };
    private static final String[] LENGTHS = {
        "5,5",
        "LENGTH, LENGTH",
        "+LENGTH",
        "-1",
        "-0",
        "0x24",
        "5.0",
        "5 5",
        "",
        "99999999999999999999",
        "1e1",
        "\u00b2",
        "LENGTHx",
        "xLENGTH",
        "\"LENGTH\"",
        "LENGTH;",
        "0, LENGTH",
        "\u000bLENGTH",
        "LENGTH\u0000",
        "2147483648000",
        "0b11",
        "1_0",
        "LENGTH\u0085",
        "NaN",
        "-LENGTH"
    };
    private static final String[] CODINGS = {
        "chunk", "gzip, chunked", "chunked, gzip", "chunked, chunked", "chunked,", "identity", "xchunked",
                "\"chunked\"",
        "chunked;q=1", "deflate", "", "chunked chunked", "c\thunked", "chun\u0000ked", "identity, chunked", "trailers"
    };
    private static final String[] SIZES = {
        "-1",
        "0xSIZE",
        "+SIZE",
        "SIZE\n",
        "SIZE;a\nb",
        "ffffffffffffffffff",
        "100000000SIZE",
        "x",
        "23",
        "",
        "2_4",
        "SIZE SIZE",
        "SIZE,",
        "SIZE\u0000",
        "SIZE\u000b",
        "\u0662\u0664",
        "SIZEh",
        "SIZE.0",
        "-0"
    };
    /** A head that is whole but for one of these is refused; LENGTH is right. */
    private static final String[] LINES = {
        " X: folded\r\n",
        "\tX: folded\r\n",
        "X: a\r\n b\r\n",
        "X : a\r\n",
        "X\t: a\r\n",
        ": nameless\r\n",
        "no colon\r\n",
        "X(y): z\r\n",
        "X: a\u0000b\r\n",
        "X: a\rY: b\r\n",
        "X: a\nY: b\r\n",
        "X y: z\r\n",
        "X\u0000: z\r\n",
        "X\u00e9: z\r\n",
        "\"X\": z\r\n",
        "{X}: z\r\n",
        "X: a\u000bb\u0001\r\n",
        "Content-Length : LENGTH\r\n",
        "Content-Length\r\n: LENGTH\r\n",
        "Transfer-Encoding : chunked\r\n",
        "Transfer-Encoding\t: chunked\r\n",
        "Transfer-Encoding:\r\n chunked\r\n",
        "X: a\r\n\tTransfer-Encoding: chunked\r\n",
        "X: a\rTransfer-Encoding: chunked\r\n",
        "X: a\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding\u0000: chunked\r\n"
    };

    private static final String[] FIRST = {
        "POST  /v1/messages HTTP/1.1",
        "POST /v1/messages  HTTP/1.1",
        "POST\t/v1/messages\tHTTP/1.1",
        "POST /v1/messages",
        "POST /v1/messages HTTP/1.1 x",
        "POST /v1/messages HTTP/9.9",
        "POST /v1/messages http/1.1",
        "POST /v1/messages HTTP/1.10",
        "POST /v1/messages HTTP/01.1",
        "POST /v1/mess ages HTTP/1.1",
        " POST /v1/messages HTTP/1.1",
        "POST /v1/messages\u0000 HTTP/1.1",
        "POST /v1/messages HTTP/1.1\r\n ",
        "P\u0000ST /v1/messages HTTP/1.1",
        "POST /v1/messages HTTP/2.0",
        "POST v1/messages HTTP/1.1",
        "POST /v1/messages HTTPS/1.1",
        "PRI * HTTP/2.0"
    };

    private Victim victim;
    private Tally tally;
    private int asked;

    @Override
    public String what() {
        return "Framing: two lengths, odd codings, lines and chunks";
    }

    @Override
    public void on(Victim attacked, Tally kept) {
        victim = attacked;
        tally = kept;
        List<String> whole = heads();
        for (String lines : whole) {
            check("POST /v1/messages HTTP/1.1", lines, "SIZE");
        }
        for (String first : FIRST) {
            check(first, "Content-Length: LENGTH\r\n", "SIZE");
            check(first, "Transfer-Encoding: chunked\r\n", "SIZE");
        }
        for (String size : SIZES) {
            check("POST /v1/messages HTTP/1.1", "Transfer-Encoding: chunked\r\n", size);
        }
        Random random = victim.random;
        while (asked < LEAST) {
            // One of these suffices to refuse it; others, good or bad, stand before or behind.
            List<String> lines = new ArrayList<>(List.of(any(random, whole)));
            for (int more = random.nextInt(4); more > 0; more--) {
                lines.add(random.nextInt(lines.size() + 1), random.nextBoolean() ? any(random, whole) : good(random));
            }
            check(FIRST[0].replace("  ", " "), String.join("", lines), SIZES[random.nextInt(SIZES.length)]);
        }
        String smuggled =
                victim.ask(victim.admin, "GET /v1/messages?tag=" + TAG, "").body();
        if (!smuggled.equals("{\"messages\":[]}")) {
            tally.won("a request in a request", smuggled);
        }
    }

    private static String good(Random random) {
        return "X-" + random.nextInt(100) + ": " + Integer.toHexString(random.nextInt()) + "\r\n";
    }

    private static String any(Random random, List<String> all) {
        return all.get(random.nextInt(all.size()));
    }

    private static List<String> heads() {
        String length = "Content-Length: LENGTH\r\n";
        String chunked = "Transfer-Encoding: chunked\r\n";
        List<String> heads = new ArrayList<>(List.of(
                length + chunked,
                chunked + length,
                chunked + chunked,
                length + length,
                length + "Content-Length: 5\r\n",
                "Content-Length: 0\r\n" + length,
                "Content-Length: 0\r\n" + chunked,
                "transfer-encoding: CHUNKED\r\n" + length,
                "Transfer-Encoding: identity\r\n" + length));
        for (String line : LINES) {
            heads.add(line + length);
            heads.add(length + line);
        }
        for (String value : LENGTHS) {
            heads.add("Content-Length: " + value + "\r\n");
            heads.add("Content-Length: " + value + "\r\n" + chunked);
            heads.add(length + "Content-Length: " + value + "\r\n");
        }
        List<String> codings = new ArrayList<>(List.of(CODINGS));
        for (String junk : JUNK) {
            codings.add(junk + "chunked");
            codings.add("chunked" + junk);
        }
        for (String coding : codings) {
            heads.add("Transfer-Encoding: " + coding + "\r\n");
            heads.add("Transfer-Encoding: " + coding + "\r\n" + length);
            heads.add(chunked + "Transfer-Encoding: " + coding + "\r\n");
        }
        return heads;
    }

    /** Has a whole message in chunks or not, and behind it a second request. */
    private void check(String first, String lines, String size) {
        asked++;
        String message = "{\"to\":\"+393330000001\",\"text\":\"Ciao\",\"tag\":\"" + TAG + "\"}";
        String second = head("POST /v1/messages HTTP/1.1", "Content-Length: " + message.length() + "\r\n") + message;
        boolean chunks = lines.toLowerCase(Locale.ROOT).contains("chunk");
        String body = chunks ? size.replace("SIZE", "2") + "\r\n{}\r\n0\r\n\r\n" + second : "{}" + second;
        String request = head(first, lines.replace("LENGTH", "2")) + body;
        try (RawSocket socket = RawSocket.to(victim.port)) {
            String answers = socket.write(request).readToEnd();
            boolean once = answers.split("HTTP/1\\.1 [0-9]", -1).length == 2;
            if (answers.isEmpty() || (once && answers.matches("(?s)HTTP/1\\.1 (4|505).*"))) {
                tally.refused();
            } else {
                tally.won(request, answers);
            }
        }
    }

    private String head(String first, String lines) {
        return first + "\r\nHost: 127.0.0.1:" + victim.port
                + "\r\nContent-Type: application/json\r\nAuthorization: Bearer " + victim.admin + "\r\n" + lines
                + "\r\n";
    }
}

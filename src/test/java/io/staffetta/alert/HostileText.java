package io.staffetta.alert;

import java.time.Instant;
import java.util.List;

/** A notice whose names and words try to become something else where they are read. */
final class HostileText {

    /** Ends the line in each way there is, writes a header and a body of its own, steers a terminal, and reverses what follows. */
    static final String TEXT =
            "a\r\nBcc: eve@example.com\r\n\r\nbody\n.\nQUIT\rb\u0085c\u2028d\u2029e\u001b[2J\u001b]0;x\u0007"
                    + "\u009b31mf\u0000\u0008\u007f\u202eg\u2066h\ufeff<script>alert(1)</script>\",\"test\":true,\"x\":\"=1+1,,é😀";

    static final Notice NOTICE =
            new Notice(TEXT, false, List.of(alert(null)), List.of(alert(Instant.parse("2026-11-29T13:00:00Z"))));

    private HostileText() {}

    private static Alert alert(Instant ended) {
        return new Alert("oldest:" + TEXT, Instant.parse("2026-11-29T12:00:00Z"), TEXT, null, 1, ended, ended != null);
    }

    /** Whether a character ends a line, steers a terminal or hides others. */
    static boolean steers(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}

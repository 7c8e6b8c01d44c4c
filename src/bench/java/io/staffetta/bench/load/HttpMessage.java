package io.staffetta.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A whole HTTP/1.1 request or answer among the bytes of a connection; valid until the connection reads again. */
final class HttpMessage {

    private static final byte[] HEAD_END = ascii("\r\n\r\n");
    private static final byte[] LINE_END = ascii("\r\n");
    private static final byte[] LENGTH = ascii("\r\ncontent-length:");
    private static final byte[] CHUNKED = ascii("\r\ntransfer-encoding: chunked");
    private static final byte[] CLOSE = ascii("\r\nconnection: close");
    private static final byte[] KEEP = ascii("\r\nconnection: keep-alive");
    private static final byte[] OLD = ascii(" http/1.0\r\n");

    private final byte[] bytes;
    private final int from;
    private final int headEnd;
    private final int end;

    private HttpMessage(byte[] bytes, int from, int headEnd, int end) {
        this.bytes = bytes;
        this.from = from;
        this.headEnd = headEnd;
        this.end = end;
    }

    /** The first message, if all of it is there. */
    static Optional<HttpMessage> first(byte[] bytes, int from, int to) {
        int head = find(bytes, HEAD_END, from, to);
        if (head < 0) {
            return Optional.empty();
        }
        int body = head + HEAD_END.length;
        int length = find(bytes, LENGTH, from, body);
        int end;
        if (length >= 0) {
            end = body + (int) number(bytes, length + LENGTH.length, body);
        } else if (find(bytes, CHUNKED, from, body) >= 0) {
            end = chunksEnd(bytes, body, to);
        } else {
            end = body;
        }
        return end < 0 || end > to ? Optional.empty() : Optional.of(new HttpMessage(bytes, from, body, end));
    }

    /** How many bytes it has. */
    int length() {
        return end - from;
    }

    /** Whether it is a POST request. */
    boolean isPost() {
        return bytes[from] == 'P' && bytes[from + 1] == 'O';
    }

    /** Status of an answer, 100 to 599. */
    int status() {
        return (int) number(bytes, from + "HTTP/1.1".length(), headEnd);
    }

    /** Whether the connection ends after it. */
    boolean closes() {
        return find(bytes, CLOSE, from, headEnd) >= 0
                || (find(bytes, OLD, from, headEnd) >= 0 && find(bytes, KEEP, from, headEnd) < 0);
    }

    /**
     * The first number after a marker, anywhere in the message; blanks, + and %2B before it do not count.
     *
     * @param marker in small letters; the message may have large ones
     * @return -1 if there is no marker, or no digit after it
     */
    long numberAfter(byte[] marker) {
        int at = find(bytes, marker, from, end);
        return at < 0 ? -1 : number(bytes, at + marker.length, end);
    }

    /** Bytes of ASCII characters. */
    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static int chunksEnd(byte[] bytes, int from, int to) {
        int at = from;
        while (true) {
            int line = find(bytes, LINE_END, at, to);
            if (line < 0) {
                return -1;
            }
            int size = Integer.parseInt(new String(bytes, at, line - at, StandardCharsets.US_ASCII).strip(), 16);
            at = line + LINE_END.length + size + LINE_END.length;
            if (size == 0 || at > to) {
                return size == 0 ? at : -1;
            }
        }
    }

    private static long number(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && (bytes[at] == ' ' || bytes[at] == '+')) {
            at++;
        }
        if (at + 3 < to && bytes[at] == '%' && bytes[at + 1] == '2' && bytes[at + 2] == 'B') {
            at += 3;
        }
        if (at >= to || bytes[at] < '0' || bytes[at] > '9') {
            return -1;
        }
        long value = 0;
        for (; at < to && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
            value = value * 10 + bytes[at] - '0';
        }
        return value;
    }

    /** Where what is sought begins; large letters among the bytes count as small ones. */
    private static int find(byte[] bytes, byte[] sought, int from, int to) {
        for (int i = from; i <= to - sought.length; i++) {
            int j = 0;
            while (j < sought.length && small(bytes[i + j]) == sought[j]) {
                j++;
            }
            if (j == sought.length) {
                return i;
            }
        }
        return -1;
    }

    private static int small(byte letter) {
        return letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter;
    }
}

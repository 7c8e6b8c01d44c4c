package io.staffetta.provider;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of an answer, from its bytes. A byte order mark decides its charset before all else, then bytes that can only be
 * UTF-16, then the charset that {@code Content-Type} or an XML declaration names. A charset with an illegal or unknown name
 * is taken as UTF-8. The text is without byte order marks and without the blanks before its first character.
 */
public final class AnswerText {

    private static final Pattern CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*[\"']?\\s*([^\\s;\"']+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern DECLARATION =
            Pattern.compile("\\A\\s*<\\?xml[^>]{0,200}?\\bencoding\\s*=\\s*[\"']([A-Za-z0-9._-]{1,40})[\"']");
    /** Blanks, byte order marks and other characters that nobody sees. */
    private static final Pattern BEFORE = Pattern.compile("\\A[\\s\\p{Z}\\p{Cf}\\x00]+");

    private static final int LONGEST_DECLARATION = 300;

    private AnswerText() {}

    /**
     * Decodes a body.
     *
     * @param body bytes, without content encoding
     * @param contentType value of {@code Content-Type}; empty if there was none
     */
    public static String of(byte[] body, String contentType) {
        Charset charset = byMark(body)
                .or(() -> byZeros(body))
                .or(() -> named(contentType))
                .or(() -> declared(body))
                .orElse(StandardCharsets.UTF_8);
        return BEFORE.matcher(new String(body, charset)).replaceFirst("");
    }

    private static Optional<Charset> byMark(byte[] body) {
        if (begins(body, 0xEF, 0xBB, 0xBF)) {
            return Optional.of(StandardCharsets.UTF_8);
        }
        if (begins(body, 0xFF, 0xFE, 0, 0)) {
            return Optional.of(Charset.forName("UTF-32LE"));
        }
        if (begins(body, 0, 0, 0xFE, 0xFF)) {
            return Optional.of(Charset.forName("UTF-32BE"));
        }
        if (begins(body, 0xFF, 0xFE)) {
            return Optional.of(StandardCharsets.UTF_16LE);
        }
        return begins(body, 0xFE, 0xFF) ? Optional.of(StandardCharsets.UTF_16BE) : Optional.empty();
    }

    /** No text has a zero byte among its first two, save one of 16 bits a character. */
    private static Optional<Charset> byZeros(byte[] body) {
        if (body.length < 2 || (body[0] == 0) == (body[1] == 0)) {
            return Optional.empty();
        }
        return Optional.of(body[0] == 0 ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE);
    }

    private static Optional<Charset> named(String contentType) {
        Matcher matcher = CHARSET.matcher(contentType);
        return matcher.find() ? Optional.of(charset(matcher.group(1))) : Optional.empty();
    }

    private static Optional<Charset> declared(byte[] body) {
        int length = Math.min(body.length, LONGEST_DECLARATION);
        Matcher matcher = DECLARATION.matcher(new String(body, 0, length, StandardCharsets.ISO_8859_1));
        return matcher.find() ? Optional.of(charset(matcher.group(1))) : Optional.empty();
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) { // Illegal, or not known here.
            return StandardCharsets.UTF_8;
        }
    }

    private static boolean begins(byte[] body, int... with) {
        if (body.length < with.length) {
            return false;
        }
        for (int i = 0; i < with.length; i++) {
            if ((body[i] & 0xFF) != with[i]) {
                return false;
            }
        }
        return true;
    }
}

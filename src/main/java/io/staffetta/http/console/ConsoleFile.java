package io.staffetta.http.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * A file of the console as browsers get it: as it is, and packed with gzip, which is made once.
 *
 * <p>Immutable, and so safe to share between threads.
 */
final class ConsoleFile {

    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;

    private final String text;
    private final byte[] packed;
    private final Map<String, String> headers;

    /**
     * @param tag tells this text from all others; without quotes
     * @param headers those of each answer, but for the tag
     */
    ConsoleFile(String text, String tag, Map<String, String> headers) {
        this.text = text;
        this.packed = packed(text.getBytes(StandardCharsets.UTF_8));
        Map<String, String> all = new HashMap<>(headers);
        // Weak, since it is that of the packed file, too.
        all.put("ETag", "W/\"" + tag + '"');
        all.put("Vary", "Accept-Encoding");
        this.headers = Map.copyOf(all);
    }

    /** The text, not packed. */
    String text() {
        return text;
    }

    /** The headers of each answer. */
    Map<String, String> headers() {
        return headers;
    }

    /** Bytes that go over the wire for it to whoever takes gzip. */
    int packedBytes() {
        return packed.length;
    }

    /**
     * Makes it the answer of an exchange; without a body, if it is known already.
     *
     * @param known tags of what the browser has, as {@code If-None-Match} has them; {@code null} for none
     * @param encodings what the browser unpacks, as {@code Accept-Encoding} has it; {@code null} for nothing
     */
    void answer(Exchange exchange, String known, String encodings) {
        boolean same = known != null && known.contains(headers.get("ETag").substring(2));
        boolean pack = !same && takesGzip(encodings);
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, same ? NOT_MODIFIED : OK);
        headers.forEach(message::setHeader);
        if (pack) {
            message.setHeader(Exchange.CONTENT_ENCODING, "gzip");
        }
        message.setBody(same ? "" : pack ? packed : text);
    }

    private static boolean takesGzip(String encodings) {
        return encodings != null
                && Arrays.stream(encodings.split(","))
                        .map(one -> one.replace(" ", ""))
                        .anyMatch(one -> one.equals("gzip") || one.matches("gzip;q=(0\\.0*[1-9]|1).*"));
    }

    private static byte[] packed(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new Best(out)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException("Memory can be written to", e);
        }
        return out.toByteArray();
    }

    /** As small as it can be made. */
    private static final class Best extends GZIPOutputStream {

        Best(ByteArrayOutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}

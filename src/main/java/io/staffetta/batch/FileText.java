package io.staffetta.batch;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decodes a file. Bytes that are not of its encoding become {@link #UNDECODABLE}, so that the row that has them is known. */
final class FileText {

    /** A code point that Unicode keeps for a program's own use, and that no text has; permitted in XML. */
    static final char UNDECODABLE = '\ufdd0';

    private static final char BYTE_ORDER_MARK = '\ufeff';
    private static final int LOOK_AHEAD = 256;
    private static final Pattern XML_ENCODING = Pattern.compile(
            "^(?:\u00ef\u00bb\u00bf)?<\\?xml[^>]*\\sencoding\\s*=\\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']");

    private FileText() {}

    /**
     * The text of a file, without a byte order mark.
     *
     * @throws BatchFileException if it is in UTF-16 and nobody said so, or XML in an encoding that is not known
     */
    static Reader open(InputStream in, BatchSettings settings) throws IOException {
        BufferedInputStream bytes = new BufferedInputStream(in);
        Charset charset = settings.charset().isPresent()
                ? settings.charset().get()
                : charset(beginning(bytes), settings.format());
        BufferedReader reader = new BufferedReader(new InputStreamReader(
                bytes,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE)
                        .replaceWith(String.valueOf(UNDECODABLE))));
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) {
            reader.reset();
        }
        return reader;
    }

    private static Charset charset(String beginning, BatchFormat format) {
        if (beginning.startsWith("\u00ff\u00fe") || beginning.startsWith("\u00fe\u00ff")) {
            throw new BatchFileException(
                    1, 1, "begins as UTF-16 does", "give UTF-16 as its charset, or save it as UTF-8");
        }
        Matcher declared = XML_ENCODING.matcher(beginning);
        return format == BatchFormat.XML && declared.find() ? declared(declared.group(1)) : StandardCharsets.UTF_8;
    }

    private static Charset declared(String name) {
        return named(name)
                .orElseThrow(() -> new BatchFileException(
                        1, 0, "declares the encoding '" + name + "', which is not known", "use UTF-8"));
    }

    /** An encoding that this Java knows. */
    static Optional<Charset> named(String name) {
        try {
            return Optional.of(Charset.forName(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String beginning(BufferedInputStream bytes) throws IOException {
        bytes.mark(LOOK_AHEAD);
        String beginning = new String(bytes.readNBytes(LOOK_AHEAD), StandardCharsets.ISO_8859_1);
        bytes.reset();
        return beginning;
    }
}

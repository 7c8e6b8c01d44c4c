package io.staffetta.batch.text;

import io.staffetta.language.Phrase;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file as text: the lines of its rows, and what comes before them. Bytes that are not of its encoding become
 * {@link MalformedInput} text, so that the row that has them is known.
 *
 * @param reader what comes after byte order mark and directive; may be marked
 * @param charset encoding of the file
 * @param start byte order mark and line of the directive as they are written; empty if there are none
 * @param directive what the first line says
 */
public record FileText(BufferedReader reader, Charset charset, String start, Directive directive) implements Closeable {

    private static final char BYTE_ORDER_MARK = '\ufeff';
    private static final Pattern XML_ENCODING =
            Pattern.compile("^\\s*<\\?xml[^>]*\\sencoding\\s*=\\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']");

    /**
     * Opens a file.
     *
     * @param given encoding that somebody said, which a byte order mark goes before; empty for what the file itself says
     * @throws BatchFileException if the directive is wrong, the file is no text, or in UTF-16 without a byte order mark and
     *     nobody said so, or XML in an encoding that is not known
     */
    public static FileText open(InputStream in, Optional<Charset> given) throws IOException {
        BufferedInputStream bytes = new BufferedInputStream(in, 2 * Directive.MAX_BYTES);
        bytes.mark(Directive.MAX_BYTES + 1);
        byte[] beginning = bytes.readNBytes(Directive.MAX_BYTES);
        bytes.reset();
        ForeignFormat.refuse(beginning);
        Optional<Charset> marked = ByteOrderMark.of(beginning);
        Charset first = marked.or(() -> given).orElseGet(() -> charset(beginning));
        String line = directive(beginning, exact(first, beginning));
        Charset charset = exact(
                line.isEmpty()
                        ? first
                        : marked.or(() -> Directive.charsetIn(line)).orElse(first),
                beginning);
        Directive directive = line.isEmpty() ? Directive.NONE : Directive.parse(directive(beginning, charset));
        if (MalformedInput.isIn(directive.json())) {
            throw new BatchFileException(
                    1,
                    0,
                    Phrase.of("has bytes that are not {0}", charset.name()),
                    Phrase.of("save the file so, or name its charset after {0}", Directive.MARK));
        }
        BufferedReader reader = new BufferedReader(new FileCharacters(new TextDecoder(bytes, charset)));
        String start = byteOrderMark(reader) + (directive.equals(Directive.NONE) ? "" : line(reader));
        return new FileText(reader, charset, start, directive);
    }

    /** Whether it begins with a byte order mark. */
    boolean isMarked() {
        return start.indexOf(BYTE_ORDER_MARK) == 0;
    }

    /** Lines of the file before the reader's. */
    public long linesBefore() {
        return directive.equals(Directive.NONE) ? 0 : 1;
    }

    /** The directive's line; empty if there is none. */
    private static String directive(byte[] beginning, Charset charset) throws IOException {
        try (BufferedReader reader =
                new BufferedReader(new TextDecoder(new ByteArrayInputStream(beginning), charset))) {
            byteOrderMark(reader);
            char[] mark = new char[Directive.MARK.length()];
            int read = reader.read(mark);
            if (read < mark.length || !new String(mark).equals(Directive.MARK)) {
                return "";
            }
            String line = line(reader);
            if (beginning.length == Directive.MAX_BYTES && line.equals(line.stripTrailing())) {
                throw new BatchFileException(
                        1,
                        0,
                        Phrase.of("is longer than {0} bytes", Directive.MAX_BYTES),
                        Phrase.of("shorten what follows {0}", Directive.MARK));
            }
            return Directive.MARK + line.strip();
        }
    }

    /** Also where several programs have put one, each before that of the last; one is kept. */
    private static String byteOrderMark(BufferedReader reader) throws IOException {
        String mark = "";
        reader.mark(1);
        while (reader.read() == BYTE_ORDER_MARK) {
            mark = String.valueOf(BYTE_ORDER_MARK);
            reader.mark(1);
        }
        reader.reset();
        return mark;
    }

    /** The next line with its end. */
    private static String line(BufferedReader reader) throws IOException {
        StringBuilder line = new StringBuilder();
        int c = reader.read();
        while (c >= 0 && c != '\n' && c != '\r') {
            line.append((char) c);
            c = reader.read();
        }
        if (c >= 0) {
            line.append((char) c);
        }
        if (c == '\r') {
            reader.mark(1);
            if (reader.read() == '\n') {
                line.append('\n');
            } else {
                reader.reset();
            }
        }
        return line.toString();
    }

    private static Charset charset(byte[] beginning) {
        ByteOrderMark.guessed(beginning).ifPresent(guessed -> {
            throw new BatchFileException(
                    1,
                    1,
                    Phrase.of("begins as {0} does, but without a byte order mark", guessed.name()),
                    Phrase.of("give {0} as its charset, or save it as UTF-8", guessed.name()));
        });
        Matcher declared = XML_ENCODING.matcher(withoutDirective(new String(beginning, StandardCharsets.ISO_8859_1)));
        return declared.find() ? declared(declared.group(1)) : StandardCharsets.UTF_8;
    }

    private static String withoutDirective(String text) {
        return text.startsWith(Directive.MARK) ? text.replaceFirst("[^\\r\\n]*", "") : text;
    }

    private static Charset declared(String name) {
        return Encodings.named(name)
                .orElseThrow(() -> new BatchFileException(
                        1, 0, Phrase.of("declares the encoding ''{0}'', which is not known", name), "use UTF-8"));
    }

    /** The encoding with its order of bytes, so that what is encoded in it piece by piece has no marks in between. */
    private static Charset exact(Charset charset, byte[] beginning) {
        boolean little = ByteOrderMark.of(beginning)
                .or(() -> ByteOrderMark.guessed(beginning))
                .map(found -> found.name().endsWith("LE"))
                .orElse(false);
        return switch (charset.name()) {
            case "UTF-16" -> little ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
            case "x-UTF-16LE-BOM" -> StandardCharsets.UTF_16LE;
            case "UTF-32" -> Charset.forName(little ? "UTF-32LE" : "UTF-32BE");
            default -> charset;
        };
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}

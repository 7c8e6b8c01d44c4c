package io.staffetta.batch.result;

import io.staffetta.batch.format.Frame;
import io.staffetta.batch.format.RowReader;
import io.staffetta.batch.text.ByteOrderMark;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * Describes how the result of a file is written, so that the program which wrote the file opens it: with its separator,
 * and with a byte order mark if it has one. To a file in UTF-16 in what Excel reads of it: little-endian, with tabs.
 *
 * @param separator what stands between fields
 * @param charset UTF-8 or UTF-16LE
 * @param isMarked whether it begins with a byte order mark
 */
public record ResultFormat(char separator, Charset charset, boolean isMarked) {

    /** To files that are no CSV, or of which nothing is known. */
    public static final ResultFormat PLAIN = new ResultFormat(',', StandardCharsets.UTF_8, false);

    private static final String MARK = "\ufeff";

    /** How a file is answered. */
    public static ResultFormat to(RowReader rows) {
        Frame frame = rows.frame();
        if (frame.charset().name().startsWith("UTF-16")) {
            return new ResultFormat('\t', StandardCharsets.UTF_16LE, true);
        }
        return new ResultFormat(
                rows.separator(), StandardCharsets.UTF_8, frame.head().startsWith(MARK));
    }

    /** How answers are written that have been begun; {@code otherwise} if they have not. */
    public static ResultFormat of(Path answers, ResultFormat otherwise) throws IOException {
        byte[] beginning;
        try (InputStream in = Files.newInputStream(answers)) {
            beginning = in.readNBytes(16);
        } catch (NoSuchFileException e) {
            return otherwise;
        }
        Charset charset = ByteOrderMark.of(beginning)
                .filter(StandardCharsets.UTF_16LE::equals)
                .orElse(StandardCharsets.UTF_8);
        String text = new String(beginning, charset);
        int place = text.indexOf(ResultLine.COLUMNS.get(0))
                + ResultLine.COLUMNS.get(0).length();
        return place >= ResultLine.COLUMNS.get(0).length() && place < text.length()
                ? new ResultFormat(text.charAt(place), charset, text.startsWith(MARK))
                : otherwise;
    }

    /** The first line, with what comes before it. */
    public byte[] header(List<String> columns) {
        return ((isMarked ? MARK : "") + ResultCsv.line(columns, separator)).getBytes(charset);
    }

    /** Another line. */
    public byte[] line(List<String> fields) {
        return ResultCsv.line(fields, separator).getBytes(charset);
    }
}

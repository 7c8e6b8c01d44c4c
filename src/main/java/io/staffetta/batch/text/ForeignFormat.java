package io.staffetta.batch.text;

import io.staffetta.language.Phrase;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Files that are no text, or a text of another kind, known by how they begin, and what to do about each. */
public final class ForeignFormat {

    private static final String SAVE = "save it as CSV, in Excel as 'CSV UTF-8 (comma delimited)', and drop that";
    private static final String EXPORT = "export its rows as CSV with the columns to,text, and drop that";
    private static final int SEEN = 4096;
    private static final Map<String, String[]> BEGINNINGS = beginnings();
    private static final Map<String, String[]> EXTENSIONS = Map.of(
            ".xlsx", workbook(),
            ".xlsm", workbook(),
            ".xlsb", workbook(),
            ".xls", workbook(),
            ".ods", workbook(),
            ".numbers", workbook(),
            ".pdf", new String[] {"a PDF document", EXPORT},
            ".zip", new String[] {"an archive", "unpack it, and drop the files in it"},
            ".gz", new String[] {"compressed (gzip)", "unpack it, and drop the file in it"},
            ".docx", new String[] {"a document of a word processor", EXPORT});

    private ForeignFormat() {}

    private static String[] workbook() {
        return new String[] {"a workbook of a spreadsheet program, no text", SAVE};
    }

    private static Map<String, String[]> beginnings() {
        Map<String, String[]> all = new LinkedHashMap<>();
        all.put("PK\u0003\u0004", new String[] {
            "a workbook of Excel or OpenDocument (.xlsx, .ods), or another archive (zip)",
            "if it is a workbook, save it as CSV, in Excel as 'CSV UTF-8 (comma delimited)', and drop that; else unpack it,"
                    + " and drop the files in it"
        });
        all.put("PK\u0005\u0006", new String[] {"an empty archive (zip)", "drop the file itself"});
        all.put("\u00d0\u00cf\u0011\u00e0", new String[] {"an old Office document, such as Excel's .xls", SAVE});
        all.put("%PDF", new String[] {"a PDF document", EXPORT});
        all.put("{\\rtf", new String[] {"a document of a word processor (RTF)", EXPORT});
        all.put("\u001f\u008b", new String[] {"compressed (gzip)", "unpack it, and drop the file in it"});
        all.put("7z\u00bc\u00af", new String[] {"an archive (7z)", "unpack it, and drop the files in it"});
        all.put("Rar!", new String[] {"an archive (rar)", "unpack it, and drop the files in it"});
        all.put("BZh", new String[] {"compressed (bzip2)", "unpack it, and drop the file in it"});
        all.put("\u00fd7zXZ", new String[] {"compressed (xz)", "unpack it, and drop the file in it"});
        all.put("(\u00b5/\u00fd", new String[] {"compressed (zstd)", "unpack it, and drop the file in it"});
        all.put("\u0089PNG", new String[] {"a picture (PNG)", EXPORT});
        all.put("\u00ff\u00d8\u00ff", new String[] {"a picture (JPEG)", EXPORT});
        all.put("GIF8", new String[] {"a picture (GIF)", EXPORT});
        all.put("SQLite format 3", new String[] {"a database (SQLite)", EXPORT});
        all.put("\u007fELF", new String[] {"a program", EXPORT});
        all.put("PAR1", new String[] {"a table of another program (Parquet)", EXPORT});
        all.put("ID;PWXL", new String[] {"a table in SYLK, which Excel names .slk", SAVE});
        all.put("BEGIN:VCARD", new String[] {"a list of contacts (vCard)", EXPORT});
        return all;
    }

    /**
     * Looks how a file begins.
     *
     * @throws BatchFileException if it is of a format that is not read; names it, and says what to do
     */
    static void refuse(byte[] beginning) {
        String text = new String(beginning, 0, Math.min(SEEN, beginning.length), StandardCharsets.ISO_8859_1);
        BEGINNINGS.forEach((begin, says) -> {
            if (text.startsWith(begin)) {
                throw new BatchFileException(0, 0, Phrase.of("is {0}", Phrase.of(says[0])), says[1]);
            }
        });
        String markup = text.replace("\u00ef\u00bb\u00bf", "").strip().toLowerCase(Locale.ROOT);
        if (markup.startsWith("<!doctype html") || markup.startsWith("<html") || markup.startsWith("<table")) {
            throw new BatchFileException(
                    0, 0, "is a web page, as some programs export tables under the name .xls or .csv", SAVE);
        }
        if (markup.startsWith("<?xml")
                && (markup.contains("mso-application") || markup.contains("office:spreadsheet"))) {
            throw new BatchFileException(0, 0, "is a workbook of Excel (XML Spreadsheet 2003)", SAVE);
        }
    }

    /** What is wrong with a file whose name says that it is of a format that is not read. */
    public static Optional<BatchFileException> byName(String name) {
        int dot = name.lastIndexOf('.');
        return Optional.ofNullable(
                        dot < 0 ? null : EXTENSIONS.get(name.substring(dot).toLowerCase(Locale.ROOT)))
                .map(says ->
                        new BatchFileException(0, 0, Phrase.of("has the name of {0}", Phrase.of(says[0])), says[1]));
    }
}

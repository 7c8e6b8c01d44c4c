package io.staffetta.batch.text;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The forms that a batch file may have. */
public enum BatchFormat {
    /** Lines of fields with a separator, the first of them a header. */
    CSV("csv|tsv|tab"),
    /** A JSON object in each line. */
    JSONL("jsonl|ndjson"),
    /** One JSON array of objects. */
    JSON("json"),
    /** {@code <messages><message><to>…</to><text>…</text></message></messages>}. */
    XML("xml"),
    /** Lines of fields that begin and end at fixed places. */
    FIXED("txt");

    /** A pattern. */
    private final String extensions;

    BatchFormat(String extensions) {
        this.extensions = extensions;
    }

    /** The name in options, such as {@code csv}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The format that the extension of a file's name stands for, in either case; empty if it stands for none. */
    public static Optional<BatchFormat> ofFileName(String name) {
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> name.indexOf('.') >= 0 && extension.matches(format.extensions))
                .findFirst();
    }

    /** All names, for errors and help: {@code csv, jsonl, json, xml, fixed}. */
    public static String labels() {
        return Arrays.stream(values()).map(BatchFormat::label).collect(Collectors.joining(", "));
    }
}

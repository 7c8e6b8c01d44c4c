package io.staffetta.cli;

import io.staffetta.batch.BatchFormat;
import io.staffetta.batch.BatchSettings;
import io.staffetta.batch.Layout;
import io.staffetta.batch.Template;
import io.staffetta.message.InvalidMessageException;
import io.staffetta.message.Priority;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** Options that say how a batch file is read. */
final class BatchFileOptions {

    private static final Map<String, Character> SEPARATORS =
            Map.of("comma", ',', ",", ',', "semicolon", ';', ";", ';', "tab", '\t', "\t", '\t', "\\t", '\t');

    @Option(
            names = "--format",
            paramLabel = "F",
            description = "csv, jsonl, json, xml or fixed. Default: what the file's extension says: .csv, .jsonl or"
                    + " .ndjson, .json, .xml, .txt with --layout.")
    private String format;

    @Option(
            names = "--charset",
            paramLabel = "C",
            description = "Encoding of the file, such as windows-1252. Default: UTF-8, or what XML declares.")
    private String charset;

    @Option(
            names = "--separator",
            paramLabel = "S",
            description = "Separator of CSV: comma, semicolon or tab. Default: found in the header.")
    private String separator;

    @Option(
            names = "--layout",
            paramLabel = "L",
            description =
                    "Where the fields of fixed width are, such as 'to:1-15, text:16-175'; the first character is 1.")
    private String layout;

    @Option(
            names = "--template",
            paramLabel = "T",
            description = "Text of all messages; {{column}} stands for what each row has there.")
    private String template;

    @Option(
            names = "--account",
            paramLabel = "ID",
            description = "Account for rows that name none. Default: the rules, else the default account.")
    private String account = "";

    @Option(
            names = "--sender",
            paramLabel = "NAME",
            description = "Sender name for rows that give none. Default: the account's.")
    private String sender = "";

    @Option(
            names = "--priority",
            paramLabel = "P",
            description = "high, normal or bulk (the default), for rows that give none.")
    private String priority = "bulk";

    /** The account for rows that name none; empty to leave it to the rules. */
    String account() {
        return account;
    }

    /**
     * The settings for a file.
     *
     * @throws IllegalArgumentException if an option is wrong, or the format cannot be told
     */
    BatchSettings settings(Path file) {
        return new BatchSettings(
                format(file),
                parsed(charset, BatchFileOptions::charset),
                parsed(separator, BatchFileOptions::separator),
                parsed(layout, Layout::parse),
                parsed(template, Template::parse),
                account,
                sender,
                priority());
    }

    private static <T> Optional<T> parsed(String option, Function<String, T> parser) {
        return Optional.ofNullable(option).map(parser);
    }

    private BatchFormat format(Path file) {
        if (format != null) {
            try {
                return BatchFormat.valueOf(format.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("--format must be one of " + BatchFormat.labels(), e);
            }
        }
        String name = String.valueOf(file.getFileName());
        BatchFormat found = BatchFormat.ofFileName(name)
                .orElseThrow(() -> new IllegalArgumentException("The extension of '" + Table.clean(name)
                        + "' does not tell its format: give --format, one of " + BatchFormat.labels()));
        if (found == BatchFormat.FIXED && layout == null) {
            throw new IllegalArgumentException(
                    "A .txt file needs --layout, such as 'to:1-15, text:16-175', or another --format");
        }
        return found;
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--charset is not known; such are UTF-8, windows-1252 and UTF-16", e);
        }
    }

    private static char separator(String name) {
        Character separator = SEPARATORS.get(name);
        if (separator == null) {
            throw new IllegalArgumentException("--separator must be comma, semicolon or tab");
        }
        return separator;
    }

    private String priority() {
        try {
            return Priority.ofLabel(priority).label();
        } catch (InvalidMessageException e) {
            throw new IllegalArgumentException("--priority " + e.rule(), e);
        }
    }
}

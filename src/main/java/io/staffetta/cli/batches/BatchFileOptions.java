package io.staffetta.cli.batches;

import io.staffetta.batch.text.BatchSettings;
import io.staffetta.batch.text.BatchValues;
import io.staffetta.batch.text.ColumnMap;
import io.staffetta.batch.text.Layout;
import io.staffetta.batch.text.Template;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** Options that say how a batch file is read, as a folder does; the first line of the file may say otherwise. */
final class BatchFileOptions {

    @Option(
            names = "--format",
            paramLabel = "F",
            description =
                    "csv, jsonl, json, xml or fixed. Default: what its first line says, or its extension: .csv, .jsonl or"
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
            names = "--columns",
            paramLabel = "C",
            description =
                    "What columns are that have names of their own, such as 'telefono:to, messaggio:text, note:-'.")
    private String columns;

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
     * What they say of a file, as its folder would.
     *
     * @throws IllegalArgumentException if an option is wrong
     */
    BatchSettings settings() {
        return new BatchSettings(
                parsed(format, named("--format", BatchValues::format)).orElse(null),
                parsed(charset, named("--charset", BatchValues::charset)),
                parsed(separator, named("--separator", BatchValues::separator)),
                parsed(layout, Layout::parse),
                parsed(template, Template::parse),
                account,
                sender,
                named("--priority", BatchValues::priority).apply(priority),
                parsed(columns, named("--columns", ColumnMap::parse)).orElse(ColumnMap.NONE));
    }

    private static <T> Optional<T> parsed(String option, Function<String, T> parser) {
        return Optional.ofNullable(option).map(parser);
    }

    private static <T> Function<String, T> named(String name, Function<String, T> parser) {
        return option -> {
            try {
                return parser.apply(option);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(name + " " + e.getMessage(), e);
            }
        };
    }
}

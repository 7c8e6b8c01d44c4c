package io.staffetta.cli.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.batch.result.ResultCsv;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option of commands that write all of a list for a spreadsheet or a program, and the writing itself. */
public final class ExportOption {

    private static final String PAGE = "1000";

    /** Chooses how the list is written. */
    enum Format {
        csv,
        jsonl
    }

    @Option(
            names = "--format",
            paramLabel = "F",
            defaultValue = "csv",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Format format;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /**
     * Writes a list to the standard output, page by page: as CSV with a head, or as a JSON object a line.
     *
     * @param columns the fields that CSV has; what a field lacks is empty
     * @param parameters which entries are meant, as the gateway's HTTP API has it
     * @param pages asks for a page by its parameters
     * @param field name of the field of a page that has the entries
     * @throws IllegalStateException if the output cannot be written to its end
     */
    public void write(
            List<String> columns,
            Map<String, String> parameters,
            Function<Map<String, String>, JsonNode> pages,
            String field) {
        PrintWriter out = spec.commandLine().getOut();
        if (format == Format.csv) {
            out.print(ResultCsv.line(columns));
        }
        parameters.put("limit", PAGE);
        do {
            JsonNode page = pages.apply(parameters);
            page.path(field).forEach(entry -> out.print(line(columns, entry)));
            if (out.checkError()) {
                throw new IllegalStateException(
                        "The output cannot be written to its end: a pipe was closed, or the disk is full");
            }
            parameters.put("before", page.path("next").asText(null));
        } while (parameters.get("before") != null);
    }

    private String line(List<String> columns, JsonNode entry) {
        return format == Format.csv ? row(columns, entry) : JsonLine.write(entry) + "\n";
    }

    /** An entry as a line of CSV, with its end. An object in a field is written as JSON. */
    static String row(List<String> columns, JsonNode entry) {
        return ResultCsv.line(columns.stream()
                .map(entry::path)
                .map(value -> value.isObject() ? JsonLine.write(value) : value.asText(""))
                .toList());
    }
}

package io.staffetta.cli.dead;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.batch.result.ResultCsv;
import io.staffetta.cli.gateway.GatewayOperations;
import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.Json;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code staffetta dead export}: dead letters for a spreadsheet or a program. */
@Command(
        name = "export",
        description =
                "Writes dead letters to the standard output, the one that died last first, as CSV or as a JSON object a line."
                        + " Numbers are masked; texts are not there.",
        footer = {
            "",
            "Examples:",
            "  staffetta dead export --reason REFUSED > refused.csv",
            "  staffetta dead export --since 1d --format jsonl > dead.jsonl"
        })
final class DeadExportCommand implements Callable<Integer> {

    private static final List<String> COLUMNS = List.of(
            "id",
            "diedAt",
            "reason",
            "detail",
            "account",
            "to",
            "priority",
            "source",
            "application",
            "reference",
            "tag",
            "batch",
            "attempts",
            "phase",
            "node",
            "deadline",
            "perhapsSent");

    /** How they are written. */
    enum Format {
        csv,
        jsonl
    }

    @Mixin
    private GatewayOptions options;

    @Mixin
    private DeadFilterOptions which;

    @Option(
            names = "--format",
            paramLabel = "F",
            defaultValue = "csv",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Format format;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (format == Format.csv) {
            out.print(ResultCsv.line(COLUMNS));
        }
        GatewayOperations gateway = options.gateway().operations();
        Map<String, String> parameters = which.parameters();
        parameters.put("limit", "1000");
        do {
            JsonNode page = gateway.deadLetters(parameters);
            page.path("deadLetters").forEach(letter -> out.print(line(letter)));
            if (out.checkError()) {
                throw new IllegalStateException(
                        "The output cannot be written to its end: a pipe was closed, or the disk is full");
            }
            parameters.put("before", page.path("next").asText(null));
        } while (parameters.get("before") != null);
        return ExitCode.OK;
    }

    private String line(JsonNode letter) {
        return format == Format.jsonl
                ? Json.write(letter) + "\n"
                : ResultCsv.line(COLUMNS.stream()
                        .map(column -> letter.path(column).asText(""))
                        .toList());
    }
}

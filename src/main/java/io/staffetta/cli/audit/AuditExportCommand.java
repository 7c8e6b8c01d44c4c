package io.staffetta.cli.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.batch.result.ResultCsv;
import io.staffetta.cli.gateway.GatewayApi;
import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.Json;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code staffetta audit export}: all entries, for an auditor. */
@Command(
        name = "export",
        description = "Writes all entries of the audit trail, the newest first, as CSV or JSON lines.",
        footer = {"", "Example:", "  staffetta audit export --since 2026-01-01T00:00:00Z > audit.csv"})
final class AuditExportCommand implements Callable<Integer> {

    private static final int PAGE = 1000;
    private static final List<String> COLUMNS =
            List.of("number", "at", "who", "role", "from", "action", "subject", "details", "why", "hash");

    /** What it is written as. */
    enum Format {
        csv,
        jsonl
    }

    @Mixin
    private GatewayOptions options;

    @Mixin
    private AuditFilterOptions filter;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "csv",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Format format;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        GatewayApi gateway = options.gateway();
        PrintWriter out = spec.commandLine().getOut();
        if (format == Format.csv) {
            out.print(ResultCsv.line(COLUMNS));
        }
        String before = null;
        do {
            JsonNode page = gateway.audit(filter.parameters(PAGE, before));
            page.path("entries")
                    .forEach(entry -> out.print(format == Format.csv ? row(entry) : Json.write(entry) + "\n"));
            out.flush();
            before = page.path("next").asText(null);
        } while (before != null);
        return ExitCode.OK;
    }

    /** The line of an entry in CSV, with its end. */
    static String row(JsonNode entry) {
        return ResultCsv.line(COLUMNS.stream()
                .map(name -> entry.path(name))
                .map(value -> value.isObject() ? Json.write(value) : value.asText())
                .toList());
    }
}

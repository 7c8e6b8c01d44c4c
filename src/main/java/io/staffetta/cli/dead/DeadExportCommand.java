package io.staffetta.cli.dead;

import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.ExportOption;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

    @Mixin
    private GatewayOptions options;

    @Mixin
    private DeadFilterOptions which;

    @Mixin
    private ExportOption export;

    @Override
    public Integer call() {
        export.write(COLUMNS, which.parameters(), options.gateway().operations()::deadLetters, "deadLetters");
        return ExitCode.OK;
    }
}

package io.staffetta.cli.audit;

import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.ExportOption;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code staffetta audit export}: all entries, for an auditor. */
@Command(
        name = "export",
        description = "Writes all entries of the audit trail, the newest first, as CSV or JSON lines.",
        footer = {"", "Example:", "  staffetta audit export --since 2026-01-01T00:00:00Z > audit.csv"})
final class AuditExportCommand implements Callable<Integer> {

    private static final List<String> COLUMNS =
            List.of("number", "at", "who", "role", "from", "action", "subject", "details", "why", "hash");

    @Mixin
    private GatewayOptions options;

    @Mixin
    private AuditFilterOptions filter;

    @Mixin
    private ExportOption export;

    @Override
    public Integer call() {
        export.write(COLUMNS, filter.parameters(), options.gateway().access()::audit, "entries");
        return ExitCode.OK;
    }
}

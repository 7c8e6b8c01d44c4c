package io.staffetta.bench.report;

import java.nio.file.Path;
import picocli.CommandLine;

/** The option of a command that writes a part of the report; a mixin. */
public final class ReportOption {

    @CommandLine.Option(
            names = "--report",
            paramLabel = "FILE",
            defaultValue = "src/bench/report.md",
            description = "Markdown file whose part is written anew (default: ${DEFAULT-VALUE})")
    private Path file;

    /** Takes down machine, time and load for a part. */
    public Report begin(String name) {
        return Report.begin(file, name);
    }
}

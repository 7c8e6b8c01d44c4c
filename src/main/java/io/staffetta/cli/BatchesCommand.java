package io.staffetta.cli;

import picocli.CommandLine.Command;

/** {@code staffetta batches}: files with many messages. */
@Command(
        name = "batches",
        description = "Works with batch files: many messages in one file, a row for each.",
        subcommands = BatchesCheckCommand.class,
        footer = {
            "",
            "Examples:",
            "  staffetta batches check campaign.csv",
            "  staffetta batches check customers.csv --template 'Dear {{name}}, your order {{order}} is ready'"
        })
final class BatchesCommand {}

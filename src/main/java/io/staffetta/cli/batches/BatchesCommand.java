package io.staffetta.cli.batches;

import picocli.CommandLine.Command;

/** {@code staffetta batches}: files with many messages. */
@Command(
        name = "batches",
        description = "Works with batch files: many messages in one file, a row for each.",
        subcommands = {
            BatchesCheckCommand.class,
            BatchesListCommand.class,
            BatchesShowCommand.class,
            BatchesWatchCommand.class,
            BatchesPauseCommand.class,
            BatchesResumeCommand.class,
            BatchesCancelCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  staffetta batches check campaign.csv",
            "  staffetta batches list --unfinished",
            "  staffetta batches watch",
            "  staffetta batches pause 01JDC5Z8K3V4M0W6Y1B2C3D4E5",
            "  staffetta batches check customers.csv --template 'Dear {{name}}, your order {{order}} is ready'"
        })
public final class BatchesCommand {}

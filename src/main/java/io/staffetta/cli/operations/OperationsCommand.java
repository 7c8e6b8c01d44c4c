package io.staffetta.cli.operations;

import picocli.CommandLine.Command;

/** {@code staffetta operations}: what was done with many messages. */
@Command(
        name = "operations",
        description = "Manages operations: redrives, moves, cancels and the like of many messages.",
        subcommands = {
            OperationsListCommand.class,
            OperationsShowCommand.class,
            OperationsWatchCommand.class,
            OperationsCancelCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  staffetta operations list",
            "  staffetta operations show 01JDC5Z8K3V4M0W6Y1B2C3D4E5 --outcome EXPIRED",
            "  staffetta operations cancel 01JDC5Z8K3V4M0W6Y1B2C3D4E5"
        })
public final class OperationsCommand {}

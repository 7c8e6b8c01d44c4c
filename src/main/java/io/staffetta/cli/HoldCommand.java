package io.staffetta.cli;

import picocli.CommandLine.Command;

/** {@code staffetta hold}: has the gateway send nothing for a time. */
@Command(
        name = "hold",
        description = {
            "Has the gateway take messages and send none, until somebody resumes: for a restore, a migration, a suspicion.",
            "It holds for all gateways on the same ledger, and outlasts a restart. What has begun comes to its end. Messages keep"
                    + " their deadlines, and may expire."
        },
        subcommands = {HoldShowCommand.class, HoldOnCommand.class, HoldResumeCommand.class},
        footer = {
            "",
            "Examples:",
            "  staffetta hold show",
            "  staffetta hold on --why 'the provider is being changed'",
            "  staffetta hold resume"
        })
final class HoldCommand {}

package io.staffetta.cli;

import picocli.CommandLine.Command;

/** {@code staffetta retention}: whether old messages are erased and deleted. */
@Command(
        name = "retention",
        description = {
            "Tells whether old messages are erased and deleted, as staffetta.ledger.erase-after and delete-after say.",
            "When the clock has leapt nothing is, until a person says so: what seems old then may be new."
        },
        subcommands = {RetentionShowCommand.class, RetentionResumeCommand.class},
        footer = {"", "Examples:", "  staffetta retention show", "  staffetta retention resume"})
final class RetentionCommand {}

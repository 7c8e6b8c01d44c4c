package io.staffetta.cli.dead;

import picocli.CommandLine.Command;

/** {@code staffetta dead}: the dead letter queue. */
@Command(
        name = "dead",
        description =
                "Works with the dead letter queue sms.dead-letter: messages that nobody sends any more unless you say"
                        + " so.",
        subcommands = {
            DeadGroupsCommand.class,
            DeadListCommand.class,
            DeadShowCommand.class,
            DeadRedriveCommand.class,
            DeadSettleCommand.class,
            DeadDiscardCommand.class,
            DeadExportCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  staffetta dead groups",
            "  staffetta dead list --reason REFUSED",
            "  staffetta dead show 01JDC5Z8K3V4M0W6Y1B2C3D4E5",
            "  staffetta dead redrive --all --account reception --to-account batch --dry-run",
            "  staffetta dead discard 01JDC5Z8K3V4M0W6Y1B2C3D4E5 --why 'wrong number, caller told'"
        })
public final class DeadCommand {}

package io.staffetta.cli.messages;

import picocli.CommandLine.Command;

/** {@code staffetta messages}: what became of messages. */
@Command(
        name = "messages",
        description =
                "Shows messages and their outcomes from the ledger of the running gateway, and changes waiting ones.",
        subcommands = {
            MessagesListCommand.class,
            MessagesShowCommand.class,
            MessagesExportCommand.class,
            MessagesCancelCommand.class,
            MessagesMoveCommand.class,
            MessagesHurryCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  staffetta messages list --state WAITING --since PT1H",
            "  staffetta messages show 01JDC5Z8K3V4M0W6Y1B2C3D4E5",
            "  staffetta messages show alarm-17 --reveal"
        })
public final class MessagesCommand {}

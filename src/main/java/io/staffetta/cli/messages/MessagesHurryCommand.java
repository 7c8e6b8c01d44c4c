package io.staffetta.cli.messages;

import picocli.CommandLine.Command;

/** {@code staffetta messages hurry}: skips the wait before the next attempt. */
@Command(
        name = "hurry",
        description =
                "Has messages tried now that wait for another attempt. A sendAt and quiet hours stay as they are.",
        footer = {
            "",
            "Examples:",
            "  staffetta messages hurry 01JDC5Z8K3V4M0W6Y1B2C3D4E5",
            "  staffetta messages hurry --all --account reception --rate 5/s --yes"
        })
final class MessagesHurryCommand extends WaitingCommand {

    MessagesHurryCommand() {
        super("hurry", "hurried");
    }
}

package io.staffetta.cli.messages;

import picocli.CommandLine.Command;

/** {@code staffetta messages cancel}: ends messages before they are sent. */
@Command(
        name = "cancel",
        description =
                "Cancels waiting messages, also those with a sendAt: they are not sent. Messages that are being sent, or may have been, stay.",
        footer = {
            "",
            "Examples:",
            "  staffetta messages cancel 01JDC5Z8K3V4M0W6Y1B2C3D4E5 --why 'the appointment is off'",
            "  staffetta messages cancel --all --batch 01JDC5Z8K3V4M0W6Y1B2C3D4E6 --yes"
        })
final class MessagesCancelCommand extends WaitingCommand {

    MessagesCancelCommand() {
        super("cancel", "cancelled");
    }
}

package io.staffetta.cli.messages;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code staffetta messages move}: has another account send them. */
@Command(
        name = "move",
        description =
                "Moves waiting messages to another account. A sendAt stays; messages that the account cannot send stay where they are.",
        footer = {
            "",
            "Examples:",
            "  staffetta messages move 01JDC5Z8K3V4M0W6Y1B2C3D4E5 --to-account batch",
            "  staffetta messages move --all --account reception --to-account batch --dry-run"
        })
final class MessagesMoveCommand extends WaitingCommand {

    @Option(names = "--to-account", required = true, paramLabel = "ID", description = "Account that is to send them.")
    private String toAccount;

    MessagesMoveCommand() {
        super("move", "moved");
    }

    @Override
    protected void add(Map<String, Object> wanted) {
        wanted.put("toAccount", toAccount);
        super.add(wanted);
    }
}

package io.staffetta.cli.tokens;

import picocli.CommandLine.Command;

/** {@code staffetta tokens enable}. */
@Command(
        name = "enable",
        description = "Lets an application that is disabled call again.",
        footer = {"", "Example:", "  staffetta tokens enable crm --why 'ticket 17'"})
final class TokensEnableCommand extends TokenChange {

    TokensEnableCommand() {
        super("enable", "enabled");
    }
}

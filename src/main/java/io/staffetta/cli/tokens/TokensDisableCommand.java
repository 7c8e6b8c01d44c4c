package io.staffetta.cli.tokens;

import picocli.CommandLine.Command;

/** {@code staffetta tokens disable}. */
@Command(
        name = "disable",
        description = "Keeps an application from calling, at once, until it is enabled again.",
        footer = {"", "Example:", "  staffetta tokens disable crm --why 'ticket 17'"})
final class TokensDisableCommand extends TokenChange {

    TokensDisableCommand() {
        super("disable", "disabled");
    }
}

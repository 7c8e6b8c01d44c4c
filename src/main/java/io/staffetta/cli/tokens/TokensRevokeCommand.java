package io.staffetta.cli.tokens;

import picocli.CommandLine.Command;

/** {@code staffetta tokens revoke}. */
@Command(
        name = "revoke",
        description = "Revokes the token of an application, at once and for good. Its messages stay.",
        footer = {"", "Example:", "  staffetta tokens revoke crm --why 'ticket 17'"})
final class TokensRevokeCommand extends TokenChange {

    TokensRevokeCommand() {
        super("revoke", "revoked");
    }
}

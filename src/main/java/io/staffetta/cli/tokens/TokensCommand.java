package io.staffetta.cli.tokens;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code staffetta tokens}: the applications that may call. */
@Command(
        name = "tokens",
        description = "Adds, lists and revokes the applications that may call the gateway, each by its token.",
        subcommands = {TokensAddCommand.class, TokensListCommand.class},
        footer = {"", "Examples:", "  staffetta tokens add crm --role sender --per-day 5000", "  staffetta tokens list"
        })
public final class TokensCommand {

    @Spec
    private CommandSpec spec;

    /** {@code staffetta tokens revoke}: ends a token for good. */
    @Command(
            description = "Revokes the token of an application, at once and for good. Its messages stay.",
            footer = {"", "Example:", "  staffetta tokens revoke crm --why 'ticket 17'"})
    int revoke(@Mixin TokenChange change) {
        return change.make(spec, "revoke", "revoked");
    }

    /** {@code staffetta tokens disable}: keeps an application from calling for a time. */
    @Command(
            description = "Keeps an application from calling, at once, until it is enabled again.",
            footer = {"", "Example:", "  staffetta tokens disable crm --why 'ticket 17'"})
    int disable(@Mixin TokenChange change) {
        return change.make(spec, "disable", "disabled");
    }

    /** {@code staffetta tokens enable}: lets a disabled application call again. */
    @Command(
            description = "Lets an application that is disabled call again.",
            footer = {"", "Example:", "  staffetta tokens enable crm --why 'ticket 17'"})
    int enable(@Mixin TokenChange change) {
        return change.make(spec, "enable", "enabled");
    }
}

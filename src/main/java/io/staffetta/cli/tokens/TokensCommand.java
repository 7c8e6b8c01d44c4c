package io.staffetta.cli.tokens;

import picocli.CommandLine.Command;

/** {@code staffetta tokens}: the applications that may call. */
@Command(
        name = "tokens",
        description = "Adds, lists and revokes the applications that may call the gateway, each by its token.",
        subcommands = {
            TokensAddCommand.class,
            TokensListCommand.class,
            TokensRevokeCommand.class,
            TokensDisableCommand.class,
            TokensEnableCommand.class
        },
        footer = {"", "Examples:", "  staffetta tokens add crm --role sender --per-day 5000", "  staffetta tokens list"
        })
public final class TokensCommand {}

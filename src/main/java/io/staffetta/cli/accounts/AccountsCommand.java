package io.staffetta.cli.accounts;

import picocli.CommandLine.Command;

/** {@code staffetta accounts}: the accounts in {@code config/accounts.yaml}. */
@Command(
        name = "accounts",
        description = "Works with the accounts in config/accounts.yaml.",
        subcommands = {
            AccountsListCommand.class,
            AccountsCheckCommand.class,
            AccountsTestCommand.class,
            AccountsUnparkCommand.class,
            AccountsAddCommand.class,
            AccountsSetCommand.class,
            AccountsRemoveCommand.class,
            AccountsDefaultCommand.class,
            AccountsPauseCommand.class,
            AccountsResumeCommand.class,
            AccountsHistoryCommand.class,
            AccountsRestoreCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  staffetta accounts check",
            "  staffetta accounts list",
            "  staffetta accounts test reception --to +393330000001",
            "  staffetta accounts unpark reception",
            "  staffetta accounts add desk --provider messagenet description='Front desk' username=1234567",
            "  staffetta accounts pause reception --until 2h"
        })
public final class AccountsCommand {}

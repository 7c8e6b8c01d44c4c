package io.staffetta.cli.accounts;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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
            AccountsPauseCommand.class,
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
public final class AccountsCommand {

    @Spec
    private CommandSpec spec;

    /** {@code staffetta accounts default}: another default. */
    @Command(
            name = "default",
            description = "Makes an account the one for messages that name none and match no rule.",
            footer = {"", "Example:", "  staffetta accounts default reception"})
    int setDefault(
            @Mixin EditOptions edits, @Parameters(paramLabel = "ID", description = "The account.") String account) {
        return edits.tell(spec, edits.door(spec).setDefault(account, edits.why()));
    }

    /** {@code staffetta accounts resume}: a pause ended. */
    @Command(
            name = "resume",
            description = "Ends the pause of an account.",
            footer = {"", "Example:", "  staffetta accounts resume reception"})
    int resume(@Mixin EditOptions edits, @Parameters(paramLabel = "ID", description = "The account.") String account) {
        String named = "Account '" + account + "' ";
        AccountsDoor.Outcome outcome =
                edits.gateway().hold(account, "resume", edits.body(), named + "is no longer paused");
        if (outcome.json() instanceof JsonNode answer && !answer.path("resumed").asBoolean(true)) {
            boolean parked = answer.path("state").asText().equals("parked");
            String hint = parked ? ", but parked: 'staffetta accounts unpark " + account + "' has it try again" : "";
            outcome = new AccountsDoor.Outcome(outcome.exitCode(), named + "was not paused" + hint, outcome.json());
        }
        return edits.tell(spec, outcome);
    }
}

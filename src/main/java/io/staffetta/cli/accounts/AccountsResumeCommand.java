package io.staffetta.cli.accounts;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code staffetta accounts resume}: a pause ended. */
@Command(
        name = "resume",
        description = "Lets a paused account of the running gateway go on.",
        footer = {"", "Example:", "  staffetta accounts resume reception"})
final class AccountsResumeCommand implements Callable<Integer> {

    @Mixin
    private EditOptions edits;

    @Parameters(paramLabel = "ID", description = "The account.")
    private String account;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        return edits.tell(
                spec,
                edits.gateway().hold(account, "resume", edits.body(), "Account '" + account + "' is no longer paused"));
    }
}

package io.staffetta.cli.accounts;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code staffetta accounts restore}: the accounts as they were. */
@Command(
        name = "restore",
        description = "Restores a version of config/accounts.yaml from its history, with the secrets of that time.",
        footer = {"", "Example:", "  staffetta accounts restore 12"})
final class AccountsRestoreCommand implements Callable<Integer> {

    @Mixin
    private EditOptions edits;

    @Parameters(paramLabel = "VERSION", description = "Its number in accounts history.")
    private long version;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        return edits.tell(spec, edits.door(spec).restore(version, edits.why()));
    }
}

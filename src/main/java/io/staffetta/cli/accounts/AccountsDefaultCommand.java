package io.staffetta.cli.accounts;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code staffetta accounts default}: another default. */
@Command(
        name = "default",
        description = "Makes an account the one for messages that name none and match no rule.",
        footer = {"", "Example:", "  staffetta accounts default reception"})
final class AccountsDefaultCommand implements Callable<Integer> {

    @Mixin
    private EditOptions edits;

    @Parameters(paramLabel = "ID", description = "The account.")
    private String account;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        return edits.tell(spec, edits.door(spec).setDefault(account, edits.why()));
    }
}

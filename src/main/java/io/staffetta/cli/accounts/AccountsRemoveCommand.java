package io.staffetta.cli.accounts;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code staffetta accounts remove}: an account less. */
@Command(
        name = "remove",
        description =
                "Removes an account from config/accounts.yaml. Its waiting messages must go to another one; so can those of an account that is gone.",
        footer = {"", "Example:", "  staffetta accounts remove old --move-to reception"})
final class AccountsRemoveCommand implements Callable<Integer> {

    @Mixin
    private EditOptions edits;

    @Parameters(paramLabel = "ID", description = "The account.")
    private String account;

    @Option(
            names = "--move-to",
            paramLabel = "ID",
            defaultValue = "",
            description = "The account that is to send its waiting messages.")
    private String moveTo;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        return edits.tell(spec, edits.door(spec).remove(account, moveTo, edits.why()));
    }
}

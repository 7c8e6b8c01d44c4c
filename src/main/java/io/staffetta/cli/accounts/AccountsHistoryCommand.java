package io.staffetta.cli.accounts;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code staffetta accounts history}: who changed what. */
@Command(
        name = "history",
        description =
                "Lists the versions of config/accounts.yaml, the newest first: who made them, when and why, and what differs.",
        footer = {"", "Example:", "  staffetta accounts history --limit 10"})
final class AccountsHistoryCommand implements Callable<Integer> {

    @Mixin
    private EditOptions edits;

    @Option(
            names = "--limit",
            paramLabel = "NUMBER",
            defaultValue = "20",
            description = "At most so many versions. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        return edits.tell(spec, edits.door(spec).history(limit));
    }
}

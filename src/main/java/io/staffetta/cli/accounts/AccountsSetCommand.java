package io.staffetta.cli.accounts;

import io.staffetta.cli.terminal.ExitCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code staffetta accounts set}: an account changed. */
@Command(
        name = "set",
        description = {
            "Changes fields of an account; the others stay as they are.",
            "Secrets are asked for at the terminal, or read from the input, a line each; never give one on a command line."
        },
        footer = {
            "",
            "Examples:",
            "  staffetta accounts set reception description='Front desk' limits.perSecond=2",
            "  staffetta accounts set reception --secret password",
            "  staffetta accounts set reception --rename desk --move-to desk"
        })
final class AccountsSetCommand implements Callable<Integer> {

    @Mixin
    private EditOptions edits;

    @Mixin
    private FieldOptions fields;

    @Option(names = "--unset", paramLabel = "FIELD", description = "A field to remove. May be repeated.")
    private List<String> unset = new ArrayList<>();

    @Option(names = "--rename", paramLabel = "ID", defaultValue = "", description = "Another id for it.")
    private String rename;

    @Option(
            names = "--move-to",
            paramLabel = "ID",
            defaultValue = "",
            description = "With --rename: the account that is to send the messages waiting for the old id.")
    private String moveTo;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        String account = fields.account();
        AccountsDoor door = edits.door(spec);
        AccountsDoor.Present present = door.find(account);
        if (present == null) {
            spec.commandLine().getErr().println("There is no such account: accounts list shows all");
            return ExitCode.NOT_FOUND;
        }
        FieldValues values = new FieldValues(spec, edits.providers());
        Map<String, Object> all = new LinkedHashMap<>(present.fields());
        values.put(fields.given(), all);
        values.putSecrets(fields.secrets(), all);
        // Nothing, in place of no word, takes a secret out, too.
        unset.forEach(name -> all.put(name, null));
        return edits.tell(
                spec,
                door.change(account, rename.isEmpty() ? account : rename, all, present.version(), moveTo, edits.why()));
    }
}

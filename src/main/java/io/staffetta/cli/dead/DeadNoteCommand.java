package io.staffetta.cli.dead;

import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.Table;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code staffetta dead groups note}: what people say of a group. */
@Command(
        name = "note",
        description = "Sets a note on a group of dead letters, which everybody sees. An empty note removes it.",
        footer = {"", "Examples:", "  staffetta dead groups note 0123456789abcdef01234567 'the provider works on it'"})
final class DeadNoteCommand implements Callable<Integer> {

    @Mixin
    private GatewayOptions options;

    @Parameters(index = "0", paramLabel = "KEY", description = "The group's key, as 'dead groups' shows it.")
    private String key;

    @Parameters(index = "1", paramLabel = "TEXT", arity = "0..1", defaultValue = "", description = "The note.")
    private String text;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (options.gateway().operations().note(key, text).isEmpty()) {
            spec.commandLine().getErr().println("No group " + Table.clean(key) + ": 'dead groups' shows their keys");
            return ExitCode.NOT_FOUND;
        }
        spec.commandLine().getOut().println(text.isBlank() ? "Nothing is said of it any more" : "Noted");
        return ExitCode.OK;
    }
}

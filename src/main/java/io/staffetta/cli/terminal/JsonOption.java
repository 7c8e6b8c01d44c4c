package io.staffetta.cli.terminal;

import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Option of every command that tells something. */
public final class JsonOption {

    @Option(names = "--json", description = "Prints JSON, for machines.")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Whether a machine reads it. */
    public boolean json() {
        return json;
    }

    /**
     * Prints what the gateway told: as JSON for machines, else in lines for people.
     *
     * @param told what JSON is made of
     * @param lines lines for people; only asked for if people read them
     */
    public void print(Object told, Supplier<List<String>> lines) {
        if (json) {
            spec.commandLine().getOut().println(JsonLine.write(told));
        } else {
            lines.get().forEach(spec.commandLine().getOut()::println);
        }
    }
}

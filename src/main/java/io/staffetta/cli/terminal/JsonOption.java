package io.staffetta.cli.terminal;

import picocli.CommandLine.Option;

/** Option of every command that tells something. */
public final class JsonOption {

    @Option(names = "--json", description = "Prints JSON, for machines.")
    private boolean json;

    /** Whether a machine reads it. */
    public boolean json() {
        return json;
    }
}

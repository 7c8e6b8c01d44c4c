package io.staffetta.cli;

import picocli.CommandLine.Option;

/** Option of every command that tells something. */
final class JsonOption {

    @Option(names = "--json", description = "Prints JSON, for machines.")
    private boolean json;

    /** Whether a machine reads it. */
    boolean json() {
        return json;
    }
}

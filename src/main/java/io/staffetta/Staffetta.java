package io.staffetta;

import io.staffetta.cli.StaffettaCommand;

/** Entry point of the program. */
public final class Staffetta {

    private Staffetta() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] args) {
        LibrarySettings.forJava(Runtime.version().feature()).forEach(LibrarySettings::setIfAbsent);
        System.exit(StaffettaCommand.execute(args));
    }
}

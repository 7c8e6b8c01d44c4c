package io.staffetta.cli.terminal;

/** Defines the exit codes of all commands. */
public final class ExitCode {

    /** It is done. */
    public static final int OK = 0;
    /** It failed: the error says why. */
    public static final int FAILED = 1;
    /** The command line is wrong. */
    public static final int USAGE = 2;
    /** The configuration is wrong. */
    public static final int CONFIGURATION = 3;
    /** Nothing fits: no such message, account, batch or dead letter. */
    public static final int NOT_FOUND = 4;
    /** The message was not accepted, there was no outcome in time, or not all rows of a batch file would be or were. */
    public static final int NOT_ACCEPTED = 5;
    /** The gateway cannot be started as things are, and no waiting mends that: its data cannot be written, or Java is too old. */
    public static final int UNUSABLE = 6;

    private ExitCode() {}
}

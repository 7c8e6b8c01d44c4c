package io.staffetta.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** Runs commands in this process. */
public final class Commands {

    private Commands() {}

    /** What a command printed, and its exit code. */
    public record Result(int code, String out, String err) {}

    /** Runs a command, its words one by one. */
    public static Result run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = StaffettaCommand.line(args)
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        return new Result(line.execute(args), out.toString(), err.toString());
    }
}

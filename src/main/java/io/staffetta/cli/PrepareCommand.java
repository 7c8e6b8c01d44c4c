package io.staffetta.cli;

import io.staffetta.cli.terminal.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code staffetta prepare}: told here, for help and completion; done by {@code bin/staffetta} of the distribution. */
@Command(
        name = "prepare",
        description = {
            "Makes lib/classes.jsa, with which 'staffetta run' starts in little more than half the time, and commands are faster.",
            "Run it once, and again after an update of Staffetta or Java. It takes some 20 seconds, and sends nothing."
        },
        footer = {"", "Example:", "  staffetta prepare"})
final class PrepareCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine()
                .getErr()
                .println("Only bin/staffetta of the distribution can do this, on the files in its lib: unpack"
                        + " target/staffetta-….tar.gz, which 'mvn -q package -DskipTests' makes, and there run"
                        + " bin/staffetta prepare");
        return ExitCode.USAGE;
    }
}

package io.staffetta.cli.dead;

import io.staffetta.cli.terminal.Confirmation;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.Terminal;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Either some dead letters, by id, or all that the filter leaves. */
final class DeadChoice {

    @Parameters(paramLabel = "ID", description = "Ids, as 'dead list' shows them.")
    private List<String> ids = new ArrayList<>();

    @Option(names = "--all", description = "All that --reason, --account, --phase and --node leave.")
    private boolean all;

    /** The ids given. */
    List<String> ids() {
        return ids;
    }

    /**
     * Refuses neither, and both.
     *
     * @throws ParameterException if it is not exactly one of them
     */
    void check(CommandSpec spec) {
        if (all == !ids.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    all ? "Give either ids or --all, not both" : "Give ids, or --all for all that the filter leaves");
        }
    }

    /** Whether all are meant. */
    boolean all() {
        return all;
    }

    /** How many are meant. */
    interface Count {
        int get() throws JMSException;
    }

    /**
     * Asks before something is done with all of them. One who cannot be asked must have said yes already.
     *
     * @param yes whether yes was said on the command line
     * @param deed what is to be done, such as {@code redrive}
     * @return the exit code if it is not to be done, which has then been said; empty to go on
     */
    Optional<Integer> refused(CommandSpec spec, boolean yes, String deed, Count count)
            throws JMSException, IOException {
        if (!all || yes) {
            return Optional.empty();
        }
        int letters = count.get();
        if (letters == 0) {
            return Optional.empty();
        }
        PrintWriter err = spec.commandLine().getErr();
        String what = letters + (letters == 1 ? " dead letter" : " dead letters");
        if (!Terminal.canAnswer()) {
            err.println("This would " + deed + " " + what + ". There is no terminal to ask on: add --yes to do it");
            return Optional.of(ExitCode.USAGE);
        }
        String question = deed.substring(0, 1).toUpperCase(Locale.ROOT) + deed.substring(1) + " " + what + "?";
        if (Confirmation.given(err, question)) {
            return Optional.empty();
        }
        err.println("Nothing was done: answer y, or add --yes");
        return Optional.of(ExitCode.FAILED);
    }
}

package io.staffetta.cli.terminal;

import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option of lists that says how long they may be. */
public final class LimitOption {

    private static final int MOST = 1000;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "At most so many, up to " + MOST + ". Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /**
     * Puts the limit among the parameters of a list of the gateway's.
     *
     * @throws ParameterException if it is below 1 or above 1000
     */
    public void put(Map<String, String> parameters) {
        if (limit < 1 || limit > MOST) {
            throw new ParameterException(spec.commandLine(), "--limit must be a number from 1 to " + MOST);
        }
        parameters.put("limit", Integer.toString(limit));
    }
}

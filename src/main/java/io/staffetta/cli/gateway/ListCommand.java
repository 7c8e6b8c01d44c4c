package io.staffetta.cli.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.JsonOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lists what the gateway knows, as a table or as JSON. */
public abstract class ListCommand implements Callable<Integer> {

    @Mixin
    private GatewayOptions options;

    @Mixin
    private JsonOption output;

    @Spec
    private CommandSpec spec;

    /**
     * Asks the gateway.
     *
     * @throws ParameterException if an option is wrong, see {@link #wrong}
     */
    protected abstract JsonNode ask(GatewayApi gateway);

    /** The part of the answer that is listed; all of it, unless overridden. */
    protected JsonNode listed(JsonNode answer) {
        return answer;
    }

    /** The lines for people. */
    protected abstract List<String> lines(JsonNode listed);

    /**
     * How to see more where the answer is not all there is.
     *
     * @param next where the next page begins
     */
    protected Optional<String> more(String next) {
        return Optional.empty();
    }

    /** An option that is wrong, in words. */
    protected final ParameterException wrong(String words) {
        return new ParameterException(spec.commandLine(), words);
    }

    @Override
    public final Integer call() {
        JsonNode answer = ask(options.gateway());
        JsonNode listed = listed(answer);
        output.print(listed, () -> lines(listed));
        Optional.ofNullable(answer.path("next").asText(null))
                .flatMap(this::more)
                .ifPresent(how -> spec.commandLine()
                        .getErr()
                        .println("The newest " + listed.size() + ", and there may be more: " + how));
        return ExitCode.OK;
    }
}

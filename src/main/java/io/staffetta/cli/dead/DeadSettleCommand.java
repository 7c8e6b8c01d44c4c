package io.staffetta.cli.dead;

import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.operations.OperationOptions;
import io.staffetta.cli.terminal.JsonOption;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code staffetta dead settle}: says of dead letters of unknown outcome whether they were sent. */
@Command(
        name = "settle",
        description = {
            "Says of dead letters of unknown outcome what the provider's own list shows: they were sent, and nothing more is to be"
                    + " done; or they were not, and are sent again.",
            "Those whose outcome is known are left."
        },
        footer = {
            "",
            "Examples:",
            "  staffetta dead settle 01JDC5Z8K3V4M0W6Y1B2C3D4E5 --sent --why 'on the invoice of the provider'",
            "  staffetta dead settle --all --account reception --not-sent --why 'the provider was down' --yes"
        })
final class DeadSettleCommand implements Callable<Integer> {

    @Mixin
    private GatewayOptions options;

    @Mixin
    private DeadChoice choice;

    @ArgGroup(multiplicity = "1")
    private Answer answer;

    @Mixin
    private OperationOptions operation;

    @Mixin
    private JsonOption output;

    @Option(names = "--why", required = true, paramLabel = "TEXT", description = "How that is known.")
    private String why;

    @Spec
    private CommandSpec spec;

    /** Whether they were sent. */
    private static final class Answer {

        @Option(names = "--sent", required = true, description = "The provider has sent them.")
        private boolean sent;

        @Option(names = "--not-sent", required = true, description = "It has not: they are sent again.")
        private boolean notSent;
    }

    @Override
    public Integer call() throws IOException {
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put("kind", "settle");
        choice.put(wanted, spec);
        wanted.put("as", answer.sent && !answer.notSent ? "sent" : "not-sent");
        wanted.put("why", why);
        return operation.run(options.gateway().operations(), spec, wanted, choice.all(), "settled", output.json());
    }
}

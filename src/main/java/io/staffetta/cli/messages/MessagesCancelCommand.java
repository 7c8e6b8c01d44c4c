package io.staffetta.cli.messages;

import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.operations.OperationOptions;
import io.staffetta.cli.terminal.JsonOption;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code staffetta messages cancel}: ends messages before they are sent. */
@Command(
        name = "cancel",
        description =
                "Ends messages that wait, also those with a sendAt: they are not sent. What is being sent, or perhaps was, is left.",
        footer = {
            "",
            "Examples:",
            "  staffetta messages cancel 01JDC5Z8K3V4M0W6Y1B2C3D4E5 --why 'the appointment is off'",
            "  staffetta messages cancel --all --batch 01JDC5Z8K3V4M0W6Y1B2C3D4E6 --yes"
        })
final class MessagesCancelCommand implements Callable<Integer> {

    @Mixin
    private GatewayOptions options;

    @Mixin
    private WaitingChoice choice;

    @Mixin
    private OperationOptions operation;

    @Mixin
    private JsonOption output;

    @Option(names = "--why", paramLabel = "TEXT", description = "Why, for those who look for it later.")
    private String why = "";

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put("kind", "cancel");
        choice.put(wanted, spec);
        wanted.put("why", why);
        return operation.run(options.gateway().operations(), spec, wanted, choice.all(), "cancelled", output.json());
    }
}

package io.staffetta.cli.dead;

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
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code staffetta dead discard}: gives dead letters up. */
@Command(
        name = "discard",
        description = "Removes dead letters for good. Each is told on sms.outcome as DISCARDED, with your reason.",
        footer = {
            "",
            "Examples:",
            "  staffetta dead discard 01JDC5Z8K3V4M0W6Y1B2C3D4E5 --why 'wrong number, caller told'",
            "  staffetta dead discard --all --reason MALFORMED --why 'test of the new PBX' --yes"
        })
final class DeadDiscardCommand implements Callable<Integer> {

    @Mixin
    private GatewayOptions options;

    @Mixin
    private DeadChoice choice;

    @Mixin
    private OperationOptions operation;

    @Mixin
    private JsonOption output;

    @Option(
            names = "--why",
            required = true,
            paramLabel = "TEXT",
            description = "Why, for those who look for the message later.")
    private String why;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put("kind", "discard");
        choice.put(wanted, spec);
        if (why.isBlank()) {
            throw new ParameterException(spec.commandLine(), "--why is empty: say why they are discarded");
        }
        wanted.put("why", why);
        return operation.run(options.gateway().operations(), spec, wanted, choice.all(), "discarded", output.json());
    }
}

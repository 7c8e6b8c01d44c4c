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

/** {@code staffetta messages move}: has another account send them. */
@Command(
        name = "move",
        description =
                "Has another account send messages that wait. A sendAt stays; what the account cannot carry is left.",
        footer = {
            "",
            "Examples:",
            "  staffetta messages move 01JDC5Z8K3V4M0W6Y1B2C3D4E5 --to-account batch",
            "  staffetta messages move --all --account reception --to-account batch --dry-run"
        })
final class MessagesMoveCommand implements Callable<Integer> {

    @Mixin
    private GatewayOptions options;

    @Mixin
    private WaitingChoice choice;

    @Mixin
    private OperationOptions operation;

    @Mixin
    private JsonOption output;

    @Option(names = "--to-account", required = true, paramLabel = "ID", description = "Account that is to send them.")
    private String toAccount;

    @Option(names = "--why", paramLabel = "TEXT", description = "Why, for those who look for it later.")
    private String why = "";

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put("kind", "move");
        choice.put(wanted, spec);
        wanted.put("toAccount", toAccount);
        wanted.put("why", why);
        return operation.run(options.gateway().operations(), spec, wanted, choice.all(), "moved", output.json());
    }
}

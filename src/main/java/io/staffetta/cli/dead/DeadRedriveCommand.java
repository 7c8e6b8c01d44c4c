package io.staffetta.cli.dead;

import io.staffetta.cli.gateway.GatewayApi;
import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.operations.OperationOptions;
import io.staffetta.cli.terminal.DurationConverter;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.JsonOption;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code staffetta dead redrive}: sends dead letters again. */
@Command(
        name = "redrive",
        description = {
            "Sends dead letters again, with their ids, their texts and their deadlines.",
            "Those whose deadline has passed stay, unless --valid-for gives another. With --all those of reason UNKNOWN"
                    + " stay, unless --reason UNKNOWN or --phase asks for them: the provider may have sent them."
        },
        footer = {
            "",
            "Examples:",
            "  staffetta dead redrive 01JDC5Z8K3V4M0W6Y1B2C3D4E5",
            "  staffetta dead redrive --all --account reception --to-account batch --dry-run",
            "  staffetta dead redrive --all --phase REQUEST --node node2 --dry-run",
            "  staffetta dead redrive --all --reason EXPIRED --valid-for 2h --rate 5/s --yes"
        })
final class DeadRedriveCommand implements Callable<Integer> {

    @Mixin
    private GatewayOptions options;

    @Mixin
    private DeadChoice choice;

    @Mixin
    private OperationOptions operation;

    @Mixin
    private JsonOption output;

    @Option(
            names = "--to-account",
            paramLabel = "ID",
            description = "Account to send them with. Default: the one that the sender asked for, else the rules.")
    private String toAccount;

    @Option(
            names = "--valid-for",
            converter = DurationConverter.class,
            paramLabel = "DURATION",
            description = "A new deadline, so long from now, such as 2h or PT2H. Default: the deadline they have.")
    private Duration validFor;

    @Option(
            names = "--why",
            paramLabel = "TEXT",
            description = "Why, for those who look for the message or its batch later.")
    private String why;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put("kind", "redrive");
        choice.put(wanted, spec);
        GatewayApi gateway = options.gateway();
        if (toAccount != null) {
            Optional<String> objection = gateway.objection(toAccount);
            if (objection.isPresent()) {
                spec.commandLine().getErr().println(objection.get());
                return ExitCode.NOT_FOUND;
            }
            wanted.put("toAccount", toAccount);
        }
        if (validFor != null) {
            wanted.put("validFor", validFor.toString());
        }
        if (why != null) {
            wanted.put("why", why);
        }
        return operation.run(gateway.operations(), spec, wanted, choice.all(), "redriven", output.json());
    }
}

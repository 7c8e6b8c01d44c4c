package io.staffetta.cli.dead;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.staffetta.cli.gateway.GatewayOperations;
import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.JsonLine;
import io.staffetta.cli.terminal.JsonOption;
import io.staffetta.cli.terminal.Table;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code staffetta dead show}: one dead letter. */
@Command(
        name = "show",
        description = "Shows what is known of one dead letter; 'messages show' shows its attempts.",
        footer = {
            "",
            "Examples:",
            "  staffetta dead show 01JDC5Z8K3V4M0W6Y1B2C3D4E5",
            "  staffetta dead show 01JDC5Z8K3V4M0W6Y1B2C3D4E5 --reveal --why 'the recipient called' --json"
        })
final class DeadShowCommand implements Callable<Integer> {

    private static final int LABEL = 18;
    private static final Set<String> IN_LINES = Set.of("text", "body");

    @Mixin
    private GatewayOptions options;

    @Mixin
    private JsonOption output;

    @Parameters(paramLabel = "ID", description = "Its id, as 'dead list' shows it.")
    private String id;

    @Option(names = "--reveal", description = "Shows its number and its text, or its body, as well.")
    private boolean reveal;

    @Option(names = "--why", paramLabel = "TEXT", description = "Why they are revealed, for the audit trail.")
    private String why = "";

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (reveal && why.isBlank()) {
            throw new ParameterException(spec.commandLine(), "--reveal needs --why: say why numbers are revealed");
        }
        GatewayOperations gateway = options.gateway().operations();
        Optional<JsonNode> letter = gateway.deadLetter(id);
        if (letter.isEmpty()) {
            spec.commandLine().getErr().println("No dead letter " + Table.clean(id));
            return ExitCode.NOT_FOUND;
        }
        ObjectNode view = (ObjectNode) letter.get();
        if (reveal) {
            gateway.reveal(id, why).properties().forEach(field -> view.set(field.getKey(), field.getValue()));
        }
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            out.println(JsonLine.write(view));
        } else {
            view.properties()
                    .forEach(field -> out.println("%-16s  ".formatted(field.getKey())
                            + (IN_LINES.contains(field.getKey())
                                    ? Table.lines(field.getValue().asText(), LABEL)
                                    : Table.clean(field.getValue().asText()))));
        }
        return ExitCode.OK;
    }
}

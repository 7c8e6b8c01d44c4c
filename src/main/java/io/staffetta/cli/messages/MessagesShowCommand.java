package io.staffetta.cli.messages;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.JsonLine;
import io.staffetta.cli.terminal.JsonOption;
import io.staffetta.cli.terminal.Table;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code staffetta messages show}: what became of one message, or of all with one reference. */
@Command(
        name = "show",
        description = "Shows what became of a message: where it stands, and each attempt to send it.",
        footer = {
            "",
            "Examples:",
            "  staffetta messages show 01JDC5Z8K3V4M0W6Y1B2C3D4E5",
            "  staffetta messages show alarm-17 --reveal --json"
        })
final class MessagesShowCommand implements Callable<Integer> {

    @Mixin
    private GatewayOptions options;

    @Mixin
    private JsonOption output;

    @Parameters(
            paramLabel = "ID-OR-REFERENCE",
            description =
                    "Its id, or the reference that its sender gave. Of several messages with one reference all are"
                            + " shown, the newest first.")
    private String idOrReference;

    @Option(names = "--reveal", description = "Shows its number and its text as well. The audit trail records it.")
    private boolean reveal;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (idOrReference.isBlank()) {
            throw new ParameterException(spec.commandLine(), "The id or reference is empty");
        }
        if (idOrReference.matches("\\.{1,2}")) {
            spec.commandLine()
                    .getErr()
                    .println("Nobody can ask for the reference " + idOrReference
                            + ": messages list shows the ids of the newest messages");
            return ExitCode.NOT_FOUND;
        }
        Optional<JsonNode> messages = options.gateway().message(idOrReference, reveal);
        if (messages.isEmpty()) {
            spec.commandLine().getErr().println("No message " + Table.clean(idOrReference));
            return ExitCode.NOT_FOUND;
        }
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            out.println(JsonLine.write(messages.get()));
            return ExitCode.OK;
        }
        String between = "";
        for (JsonNode message : messages.get()) {
            out.print(between);
            MessagesView.lines(message).forEach(out::println);
            between = System.lineSeparator();
        }
        out.flush();
        return ExitCode.OK;
    }
}

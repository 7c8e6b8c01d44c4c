package io.staffetta.cli.messages;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.gateway.GatewayApi;
import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.terminal.Confirmation;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.JsonLine;
import io.staffetta.cli.terminal.JsonOption;
import io.staffetta.cli.terminal.Table;
import io.staffetta.cli.terminal.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code staffetta erase}: erases all about a person. */
@Command(
        name = "erase",
        description = {
            "Erases all that the gateway has about the person of a phone number: number, texts, references, details and"
                    + " providers' ids of all messages, and dead letters. Waiting messages are cancelled first. It"
                    + " cannot be undone, and is recorded in the audit trail, without the number.",
            "Shows what remains, and why."
        },
        footer = {
            "",
            "Examples:",
            "  staffetta erase '+39 333 0000001' --dry-run",
            "  staffetta erase +393330000001 --why 'asked on 2026-11-29' --yes"
        })
public final class EraseCommand implements Callable<Integer> {

    @Mixin
    private GatewayOptions options;

    @Mixin
    private JsonOption output;

    @Parameters(paramLabel = "NUMBER", description = "The number, in national or international form.")
    private String number;

    @Option(names = "--why", paramLabel = "TEXT", defaultValue = "", description = "Why, for the audit trail.")
    private String why;

    @Option(names = "--dry-run", description = "Only shows what would be erased.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Does not ask before it erases.")
    private boolean yes;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        GatewayApi gateway = options.gateway();
        if (!dryRun && !yes) {
            JsonNode trial = gateway.erase(number, why, true);
            PrintWriter err = spec.commandLine().getErr();
            String question = "Erase " + trial.path("messages").asInt() + " messages to "
                    + Table.clean(trial.path("to").asText()) + ", of which "
                    + trial.path("cancelled").asInt() + " wait to be sent and "
                    + trial.path("deadLetters").asInt() + " are dead letters?";
            if (!Terminal.canAnswer()) {
                err.println(question + " There is no terminal to ask on: add --yes to do it");
                return ExitCode.USAGE;
            }
            if (!Confirmation.given(err, question)) {
                err.println("Nothing was done: answer y, or add --yes");
                return ExitCode.FAILED;
            }
        }
        tell(gateway.erase(number, why, dryRun));
        return ExitCode.OK;
    }

    private void tell(JsonNode erased) {
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            out.println(JsonLine.write(erased));
            return;
        }
        out.println(
                (dryRun ? "Would erase " : "Erased ") + erased.path("messages").asInt() + " messages to "
                        + Table.clean(erased.path("to").asText()) + ": "
                        + erased.path("cancelled").asInt() + " that waited were "
                        + (dryRun ? "to be " : "") + "cancelled, "
                        + erased.path("deadLetters").asInt() + " dead letters taken away");
        Table table = new Table("REMAINS", "COUNT", "WHY");
        for (JsonNode remaining : erased.path("remains")) {
            table.row(
                    remaining.path("what").asText(),
                    remaining.path("count").asText(""),
                    remaining.path("why").asText());
            remaining.path("which").forEach(which -> table.row("", "", which.asText()));
        }
        table.lines().forEach(out::println);
    }
}

package io.staffetta.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.gateway.GatewayApi;
import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.JsonLine;
import io.staffetta.cli.terminal.JsonOption;
import io.staffetta.cli.terminal.Table;
import io.staffetta.cli.terminal.Times;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code staffetta retention}: whether old messages are erased and deleted. */
@Command(
        name = "retention",
        description = {
            "Shows whether old messages are erased and deleted, as staffetta.ledger.erase-after and delete-after say.",
            "After a jump of the clock nothing is, until a person resumes it: records that seem old may be new."
        },
        footer = {"", "Examples:", "  staffetta retention show", "  staffetta retention resume"})
final class RetentionCommand {

    @Spec
    private CommandSpec spec;

    /** {@code staffetta retention show}: whether old messages are erased and deleted. */
    @Command(
            description = "Shows whether old messages are erased and deleted, or why not.",
            footer = {"", "Example:", "  staffetta retention show"})
    int show(@Mixin GatewayOptions options, @Mixin JsonOption output) {
        JsonNode retention =
                new GatewayApi(options.home(), options.settings()).sending().retention();
        String words = retention.path("held").asBoolean()
                ? "Nothing is erased or deleted since " + Times.of(retention.path("since")) + ": "
                        + Table.clean(retention.path("reason").asText())
                        + ". If the clock is right now: staffetta retention resume"
                : "Old messages are erased and deleted";
        spec.commandLine().getOut().println(output.json() ? JsonLine.write(retention) : words);
        return ExitCode.OK;
    }

    /** {@code staffetta retention resume}: has old messages erased and deleted again. */
    @Command(
            description =
                    "Has old messages erased and deleted again. See first that the clock of the machine is right.",
            footer = {"", "Example:", "  date && staffetta retention resume"})
    int resume(@Mixin GatewayOptions options) {
        JsonNode resumed =
                new GatewayApi(options.home(), options.settings()).sending().resumeRetention();
        spec.commandLine()
                .getOut()
                .println(
                        resumed.path("wasHeld").asBoolean()
                                ? "Old messages are erased and deleted again"
                                : "Old messages are erased and deleted: that was not held");
        return ExitCode.OK;
    }
}

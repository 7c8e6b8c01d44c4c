package io.staffetta.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.JsonLine;
import io.staffetta.cli.terminal.JsonOption;
import io.staffetta.cli.terminal.Table;
import io.staffetta.cli.terminal.Times;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code staffetta hold}: has the gateway send nothing for a time. */
@Command(
        name = "hold",
        description = {
            "Holds all sending until somebody resumes: for a restore, a migration, a suspicion. Messages are still taken.",
            "The hold applies to all gateways on the same ledger, also after a restart. Attempts under way finish. Messages keep"
                    + " their deadlines, and may expire."
        },
        footer = {
            "",
            "Examples:",
            "  staffetta hold show",
            "  staffetta hold on --why 'the provider is being changed'",
            "  staffetta hold resume"
        })
final class HoldCommand {

    @Spec
    private CommandSpec spec;

    /** {@code staffetta hold show}: whether sending is on hold. */
    @Command(
            description = "Shows whether messages are sent, or why not.",
            footer = {"", "Example:", "  staffetta hold show"})
    int show(@Mixin GatewayOptions options, @Mixin JsonOption output) {
        JsonNode hold = options.gateway().sending().hold();
        return tell(hold, words(hold), output);
    }

    /** {@code staffetta hold on}: has nothing sent. */
    @Command(
            description = "Stops sending until 'staffetta hold resume'. New messages are accepted, and wait.",
            footer = {"", "Example:", "  staffetta hold on --why 'the provider is being changed'"})
    int on(
            @Mixin GatewayOptions options,
            @Mixin JsonOption output,
            @Option(
                            names = "--why",
                            paramLabel = "TEXT",
                            defaultValue = "",
                            description = "Why, for others who look. At most 200 characters.")
                    String why) {
        JsonNode hold = options.gateway().sending().placeHold(why.strip());
        return tell(hold, words(hold), output);
    }

    /** {@code staffetta hold resume}: has messages sent again. */
    @Command(
            description =
                    "Sends messages again. After a restore, read first which may be sent twice: src/docs/upgrading.md.",
            footer = {"", "Example:", "  staffetta hold resume"})
    int resume(@Mixin GatewayOptions options, @Mixin JsonOption output) {
        JsonNode hold = options.gateway().sending().resumeHold();
        String words = hold.path("wasHeld").asBoolean()
                ? "Messages are sent again"
                : "Messages are sent: that was not on hold";
        return tell(hold, words, output);
    }

    private int tell(JsonNode hold, String words, JsonOption output) {
        spec.commandLine().getOut().println(output.json() ? JsonLine.write(hold) : words);
        return ExitCode.OK;
    }

    private static String words(JsonNode hold) {
        if (!hold.path("held").asBoolean()) {
            return "Messages are sent";
        }
        int underWay = hold.path("underWay").asInt();
        return "Nothing is sent since " + Times.of(hold.path("since")) + ": "
                + Table.clean(hold.path("reason").asText())
                + (underWay == 0 ? "" : ". Still under way: " + underWay)
                + ". To go on: staffetta hold resume";
    }
}

package io.staffetta.cli;

import picocli.CommandLine.Command;

/** {@code staffetta nodes}: the gateways that use one ledger. */
@Command(
        name = "nodes",
        description = "Lists the gateways that use the same ledger.",
        subcommands = NodesListCommand.class,
        footer = {"", "Example:", "  staffetta nodes list"})
final class NodesCommand {}

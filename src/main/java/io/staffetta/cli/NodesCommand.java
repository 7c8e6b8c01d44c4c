package io.staffetta.cli;

import picocli.CommandLine.Command;

/** {@code staffetta nodes}: the gateways that use one ledger. */
@Command(
        name = "nodes",
        description = "Tells which gateways use the ledger of the running one.",
        subcommands = NodesListCommand.class,
        footer = {"", "Example:", "  staffetta nodes list"})
final class NodesCommand {}

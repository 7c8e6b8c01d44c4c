package io.staffetta.cli.alerts;

import picocli.CommandLine.Command;

/** {@code staffetta alerts}: what is not as it should be, and who is told. */
@Command(
        name = "alerts",
        description = "Lists alerts, and tests whether they reach their receivers.",
        subcommands = {AlertsListCommand.class, AlertsTestCommand.class},
        footer = {"", "Examples:", "  staffetta alerts list", "  staffetta alerts test"})
public final class AlertsCommand {}

package io.staffetta.cli.audit;

import picocli.CommandLine.Command;

/** {@code staffetta audit}: who did what. */
@Command(
        name = "audit",
        description = "Tells who did what with the gateway, from where and why, and whether that record is whole.",
        subcommands = {AuditListCommand.class, AuditVerifyCommand.class, AuditExportCommand.class},
        footer = {"", "Examples:", "  staffetta audit list --action token", "  staffetta audit verify"})
public final class AuditCommand {}

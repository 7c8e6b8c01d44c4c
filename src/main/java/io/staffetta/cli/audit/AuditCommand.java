package io.staffetta.cli.audit;

import picocli.CommandLine.Command;

/** {@code staffetta audit}: who did what. */
@Command(
        name = "audit",
        description = "Shows and verifies the audit trail: who did what, from where and why.",
        subcommands = {AuditListCommand.class, AuditVerifyCommand.class, AuditExportCommand.class},
        footer = {"", "Examples:", "  staffetta audit list --action token", "  staffetta audit verify"})
public final class AuditCommand {}

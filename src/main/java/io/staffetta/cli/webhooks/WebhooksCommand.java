package io.staffetta.cli.webhooks;

import picocli.CommandLine.Command;

/** {@code staffetta webhooks}: where applications are told what became of their messages. */
@Command(
        name = "webhooks",
        description = "Says where applications are told what became of their messages, and tells it again.",
        subcommands = {
            WebhooksListCommand.class,
            WebhooksShowCommand.class,
            WebhooksSetCommand.class,
            WebhooksRemoveCommand.class,
            WebhooksTestCommand.class,
            WebhooksRedriveCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  staffetta webhooks set crm https://crm.example/hook",
            "  staffetta webhooks test crm",
            "  staffetta webhooks list"
        })
public final class WebhooksCommand {}

package io.staffetta.cli;

import picocli.CommandLine.Command;

/** {@code staffetta tls}: the certificate of the gateway's ports. */
@Command(
        name = "tls",
        description = "Manages the certificate for HTTP, OpenWire and STOMP.",
        subcommands = TlsSelfSignedCommand.class,
        footer = {"", "Example:", "  staffetta tls self-signed --name sms.example.com"})
final class TlsCommand {}

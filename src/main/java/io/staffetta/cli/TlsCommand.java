package io.staffetta.cli;

import picocli.CommandLine.Command;

/** {@code staffetta tls}: the certificate of the gateway's ports. */
@Command(
        name = "tls",
        description = "Sees to the certificate with which HTTP, OpenWire and STOMP speak TLS.",
        subcommands = TlsSelfSignedCommand.class,
        footer = {"", "Example:", "  staffetta tls self-signed --name sms.example.com"})
final class TlsCommand {}

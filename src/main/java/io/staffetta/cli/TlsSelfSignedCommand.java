package io.staffetta.cli;

import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.tls.SelfSigned;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code staffetta tls self-signed}: makes a certificate for a start. */
@Command(
        name = "self-signed",
        description = {
            "Makes a key and a self-signed certificate in config/tls: for a start, and for private networks.",
            "Clients need the certificate (server.crt) to trust it."
        },
        footer = {
            "",
            "Examples:",
            "  staffetta tls self-signed",
            "  staffetta tls self-signed --name sms.example.com --name 192.0.2.7 --days 90 --force"
        })
final class TlsSelfSignedCommand implements Callable<Integer> {

    @Mixin
    private GatewayOptions options;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description =
                    "Host name or address by which the gateway is reached. May be repeated. Default: the name of this"
                            + " machine. localhost and 127.0.0.1 always are among them.")
    private List<String> names = List.of();

    @Option(
            names = "--days",
            paramLabel = "N",
            description = "How long it is valid, 1 to 825. Default: ${DEFAULT-VALUE}")
    private int days = 365;

    @Option(names = "--force", description = "Replaces files that are there. A running gateway takes the new ones.")
    private boolean force;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (days < 1 || days > 825) {
            throw new ParameterException(spec.commandLine(), "--days must be a number from 1 to 825");
        }
        names.stream()
                .filter(name -> !name.matches("[A-Za-z0-9*][A-Za-z0-9.-]{0,252}|[0-9A-Fa-f:.]{2,45}"))
                .findFirst()
                .ifPresent(name -> {
                    throw new ParameterException(
                            spec.commandLine(), "--name must be a host name or an address, without port or https://");
                });
        Path folder = options.home().config().resolve("tls");
        Path certificate = folder.resolve("server.crt");
        Path key = folder.resolve("server.key");
        if (!force && (Files.exists(certificate) || Files.exists(key))) {
            throw new IllegalStateException(certificate + " or " + key + " is there already: --force replaces both");
        }
        SelfSigned.make(all(), days, certificate, key);
        PrintWriter out = spec.commandLine().getOut();
        out.println("Made " + certificate + " and " + key + ", valid for " + days + " days.");
        out.println("Put into config/application.properties:");
        out.println("  staffetta.tls.certificate = tls/server.crt");
        out.println("  staffetta.tls.key = tls/server.key");
        out.println("  staffetta.bind-address = 0.0.0.0");
        out.println("Give those who connect " + certificate + ", as in: curl --cacert server.crt https://"
                + all().iterator().next() + ":8080/v1/messages");
        return ExitCode.OK;
    }

    private Set<String> all() {
        Set<String> all = new LinkedHashSet<>(names);
        if (all.isEmpty()) {
            all.add(machine());
        }
        all.add("localhost");
        all.add("127.0.0.1");
        return all;
    }

    private static String machine() {
        try {
            String name = InetAddress.getLocalHost().getHostName();
            return name.matches("[A-Za-z0-9.-]+") ? name : "localhost";
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}

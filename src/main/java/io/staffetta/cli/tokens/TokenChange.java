package io.staffetta.cli.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.gateway.GatewayApi;
import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.Table;
import java.util.Optional;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes the token of one application. */
final class TokenChange {

    @Mixin
    private GatewayOptions options;

    @Parameters(paramLabel = "NAME", description = "Name of the application, or id of its token.")
    private String name;

    @Option(names = "--why", paramLabel = "TEXT", description = "Why, for the audit trail.")
    private String why;

    /**
     * Changes the token, and tells so.
     *
     * @param verb as in the path of the gateway's HTTP API
     * @param done what the application is then
     * @return the exit code
     */
    int make(CommandSpec spec, String verb, String done) {
        GatewayApi gateway = options.gateway();
        Optional<String> id = id(gateway);
        if (id.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("No application '" + Table.clean(name) + "': staffetta tokens list lists all");
            return ExitCode.NOT_FOUND;
        }
        gateway.access().changeToken(id.get(), verb, why);
        spec.commandLine().getOut().println("Application '" + Table.clean(name) + "' is " + done);
        return ExitCode.OK;
    }

    private Optional<String> id(GatewayApi gateway) {
        JsonNode tokens = gateway.access().tokens(false).path("tokens");
        return StreamSupport.stream(tokens.spliterator(), false)
                .filter(token -> token.path("name").asText().equals(name)
                        || token.path("id").asText().equals(name))
                .map(token -> token.path("id").asText())
                .findFirst();
    }
}

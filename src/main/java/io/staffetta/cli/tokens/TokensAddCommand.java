package io.staffetta.cli.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.JsonLine;
import io.staffetta.cli.terminal.JsonOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code staffetta tokens add}: an application, whose token is told once. */
@Command(
        name = "add",
        description = {
            "Adds an application, and shows its token, which cannot be shown again.",
            "Over HTTP it sends 'Authorization: Bearer TOKEN'; at the broker its name is the user and the token the password."
        },
        footer = {
            "",
            "Examples:",
            "  staffetta tokens add pbx --account messagenet",
            "  staffetta tokens add wallboard --role viewer",
            "  staffetta tokens add crm-test --kind test"
        })
final class TokensAddCommand implements Callable<Integer> {

    @Mixin
    private GatewayOptions options;

    @Parameters(paramLabel = "NAME", description = "Name of the application: 1 to 40 of a-z, 0-9, '.', '_' and '-'.")
    private String name;

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            defaultValue = "sender",
            description = "sender, viewer, operator or admin. Default: ${DEFAULT-VALUE}.")
    private String role;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            defaultValue = "live",
            description =
                    "live, or test: its messages are checked and answered, and never sent. Default: ${DEFAULT-VALUE}.")
    private String kind;

    @Option(
            names = "--account",
            paramLabel = "ID",
            description = "An account that it may use. May be repeated. Default: all.")
    private List<String> accounts = new ArrayList<>();

    @Option(
            names = "--sender",
            paramLabel = "NAME",
            description = "A sender name that it may ask for. May be repeated. Default: all.")
    private List<String> senders = new ArrayList<>();

    @Option(names = "--per-minute", paramLabel = "N", description = "Most messages a minute. Default: no limit.")
    private Long perMinute;

    @Option(names = "--per-day", paramLabel = "N", description = "Most messages a day. Default: no limit.")
    private Long perDay;

    @Option(names = "--expires", paramLabel = "TIME", description = "When the token ends, ISO-8601. Default: never.")
    private String expires;

    @Option(names = "--why", paramLabel = "TEXT", description = "Why, for the audit trail.")
    private String why;

    @Mixin
    private JsonOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put("name", name);
        wanted.put("role", role);
        wanted.put("kind", kind);
        wanted.put("accounts", accounts);
        wanted.put("senders", senders);
        wanted.put("perMinute", perMinute);
        wanted.put("perDay", perDay);
        wanted.put("expiresAt", expires);
        wanted.put("why", why);
        wanted.values().removeIf(value -> value == null);
        JsonNode added = options.gateway().access().addToken(wanted);
        if (output.json()) {
            spec.commandLine().getOut().println(JsonLine.write(added));
            return ExitCode.OK;
        }
        spec.commandLine().getOut().println(added.path("token").asText());
        spec.commandLine()
                .getErr()
                .println("This is the token of application '" + name
                        + "'. It is shown this once: keep it safe. To revoke" + " it: staffetta tokens revoke " + name);
        return ExitCode.OK;
    }
}

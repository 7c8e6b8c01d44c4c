package io.staffetta.cli.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.JsonLine;
import io.staffetta.cli.terminal.JsonOption;
import io.staffetta.cli.terminal.Table;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code staffetta audit verify}: whether the record is whole. */
@Command(
        name = "verify",
        description = {
            "Verifies the audit trail: each entry has a hash of itself and of the one before, so that an entry that"
                    + " was changed or removed is detected.",
            "Whoever can write the database can also make a whole new chain: note the last number and hash from time to time,"
                    + " elsewhere, and give them with --noted. The log has them with each entry."
        },
        footer = {"", "Examples:", "  staffetta audit verify", "  staffetta audit verify --noted 17:9f86d0…"})
final class AuditVerifyCommand implements Callable<Integer> {

    @Mixin
    private GatewayOptions options;

    @Option(
            names = "--noted",
            paramLabel = "NUMBER:HASH",
            description = "An entry as it was once: its number, and its hash.")
    private String noted;

    @Mixin
    private JsonOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Map<String, String> parameters = new HashMap<>();
        if (noted != null) {
            if (!noted.matches("[0-9]{1,9}:[0-9a-fA-F]{64}")) {
                throw new ParameterException(
                        spec.commandLine(), "--noted must be a number, a colon and 64 hexadecimal digits");
            }
            parameters.put("number", noted.substring(0, noted.indexOf(':')));
            parameters.put("hash", noted.substring(noted.indexOf(':') + 1));
        }
        JsonNode verdict = options.gateway().access().verifyAudit(parameters);
        boolean whole = verdict.path("whole").asBoolean();
        spec.commandLine().getOut().println(output.json() ? JsonLine.write(verdict) : words(verdict, whole));
        return whole ? ExitCode.OK : ExitCode.FAILED;
    }

    private static String words(JsonNode verdict, boolean whole) {
        long first = verdict.path("first").asLong();
        long last = verdict.path("last").asLong();
        if (!whole) {
            return "The audit trail is NOT whole: entry " + verdict.path("at").asText() + " "
                    + Table.clean(verdict.path("problem").asText());
        }
        return last < first
                ? "The audit trail is whole: it has no entries"
                : "The audit trail is whole: entries " + first + " to " + last + ". Note the last one: " + last + ":"
                        + verdict.path("hash").asText();
    }
}

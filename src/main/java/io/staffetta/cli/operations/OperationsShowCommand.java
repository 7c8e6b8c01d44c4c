package io.staffetta.cli.operations;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.JsonOption;
import io.staffetta.cli.terminal.Table;
import io.staffetta.cli.terminal.Times;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code staffetta operations show}: one operation. */
@Command(
        name = "show",
        description = "Shows an operation, and the outcomes of its messages.",
        footer = {
            "",
            "Examples:",
            "  staffetta operations show 01JDC5Z8K3V4M0W6Y1B2C3D4E5",
            "  staffetta operations show 01JDC5Z8K3V4M0W6Y1B2C3D4E5 --outcome EXPIRED --limit 1000 --json"
        })
final class OperationsShowCommand implements Callable<Integer> {

    private static final List<String> FIELDS = List.of(
            "id",
            "kind",
            "state",
            "who",
            "why",
            "toAccount",
            "rate",
            "validFor",
            "as",
            "createdAt",
            "startedAt",
            "endedAt",
            "total",
            "done",
            "left",
            "skipped");

    @Mixin
    private GatewayOptions options;

    @Mixin
    private JsonOption output;

    @Mixin
    private OperationId id;

    @Option(
            names = "--outcome",
            paramLabel = "OUTCOME",
            description = "Only messages with this outcome, such as EXPIRED.")
    private String outcome;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "Messages shown, at most 1000. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Override
    public Integer call() {
        Map<String, String> parameters = new HashMap<>();
        parameters.put("outcome", outcome);
        parameters.put("limit", Integer.toString(limit));
        return id.ifFound(options.gateway().operations().find(id.get(), parameters), found -> {
            output.print(found, () -> lines(found));
            return ExitCode.OK;
        });
    }

    private static List<String> lines(JsonNode one) {
        List<String> lines = new ArrayList<>();
        FIELDS.stream()
                .filter(one::has)
                .forEach(field -> lines.add(line(
                        field,
                        field.endsWith("At")
                                ? Times.of(one.path(field))
                                : one.path(field).asText())));
        lines.add(line("asked", one.path("asked").toString()));
        one.path("outcomes")
                .properties()
                .forEach(outcome ->
                        lines.add(line(outcome.getKey(), outcome.getValue().asText())));
        if (!one.path("items").isEmpty()) {
            Table table = new Table("MESSAGE", "OUTCOME", "AT");
            one.path("items")
                    .forEach(item -> table.row(
                            item.path("id").asText(), item.path("outcome").asText(), Times.of(item.path("at"))));
            lines.addAll(table.lines());
        }
        return lines;
    }

    private static String line(String name, String value) {
        return "%-16s  ".formatted(name) + Table.clean(value);
    }
}

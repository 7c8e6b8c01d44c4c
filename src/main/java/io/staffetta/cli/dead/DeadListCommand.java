package io.staffetta.cli.dead;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.gateway.GatewayOperations;
import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.JsonOption;
import io.staffetta.cli.terminal.Table;
import io.staffetta.cli.terminal.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code staffetta dead list}: what is there, without numbers and texts. */
@Command(
        name = "list",
        description = "Lists dead letters, the one that died last first. Numbers are masked; texts are not shown.",
        footer = {
            "",
            "Examples:",
            "  staffetta dead list",
            "  staffetta dead list --phase CRASH --node node2",
            "  staffetta dead list --reason EXHAUSTED --account reception --limit 0 --json"
        })
final class DeadListCommand implements Callable<Integer> {

    private static final int DETAIL_LENGTH = 70;
    private static final int PAGE = 1000;

    @Mixin
    private GatewayOptions options;

    @Mixin
    private DeadFilterOptions which;

    @Mixin
    private JsonOption output;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "At most so many; 0 for all. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<JsonNode> shown = new ArrayList<>();
        boolean more = read(options.gateway().operations(), shown);
        output.print(shown, () -> lines(shown));
        if (more) {
            spec.commandLine()
                    .getErr()
                    .println("The newest " + shown.size() + ", and there may be more: --limit 0 shows all of them");
        }
        return ExitCode.OK;
    }

    /** Returns whether there may be more than were asked for. */
    private boolean read(GatewayOperations gateway, List<JsonNode> shown) {
        Map<String, String> parameters = which.parameters();
        String next = "";
        while (next != null && (limit <= 0 || shown.size() < limit)) {
            parameters.put("limit", Integer.toString(limit <= 0 ? PAGE : Math.min(PAGE, limit - shown.size())));
            JsonNode page = gateway.deadLetters(parameters);
            page.path("deadLetters").forEach(shown::add);
            next = page.path("next").asText(null);
            parameters.put("before", next);
        }
        return next != null;
    }

    private static List<String> lines(List<JsonNode> letters) {
        if (letters.isEmpty()) {
            return List.of("No dead letters");
        }
        Table table = new Table("ID", "DEAD SINCE", "REASON", "PHASE", "NODE", "ACCOUNT", "TO", "ATTEMPTS", "DETAIL");
        letters.forEach(letter -> table.row(
                letter.path("id").asText(),
                Times.of(letter.path("diedAt")),
                letter.path("reason").asText(),
                letter.path("phase").asText(),
                letter.path("node").asText(),
                letter.path("account").asText(),
                letter.path("to").asText(),
                letter.path("attempts").asText(),
                Table.cut(letter.path("detail").asText(), DETAIL_LENGTH)));
        return table.lines();
    }
}

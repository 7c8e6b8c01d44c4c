package io.staffetta.cli.dead;

import com.fasterxml.jackson.databind.JsonNode;
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
import picocli.CommandLine.Option;

/** {@code staffetta dead groups}: what dead letters died of, and how many of each. */
@Command(
        name = "groups",
        description = "Counts dead letters by reason, the largest group first, with the note of each group.",
        subcommands = DeadNoteCommand.class,
        footer = {
            "",
            "Examples:",
            "  staffetta dead groups",
            "  staffetta dead groups --by reason,account --since 1h",
            "  staffetta dead groups note 0123456789abcdef01234567 'the provider works on it'"
        })
final class DeadGroupsCommand implements Callable<Integer> {

    private static final int LONGEST = 70;

    @Mixin
    private GatewayOptions options;

    @Mixin
    private DeadFilterOptions which;

    @Mixin
    private JsonOption output;

    @Option(
            names = "--by",
            paramLabel = "PARTS",
            defaultValue = "reason,account,detail",
            description = "Some of reason, account, detail, with commas between. Default: ${DEFAULT-VALUE}.")
    private String by;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "At most so many groups, up to 1000. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Override
    public Integer call() {
        Map<String, String> parameters = which.parameters();
        parameters.put("group", by);
        parameters.put("limit", Integer.toString(limit));
        JsonNode found = options.gateway().operations().deadLetters(parameters);
        output.print(found, () -> lines(found));
        return ExitCode.OK;
    }

    private static List<String> lines(JsonNode found) {
        if (found.path("groups").isEmpty()) {
            return List.of("No dead letters");
        }
        Table table = new Table("KEY", "COUNT", "OLDEST", "NEWEST", "REASON", "ACCOUNT", "DETAIL", "NOTE");
        found.path("groups")
                .forEach(group -> table.row(
                        group.path("key").asText(),
                        group.path("count").asText(),
                        Times.of(group.path("oldest")),
                        Times.of(group.path("newest")),
                        group.path("reason").asText(),
                        group.path("account").asText(),
                        Table.cut(group.path("detail").asText(), LONGEST),
                        group.path("note").path("text").asText()));
        List<String> lines = new ArrayList<>(table.lines());
        lines.add(found.path("total").asText() + " dead letters");
        return lines;
    }
}

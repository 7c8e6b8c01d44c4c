package io.staffetta.cli.dead;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.Json;
import io.staffetta.cli.terminal.JsonOption;
import io.staffetta.cli.terminal.Table;
import io.staffetta.cli.terminal.Times;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code staffetta dead groups}: what dead letters died of, and how many of each. */
@Command(
        name = "groups",
        description = "Counts dead letters by what they died of, the most first, with what people say of each group.",
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

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Map<String, String> parameters = which.parameters();
        parameters.put("group", by);
        parameters.put("limit", Integer.toString(limit));
        JsonNode found = options.gateway().operations().deadLetters(parameters);
        if (output.json()) {
            spec.commandLine().getOut().println(Json.write(found));
            return ExitCode.OK;
        }
        if (found.path("groups").isEmpty()) {
            spec.commandLine().getOut().println("No dead letters");
            return ExitCode.OK;
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
        table.lines().forEach(spec.commandLine().getOut()::println);
        spec.commandLine().getOut().println(found.path("total").asText() + " dead letters");
        return ExitCode.OK;
    }
}

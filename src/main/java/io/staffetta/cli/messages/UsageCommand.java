package io.staffetta.cli.messages;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.JsonLine;
import io.staffetta.cli.terminal.JsonOption;
import io.staffetta.cli.terminal.Table;
import io.staffetta.cli.terminal.Times;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code staffetta usage}: what providers took, and what it cost. */
@Command(
        name = "usage",
        description =
                "Shows how many messages and segments providers accepted, by day, account, application or tag, and what they"
                        + " cost by the prices in accounts.yaml; and what is left of bought packages.",
        footer = {
            "",
            "Examples:",
            "  staffetta usage --from 2026-11-01 --to 2026-11-30 --by day,account",
            "  staffetta usage --by account,tag --csv > november.csv"
        })
public final class UsageCommand implements Callable<Integer> {

    private static final List<String> COLUMNS = List.of("day", "account", "application", "tag");

    @Mixin
    private GatewayOptions options;

    @Mixin
    private JsonOption output;

    @Option(names = "--from", paramLabel = "DAY", description = "The first day. Default: the first of the month.")
    private String from;

    @Option(names = "--to", paramLabel = "DAY", description = "The last day. Default: today.")
    private String to;

    @Option(
            names = "--by",
            paramLabel = "WHAT",
            description = "Some of day, account, application, tag, with commas between. Default: account.")
    private String by;

    @Option(names = "--zone", paramLabel = "ZONE", description = "Time zone of the days. Default: Europe/Rome.")
    private String zone;

    @Option(names = "--csv", description = "As CSV, for spreadsheets and auditors.")
    private boolean csv;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("from", from);
        parameters.put("to", to);
        parameters.put("by", by);
        parameters.put("zone", zone);
        PrintWriter out = spec.commandLine().getOut();
        if (csv) {
            out.print(options.gateway().usageCsv(parameters));
            out.flush();
            return ExitCode.OK;
        }
        JsonNode usage = options.gateway().usage(parameters);
        if (output.json()) {
            out.println(JsonLine.write(usage));
        } else {
            tell(usage, out);
            tellCredits(usage, out);
        }
        return ExitCode.OK;
    }

    private void tell(JsonNode usage, PrintWriter out) {
        List<String> columns = by == null ? List.of("account") : List.of(by.split(","));
        List<String> header =
                new ArrayList<>(COLUMNS.stream().filter(columns::contains).toList());
        out.println(usage.path("from").asText() + " to " + usage.path("to").asText() + ", "
                + Table.clean(usage.path("zone").asText()));
        List<String> titles = new ArrayList<>(
                header.stream().map(name -> name.toUpperCase(Locale.ROOT)).toList());
        titles.addAll(List.of("MESSAGES", "SEGMENTS", "COST"));
        Table table = new Table(titles.toArray(String[]::new));
        usage.path("usage").forEach(line -> table.row(cells(line, header)));
        usage.path("totals").forEach(line -> table.row(total(line, header)));
        table.lines().forEach(out::println);
        usage.path("packages")
                .forEach(left -> out.println(
                        "Package of '" + Table.clean(left.path("account").asText()) + "': "
                                + left.path("left").asText() + " of "
                                + left.path("bought").asText() + " segments left"
                                + (left.has("lastsDays")
                                        ? ", " + left.path("lastsDays").asText() + " days at the rate of the last seven"
                                        : "")));
    }

    private static void tellCredits(JsonNode usage, PrintWriter out) {
        usage.path("credits")
                .forEach(credit -> out.println(
                        "Credit of '" + Table.clean(credit.path("account").asText()) + "': "
                                + credit.path("value").asText() + " "
                                + credit.path("currency").asText("") + ", told at "
                                + Times.of(credit.path("at"))));
    }

    private static String[] cells(JsonNode line, List<String> columns) {
        List<String> cells = new ArrayList<>();
        columns.forEach(name -> cells.add(line.path(name).asText("")));
        cells.addAll(List.of(
                line.path("messages").asText(),
                line.path("segments").asText(),
                (line.path("cost").asText("") + " " + line.path("currency").asText("")).strip()));
        return cells.toArray(String[]::new);
    }

    private static String[] total(JsonNode line, List<String> columns) {
        String[] cells = cells(line, columns);
        if (!columns.isEmpty()) {
            cells[0] = "(all)";
        }
        return cells;
    }
}

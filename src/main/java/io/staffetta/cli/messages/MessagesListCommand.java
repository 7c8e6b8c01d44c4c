package io.staffetta.cli.messages;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.Json;
import io.staffetta.cli.terminal.JsonOption;
import io.staffetta.cli.terminal.SinceConverter;
import io.staffetta.cli.terminal.Table;
import io.staffetta.cli.terminal.Times;
import io.staffetta.ledger.history.State;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code staffetta messages list}: the newest messages, or some of them. */
@Command(
        name = "list",
        description =
                "Lists messages, the newest first, each with its path: the accounts that were tried, and what they"
                        + " answered. Numbers are masked; texts are not shown.",
        footer = {
            "",
            "Examples:",
            "  staffetta messages list --since 1h",
            "  staffetta messages list --state DEAD --account reception --limit 1000 --json"
        })
final class MessagesListCommand implements Callable<Integer> {

    private static final int MOST = 1000;

    @Mixin
    private GatewayOptions options;

    @Mixin
    private JsonOption output;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "Only those that stand there: ${COMPLETION-CANDIDATES}.")
    private State state;

    @Option(
            names = "--account",
            paramLabel = "ID",
            description = "Only those that this account is to send, or has sent.")
    private String account;

    @Option(
            names = "--since",
            paramLabel = "T",
            converter = SinceConverter.class,
            description = "Only those taken since then: a duration back such as 30m, 1h or 2d, an instant such as"
                    + " 2026-11-22T10:00:00Z, or a day such as 2026-11-22.")
    private Instant since;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "At most so many, up to " + MOST + ". Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (limit < 1 || limit > MOST) {
            throw new ParameterException(spec.commandLine(), "--limit must be a number from 1 to " + MOST);
        }
        if (account != null && account.isBlank()) {
            throw new ParameterException(spec.commandLine(), "--account is empty");
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("state", state == null ? null : state.name());
        parameters.put("account", account);
        parameters.put("since", since == null ? null : since.toString());
        parameters.put("limit", Integer.toString(limit));
        JsonNode found = options.gateway().messages(parameters);
        JsonNode messages = found.path("messages");
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            out.println(Json.write(messages));
        } else if (messages.isEmpty()) {
            out.println("No messages");
        } else {
            Table table = new Table("ID", "TAKEN", "STATE", "ACCOUNT", "TO", "PATH");
            messages.forEach(message -> table.row(
                    message.path("id").asText(),
                    Times.of(message.path("takenAt")),
                    MessagesView.state(message),
                    message.path("account").asText(),
                    message.path("to").asText(),
                    MessagesView.path(message)));
            table.lines().forEach(out::println);
        }
        if (found.hasNonNull("next")) {
            spec.commandLine()
                    .getErr()
                    .println("The newest " + messages.size()
                            + ", and there may be more: a higher --limit or a later --since shows what you want");
        }
        return ExitCode.OK;
    }
}

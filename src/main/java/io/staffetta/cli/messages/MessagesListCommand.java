package io.staffetta.cli.messages;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.gateway.GatewayApi;
import io.staffetta.cli.gateway.ListCommand;
import io.staffetta.cli.terminal.LimitOption;
import io.staffetta.cli.terminal.PeriodOptions;
import io.staffetta.cli.terminal.Table;
import io.staffetta.cli.terminal.Times;
import io.staffetta.ledger.history.State;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
            "  staffetta messages list --to '+39 333 0000001' --since 7d",
            "  staffetta messages list --state DEAD --words 'no credit' --limit 1000 --json"
        })
final class MessagesListCommand extends ListCommand {

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "Only those in this state: ${COMPLETION-CANDIDATES}.")
    private State state;

    @Option(
            names = "--account",
            paramLabel = "ID",
            description = "Only those that this account is to send, or has sent.")
    private String account;

    @Mixin
    private PeriodOptions period;

    @Option(
            names = "--to",
            paramLabel = "NUMBER",
            description = "Only those to this number, also where it is erased for its age.")
    private String to;

    @Option(names = "--batch", paramLabel = "ID", description = "Only the rows of this batch.")
    private String batch;

    @Option(names = "--tag", paramLabel = "WORD", description = "Only those with this tag.")
    private String tag;

    @Option(
            names = {"--source", "--application"},
            paramLabel = "NAME",
            description = "Only those that came in by this adapter: jms, http, webapi or batch.")
    private String source;

    @Option(
            names = "--words",
            paramLabel = "WORDS",
            description = "Only those with all these words, or parts of words, in their detail: why they are dead.")
    private String words;

    @Option(
            names = "--before",
            paramLabel = "ID",
            description = "Only those that come after this message in the list: the next page.")
    private String before;

    @Mixin
    private LimitOption limit;

    @Override
    protected JsonNode ask(GatewayApi gateway) {
        return gateway.messages(parameters());
    }

    @Override
    protected JsonNode listed(JsonNode answer) {
        return answer.path("messages");
    }

    @Override
    protected Optional<String> more(String next) {
        return Optional.of("--before " + next + " shows the next");
    }

    @Override
    protected List<String> lines(JsonNode messages) {
        if (messages.isEmpty()) {
            return List.of("No messages");
        }
        Table table = new Table("ID", "TAKEN", "STATE", "ACCOUNT", "TO", "PATH");
        messages.forEach(message -> table.row(
                message.path("id").asText(),
                Times.of(message.path("takenAt")),
                MessagesView.state(message),
                message.path("account").asText(),
                message.path("to").asText(),
                MessagesView.path(message)));
        return table.lines();
    }

    private Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("to", to);
        parameters.put("state", state == null ? null : state.name());
        parameters.put("account", account);
        parameters.put("source", source);
        parameters.put("tag", tag);
        parameters.put("batch", batch);
        parameters.put("q", words);
        period.put(parameters);
        parameters.put("before", before);
        limit.put(parameters);
        parameters.forEach((name, value) -> {
            if (value != null && value.isBlank()) {
                throw wrong("--" + (name.equals("q") ? "words" : name) + " is empty");
            }
        });
        return parameters;
    }
}

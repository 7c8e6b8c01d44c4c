package io.staffetta.cli.messages;

import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.ExportOption;
import io.staffetta.cli.terminal.SinceConverter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code staffetta messages export}: messages for an auditor. */
@Command(
        name = "export",
        description =
                "Writes messages to the standard output, the newest first, as CSV or as a JSON object a line. Numbers are"
                        + " masked and texts are left out, unless --reveal, which is in the audit trail with --why.",
        footer = {
            "",
            "Examples:",
            "  staffetta messages export --since 2026-11-01 --until 2026-12-01 --format csv > november.csv",
            "  staffetta messages export --since 30d --account reception --format jsonl --reveal --why 'case 4711'"
        })
final class MessagesExportCommand implements Callable<Integer> {

    private static final List<String> COLUMNS = List.of(
            "id",
            "takenAt",
            "source",
            "reference",
            "tag",
            "batch",
            "to",
            "text",
            "account",
            "priority",
            "state",
            "reason",
            "detail",
            "segments",
            "changedAt",
            "providerMessageId");

    @Mixin
    private GatewayOptions options;

    @Option(
            names = "--since",
            required = true,
            paramLabel = "T",
            converter = SinceConverter.class,
            description = "Taken since then: a duration back such as 30d, an instant, or a day such as 2026-11-01.")
    private Instant since;

    @Option(
            names = "--until",
            paramLabel = "T",
            converter = SinceConverter.class,
            description = "Taken before then; as --since. Default: now.")
    private Instant until = Instant.now();

    @Option(names = "--account", paramLabel = "ID", description = "Only those of this account.")
    private String account;

    @Option(names = "--tag", paramLabel = "WORD", description = "Only those with this tag.")
    private String tag;

    @Mixin
    private ExportOption export;

    @Option(names = "--reveal", description = "With numbers and texts.")
    private boolean reveal;

    @Option(names = "--why", paramLabel = "TEXT", description = "Why they are revealed, for the audit trail.")
    private String why;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (reveal && (why == null || why.isBlank())) {
            throw new ParameterException(spec.commandLine(), "--reveal needs --why: say why numbers are revealed");
        }
        export.write(COLUMNS, parameters(), options.gateway()::messages, "messages");
        return ExitCode.OK;
    }

    private Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("since", since.toString());
        parameters.put("until", until.toString());
        parameters.put("account", account);
        parameters.put("tag", tag);
        if (reveal) {
            parameters.put("reveal", "true");
            parameters.put("why", why);
        }
        return parameters;
    }
}

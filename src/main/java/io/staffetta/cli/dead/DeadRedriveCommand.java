package io.staffetta.cli.dead;

import io.staffetta.cli.terminal.DurationConverter;
import io.staffetta.cli.terminal.ExitCode;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code staffetta dead redrive}: sends dead letters again. */
@Command(
        name = "redrive",
        description = {
            "Sends dead letters again, with their ids, their texts and their deadlines.",
            "Those whose deadline has passed stay, unless --valid-for gives another. With --all those of reason UNKNOWN"
                    + " stay, unless --reason UNKNOWN or --phase asks for them: the provider may have sent them."
        },
        footer = {
            "",
            "Examples:",
            "  staffetta dead redrive 01JDC5Z8K3V4M0W6Y1B2C3D4E5",
            "  staffetta dead redrive --all --account reception --to-account batch --dry-run",
            "  staffetta dead redrive --all --phase REQUEST --node node2 --dry-run",
            "  staffetta dead redrive --all --reason EXPIRED --valid-for 2h --rate 5/s --yes"
        })
final class DeadRedriveCommand extends DeadOrderCommand {

    @Option(
            names = "--to-account",
            paramLabel = "ID",
            description = "Account to send them with. Default: the one that the sender asked for, else the rules.")
    private String toAccount;

    @Option(
            names = "--valid-for",
            converter = DurationConverter.class,
            paramLabel = "DURATION",
            description = "A new deadline, so long from now, such as 2h or PT2H. Default: the deadline they have.")
    private Duration validFor;

    @Option(
            names = "--why",
            paramLabel = "TEXT",
            description = "Why, for those who look for the message or its batch later.")
    private String why;

    DeadRedriveCommand() {
        super("redrive", "redriven");
    }

    @Override
    public Integer call() throws IOException {
        Optional<String> objection =
                toAccount == null ? Optional.empty() : gateway().accounts().objection(toAccount);
        if (objection.isPresent()) {
            spec().commandLine().getErr().println(objection.get());
            return ExitCode.NOT_FOUND;
        }
        return super.call();
    }

    @Override
    protected void add(Map<String, Object> wanted) {
        wanted.put("toAccount", toAccount);
        wanted.put("validFor", Objects.toString(validFor, null));
        wanted.put("why", why);
        wanted.values().removeIf(Objects::isNull);
    }
}

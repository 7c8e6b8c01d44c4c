package io.staffetta.cli.accounts;

import io.staffetta.cli.terminal.DurationText;
import io.staffetta.cli.terminal.Times;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code staffetta accounts pause}: an account held. */
@Command(
        name = "pause",
        description = {
            "Pauses an account, for all gateways on the ledger: its messages wait, none goes to another"
                    + " account or to the dead letter queue but by its deadline.",
            "The pause ends at --until, or with 'accounts resume'; a restart does not end it."
        },
        footer = {"", "Example:", "  staffetta accounts pause reception --until 2h --why 'maintenance at the provider'"
        })
final class AccountsPauseCommand implements Callable<Integer> {

    @Mixin
    private EditOptions edits;

    @Parameters(paramLabel = "ID", description = "The account.")
    private String account;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            defaultValue = "",
            description = "When it resumes by itself: such as 2h, 2026-11-30T08:00, or 2026-11-30T07:00:00Z.")
    private String until;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Map<String, Object> body = edits.body();
        if (!until.isEmpty()) {
            body.put("until", time(until));
        }
        String end = until.isEmpty() ? "" : " until " + shown(body.get("until").toString());
        return edits.tell(
                spec, edits.gateway().hold(account, "pause", body, "Account '" + account + "' is paused" + end));
    }

    /** As other lists show it: a duration as the instant at which it ends. */
    private static String shown(String time) {
        try {
            return Times.of(time.startsWith("P") ? Instant.now().plus(Duration.parse(time)) : Instant.parse(time));
        } catch (DateTimeException e) {
            return time;
        }
    }

    private static String time(String given) {
        try {
            return LocalDateTime.parse(given)
                    .atZone(ZoneId.systemDefault())
                    .toInstant()
                    .toString();
        } catch (DateTimeException e) {
            return DurationText.duration(given).map(Object::toString).orElse(given);
        }
    }
}

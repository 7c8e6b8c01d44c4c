package io.staffetta.cli.dead;

import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code staffetta dead settle}: says of dead letters of unknown outcome whether they were sent. */
@Command(
        name = "settle",
        description = {
            "Settles dead letters of unknown outcome by what the provider's own list shows: they were sent, and nothing more is to be"
                    + " done; or they were not, and are sent again.",
            "Those with a known outcome stay."
        },
        footer = {
            "",
            "Examples:",
            "  staffetta dead settle 01JDC5Z8K3V4M0W6Y1B2C3D4E5 --sent --why 'on the invoice of the provider'",
            "  staffetta dead settle --all --account reception --not-sent --why 'the provider was down' --yes"
        })
final class DeadSettleCommand extends DeadOrderCommand {

    @ArgGroup(multiplicity = "1")
    private Answer answer;

    @Option(names = "--why", required = true, paramLabel = "TEXT", description = "How you know, for the audit trail.")
    private String why;

    DeadSettleCommand() {
        super("settle", "settled");
    }

    /** Says whether they were sent. */
    private static final class Answer {

        @Option(names = "--sent", required = true, description = "The provider has sent them.")
        private boolean sent;

        @Option(names = "--not-sent", required = true, description = "The provider has not sent them: send them again.")
        private boolean notSent;
    }

    @Override
    protected void add(Map<String, Object> wanted) {
        wanted.put("as", answer.sent && !answer.notSent ? "sent" : "not-sent");
        wanted.put("why", why);
    }
}

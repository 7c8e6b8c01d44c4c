package io.staffetta.cli.dead;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code staffetta dead discard}: gives dead letters up. */
@Command(
        name = "discard",
        description = "Removes dead letters for good. Publishes an event DISCARDED for each, with your reason.",
        footer = {
            "",
            "Examples:",
            "  staffetta dead discard 01JDC5Z8K3V4M0W6Y1B2C3D4E5 --why 'wrong number, caller told'",
            "  staffetta dead discard --all --reason MALFORMED --why 'test of the new PBX' --yes"
        })
final class DeadDiscardCommand extends DeadOrderCommand {

    @Option(
            names = "--why",
            required = true,
            paramLabel = "TEXT",
            description = "Why, for those who look for the message later.")
    private String why;

    DeadDiscardCommand() {
        super("discard", "discarded");
    }

    @Override
    protected void add(Map<String, Object> wanted) {
        if (why.isBlank()) {
            throw new ParameterException(spec().commandLine(), "--why is empty: say why they are discarded");
        }
        wanted.put("why", why);
    }
}

package io.staffetta.cli.messages;

import io.staffetta.cli.operations.FilterOptions;
import io.staffetta.cli.operations.OrderCommand;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that changes what becomes of messages that wait. */
abstract class WaitingCommand extends OrderCommand {

    @Mixin
    private FilterOptions filter;

    @Option(names = "--why", paramLabel = "TEXT", description = "Why, for those who look for it later.")
    private String why = "";

    /**
     * @param kind kind of the operation, such as {@code move}
     * @param deed what is done, such as {@code moved}
     */
    WaitingCommand(String kind, String deed) {
        super(kind, deed);
    }

    @Override
    protected final Map<String, String> filter() {
        return filter.parameters();
    }

    @Override
    protected void add(Map<String, Object> wanted) {
        wanted.put("why", why);
    }
}

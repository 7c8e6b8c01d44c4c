package io.staffetta.cli.dead;

import io.staffetta.cli.operations.OrderCommand;
import java.util.Map;
import picocli.CommandLine.Mixin;

/** A command that deals with dead letters. */
abstract class DeadOrderCommand extends OrderCommand {

    @Mixin
    private DeadFilterOptions filter;

    /**
     * @param kind kind of the operation, such as {@code redrive}
     * @param deed what is done, such as {@code redriven}
     */
    DeadOrderCommand(String kind, String deed) {
        super(kind, deed);
    }

    @Override
    protected final Map<String, String> filter() {
        return filter.parameters();
    }
}

package io.staffetta.cli.operations;

import io.staffetta.cli.gateway.GatewayApi;
import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.terminal.JsonOption;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that orders an operation with some messages or dead letters, or with all that a filter leaves. */
public abstract class OrderCommand implements Callable<Integer> {

    private final String kind;
    private final String deed;

    @Mixin
    private GatewayOptions options;

    @Mixin
    private Choice choice;

    @Mixin
    private OperationOptions operation;

    @Mixin
    private JsonOption output;

    @Spec
    private CommandSpec spec;

    /**
     * @param kind kind of the operation, as the gateway's HTTP API has it, such as {@code redrive}
     * @param deed what is done, such as {@code redriven}
     */
    protected OrderCommand(String kind, String deed) {
        this.kind = kind;
        this.deed = deed;
    }

    /** What the options of the filter say, as the gateway's HTTP API has it. */
    protected abstract Map<String, String> filter();

    /** Adds to the fields of the operation what the options of this command say. */
    protected abstract void add(Map<String, Object> wanted);

    /** What the command line asks the gateway. */
    protected final GatewayApi gateway() {
        return options.gateway();
    }

    /** The command itself. */
    protected final CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() throws IOException {
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put("kind", kind);
        choice.put(wanted, filter(), spec);
        add(wanted);
        return operation.run(gateway().operations(), spec, wanted, choice.all(), deed, output.json());
    }
}

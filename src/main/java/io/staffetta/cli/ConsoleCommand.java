package io.staffetta.cli;

import io.staffetta.cli.gateway.GatewayApi;
import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.LocalBrowser;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code staffetta console}: the address of the web console, with which one is signed in. */
@Command(
        name = "console",
        description = {
            "Prints the address of the web console, with a code that signs in whoever opens it.",
            "The code works once, within five minutes; the sign-in lasts ten hours."
        },
        footer = {"", "Examples:", "  staffetta console", "  staffetta console --open"})
final class ConsoleCommand implements Callable<Integer> {

    @Mixin
    private GatewayOptions options;

    @Option(names = "--open", description = "Opens it in the browser of this machine, too.")
    private boolean open;

    @Spec
    private CommandSpec spec;

    private final Predicate<String> opener;

    ConsoleCommand() {
        this(LocalBrowser::open);
    }

    /** @param opener opens an address in a browser, and says whether that went well */
    ConsoleCommand(Predicate<String> opener) {
        this.opener = opener;
    }

    @Override
    public Integer call() {
        GatewayApi gateway = options.gateway();
        String address = gateway.base() + "/#code=" + gateway.access().signInCode();
        spec.commandLine().getOut().println(address);
        return open ? open(address) : ExitCode.OK;
    }

    private int open(String address) {
        if (opener.test(address)) {
            return ExitCode.OK;
        }
        spec.commandLine().getErr().println("No browser can be opened from here: open the address in one yourself");
        return ExitCode.FAILED;
    }
}

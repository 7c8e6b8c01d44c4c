package io.staffetta.cli.accounts;

import io.staffetta.cli.gateway.GatewayAccounts;
import io.staffetta.cli.gateway.GatewayApi;
import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.cli.terminal.Table;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code staffetta accounts unpark}: lets a parked account send again. */
@Command(
        name = "unpark",
        description = "Lets a parked account of the running gateway send again, for instance after you paid in credit.",
        footer = {"", "Example:", "  staffetta accounts unpark reception"})
final class AccountsUnparkCommand implements Callable<Integer> {

    @Mixin
    private GatewayOptions options;

    @Parameters(paramLabel = "ID", description = "The account.")
    private String account;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        GatewayApi gateway = options.gateway();
        Optional<GatewayAccounts.Unparked> done =
                account.matches("[a-z0-9-]{1,40}") ? gateway.accounts().unpark(account) : Optional.empty();
        if (done.isEmpty()) {
            spec.commandLine().getErr().println("The gateway has no account '" + Table.clean(account) + "'");
            return ExitCode.NOT_FOUND;
        }
        spec.commandLine()
                .getOut()
                .println("Account '" + account + "' is not parked"
                        + (done.get().wasParked()
                                ? " any more"
                                : ": it is " + Table.clean(done.get().state()))
                        + (done.get().others().isEmpty()
                                ? ""
                                : "; within seconds also at "
                                        + Table.clean(
                                                String.join(", ", done.get().others()))));
        return ExitCode.OK;
    }
}

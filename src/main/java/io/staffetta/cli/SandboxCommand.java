package io.staffetta.cli;

import io.staffetta.cli.gateway.GatewayOptions;
import io.staffetta.cli.terminal.ExitCode;
import io.staffetta.config.Addresses;
import io.staffetta.config.Settings;
import io.staffetta.gateway.settings.AddressSettings;
import io.staffetta.gateway.settings.LogSettings;
import io.staffetta.sandbox.ProviderSandbox;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code staffetta sandbox}: only the provider sandbox. */
@Command(name = "sandbox", description = "Runs only the provider sandbox, until it gets SIGTERM or Ctrl-C.")
final class SandboxCommand implements Callable<Integer> {

    @Mixin
    private GatewayOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = options.settings();
        Logs.configure(options.home(), LogSettings.of(settings));
        AddressSettings addresses = AddressSettings.of(settings);
        ProviderSandbox sandbox = ProviderSandbox.start(
                addresses.isOpen() ? "127.0.0.1" : addresses.hostAddress(), addresses.port(Addresses.SANDBOX));
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            sandbox.close();
                            stopped.countDown();
                        },
                        "stop"));
        spec.commandLine().getOut().println("Provider sandbox on " + sandbox.url() + ": GET / says how to use it");
        spec.commandLine().getOut().flush();
        stopped.await();
        return ExitCode.OK;
    }
}

package io.staffetta.cli;

import io.staffetta.account.Accounts;
import io.staffetta.account.AccountsFile;
import io.staffetta.gateway.Addresses;
import io.staffetta.gateway.Home;
import io.staffetta.gateway.Settings;
import io.staffetta.provider.ProviderDescriptors;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/** Options of commands that read the accounts. */
final class AccountsOptions {

    @Option(names = "--sandbox", description = "The demo accounts of 'run --sandbox' in config/sandbox/accounts.yaml.")
    private boolean sandbox;

    /** The file with the accounts. */
    Path file(Home home) {
        Path config = home.config();
        return (sandbox ? config.resolve("sandbox") : config).resolve("accounts.yaml");
    }

    /** Reads the accounts, as the gateway would. */
    Accounts read(Home home, Settings settings, ProviderDescriptors providers) {
        return AccountsFile.read(
                file(home),
                providers,
                Map.of("sandbox", GatewayApi.url(settings, Addresses.SANDBOX)),
                settings.duration("staffetta.message.validity"));
    }
}

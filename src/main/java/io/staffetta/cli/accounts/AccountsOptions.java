package io.staffetta.cli.accounts;

import io.staffetta.account.Accounts;
import io.staffetta.cli.gateway.GatewayApi;
import io.staffetta.config.Addresses;
import io.staffetta.config.Home;
import io.staffetta.config.Settings;
import io.staffetta.config.accounts.AccountsFile;
import io.staffetta.config.accounts.Problem;
import io.staffetta.gateway.settings.MessageSettings;
import io.staffetta.provider.table.ProviderDescriptors;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** Options of commands that read the accounts. */
public final class AccountsOptions {

    @Option(names = "--sandbox", description = "The demo accounts of 'run --sandbox' in config/sandbox/accounts.yaml.")
    private boolean sandbox;

    /** Whether the demo accounts are asked for. */
    public boolean sandbox() {
        return sandbox;
    }

    /** Means the demo accounts, also where the option is not given. */
    public void meanSandbox() {
        sandbox = true;
    }

    /** The file with the accounts. */
    Path file(Home home) {
        Path config = home.config();
        return (sandbox ? config.resolve("sandbox") : config).resolve("accounts.yaml");
    }

    /**
     * Reads the accounts, as the gateway would.
     *
     * @param warnings told of secrets that the gateway may have and this process has not, and of values that hardly mean what
     *     they say
     */
    public Accounts read(Home home, Settings settings, ProviderDescriptors providers, Consumer<Problem> warnings) {
        return AccountsFile.check(
                file(home),
                providers,
                Map.of("sandbox", GatewayApi.url(settings, Addresses.SANDBOX)),
                MessageSettings.of(settings).validity(),
                warnings);
    }
}

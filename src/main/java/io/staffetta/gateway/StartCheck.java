package io.staffetta.gateway;

import io.staffetta.account.Accounts;
import io.staffetta.batch.BatchFolder;
import io.staffetta.config.Addresses;
import io.staffetta.config.Home;
import io.staffetta.config.HomeLock;
import io.staffetta.config.Settings;
import io.staffetta.config.UnusableException;
import io.staffetta.gateway.accounts.AccountsReader;
import io.staffetta.gateway.accounts.AccountsWatcher;
import io.staffetta.gateway.settings.GatewaySettings;
import io.staffetta.gateway.start.AddressChoice;
import io.staffetta.gateway.start.StartProblems;
import io.staffetta.gateway.start.StartedParts;
import io.staffetta.provider.table.ProviderDescriptors;
import io.staffetta.tls.CertificateFiles;
import io.staffetta.tls.ServerCertificate;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks all that the gateway is started with before any part starts.
 *
 * @param lock the lock of the data folder, which is this gateway's from now on
 * @param settings the settings of all features
 * @param folders where batch files are taken from
 * @param addresses where everything is to listen; each port was free
 * @param certificate what is shown to clients; empty for none
 * @param accountsFile reads the accounts
 * @param accountsRead when the accounts file was changed last, before it was read
 * @param accounts the accounts; with none only without the sandbox
 */
record StartCheck(
        HomeLock lock,
        GatewaySettings settings,
        List<BatchFolder> folders,
        Addresses addresses,
        Optional<ServerCertificate> certificate,
        AccountsReader accountsFile,
        FileTime accountsRead,
        Accounts accounts) {

    /**
     * Checks everything.
     *
     * @param parts have from now on what must be closed
     * @throws RuntimeException if something is wrong; says all of it, and where to change it
     */
    static StartCheck of(Home home, Settings given, boolean sandbox, StartedParts parts) {
        home.check();
        // Before ports are looked at: those that a gateway of this home has are not what is wrong.
        StartProblems problems = new StartProblems();
        Optional<HomeLock> lock = lock(home, sandbox, problems, parts);
        GatewaySettings settings = GatewaySettings.read(given, problems::add);
        Optional<List<BatchFolder>> folders = problems.attempt(() -> BatchFolders.read(given, home, sandbox));
        Optional<ProviderDescriptors> providers =
                problems.attempt(() -> ProviderDescriptors.load(home.config().resolve("providers")));
        Addresses addresses = problems.attempt(new AddressChoice(home, settings, sandbox)::choose)
                .orElse(new Addresses("127.0.0.1", Map.of()));
        Optional<CertificateFiles> files =
                sandbox ? Optional.empty() : settings.tls().files(home.config());
        Optional<ServerCertificate> certificate = files.flatMap(
                read -> problems.attempt(() -> parts.add(new ServerCertificate(read, Clock.systemUTC()))));
        Path file = sandbox
                ? home.config().resolve("sandbox").resolve("accounts.yaml")
                : home.config().resolve("accounts.yaml");
        FileTime accountsRead = AccountsWatcher.modified(file);
        Optional<AccountsReader> reader = providers.map(known -> new AccountsReader(
                file,
                known,
                Map.of("sandbox", addresses.sandboxUrl()),
                settings.messages().validity()));
        Optional<Accounts> accounts =
                reader.flatMap(known -> problems.attempt(sandbox ? known::read : known::readFirst));
        problems.raise();
        return new StartCheck(
                lock.orElseThrow(),
                settings,
                folders.orElseThrow(),
                addresses,
                certificate,
                reader.orElseThrow(),
                accountsRead,
                accounts.orElseThrow());
    }

    /** The lock of the data folder, or what keeps this gateway from using it. Another gateway there is said at once. */
    private static Optional<HomeLock> lock(Home home, boolean sandbox, StartProblems problems, StartedParts parts) {
        try {
            return Optional.of(parts.add(HomeLock.take(home, sandbox)));
        } catch (UnusableException e) {
            problems.add(e);
            return Optional.empty();
        }
    }
}

package io.staffetta.gateway.broker;

import io.staffetta.broker.Credentials;
import io.staffetta.broker.TrustStore;
import io.staffetta.broker.embedded.rights.BrokerLogins;
import io.staffetta.config.Addresses;
import io.staffetta.config.Home;
import io.staffetta.config.Secrets;
import io.staffetta.gateway.settings.AddressSettings;
import io.staffetta.gateway.settings.BrokerSettings;
import io.staffetta.gateway.settings.TlsSettings;
import io.staffetta.message.Seal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the credentials, the URL and the seal's key of this installation's broker, for the gateway and for the command
 * line.
 */
public final class BrokerAccess {

    private BrokerAccess() {}

    /**
     * Who connects to the broker. For the embedded one a password is made at the first start, unless the settings give one.
     */
    static Credentials credentials(Home home, BrokerSettings settings, boolean sandbox) {
        String user = settings.user();
        String password = settings.password();
        if (!settings.isEmbedded()) {
            return new Credentials(user, password);
        }
        if (sandbox) {
            return Credentials.ANONYMOUS;
        }
        return new Credentials(user, password.isEmpty() ? Secrets.readOrMake(passwordFile(home)) : password);
    }

    /** The gateway's own login, which alone may use its queues: with the embedded broker one that it makes for itself. */
    public static Credentials gatewayCredentials(Home home, BrokerSettings settings, boolean sandbox) {
        return settings.isEmbedded()
                ? new Credentials(BrokerLogins.GATEWAY, Secrets.readOrMake(gatewayPassword(home, sandbox)))
                : credentials(home, settings, sandbox);
    }

    /** Who may connect to the embedded broker: the gateway, and its senders. */
    static BrokerLogins logins(Home home, BrokerSettings settings, boolean sandbox) {
        return new BrokerLogins(gatewayCredentials(home, settings, sandbox), credentials(home, settings, sandbox));
    }

    /** The seal of this gateway's messages. Its key is made at the first start, unless the settings give one. */
    public static Seal seal(Home home, BrokerSettings settings, boolean sandbox) {
        return new Seal(settings.key().orElseGet(() -> Secrets.readOrMake(keyFile(home, settings, sandbox))));
    }

    /**
     * How an operator's program may reach the queues of a running gateway, first as that of {@code run}, then as that of
     * {@code run --sandbox}, which it cannot tell apart.
     *
     * @return empty for the embedded broker if no gateway has run in this home
     */
    public static List<OperatorAccess> operatorAccess(Home home, BrokerSettings settings) {
        if (!settings.isEmbedded()) {
            return List.of(new OperatorAccess(clientCredentials(home, settings), knownSeal(home, settings, false)));
        }
        return Stream.of(false, true)
                .filter(sandbox -> Files.exists(gatewayPassword(home, sandbox)))
                .map(sandbox -> new OperatorAccess(
                        new Credentials(BrokerLogins.GATEWAY, Secrets.read(gatewayPassword(home, sandbox))),
                        knownSeal(home, settings, sandbox)))
                .toList();
    }

    private static Optional<Seal> knownSeal(Home home, BrokerSettings settings, boolean sandbox) {
        Path file = keyFile(home, settings, sandbox);
        return settings.key()
                .or(() -> Files.exists(file) ? Optional.of(Secrets.read(file)) : Optional.empty())
                .map(Seal::new);
    }

    /** The key of gateways on an external broker is one, with and without the sandbox: they share its queues. */
    static Path keyFile(Home home, BrokerSettings settings, boolean sandbox) {
        return home.data(sandbox && settings.isEmbedded()).resolve("broker-key");
    }

    private static Path gatewayPassword(Home home, boolean sandbox) {
        return home.data(sandbox).resolve("gateway-password");
    }

    /**
     * How another process connects to the broker of a running gateway as a sender.
     *
     * @return the credentials; those of the embedded broker are anonymous if no gateway has made a password, as with the
     *     sandbox alone
     */
    public static Credentials clientCredentials(Home home, BrokerSettings settings) {
        String user = settings.user();
        String password = settings.password();
        if (!settings.isEmbedded() || !password.isEmpty()) {
            return new Credentials(user, password);
        }
        return Files.exists(passwordFile(home))
                ? new Credentials(user, Secrets.read(passwordFile(home)))
                : Credentials.ANONYMOUS;
    }

    /** URL at which another process connects to the broker of a running gateway. */
    public static String clientUrl(BrokerSettings settings, AddressSettings addresses, TlsSettings tls) {
        return settings.isEmbedded()
                ? (tls.isGiven() ? "ssl://" : "tcp://") + Addresses.inUrl(Addresses.reached(addresses.hostAddress()))
                        + ":" + addresses.port(Addresses.OPENWIRE)
                : settings.url();
    }

    /** Whose certificates are believed when the broker is reached over TLS. */
    public static TrustStore trustStore(Home home, BrokerSettings settings) {
        String file = settings.trustStore();
        return file.isEmpty()
                ? TrustStore.OF_JAVA
                : new TrustStore(home.config().resolve(file), settings.trustStorePassword());
    }

    private static Path passwordFile(Home home) {
        return home.data(false).resolve("broker-password");
    }
}

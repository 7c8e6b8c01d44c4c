package io.staffetta.gateway;

import io.staffetta.broker.Credentials;
import io.staffetta.broker.TrustStore;
import io.staffetta.broker.embedded.BrokerLimits;
import io.staffetta.broker.embedded.BrokerLogins;
import io.staffetta.config.Addresses;
import io.staffetta.config.Home;
import io.staffetta.config.Secrets;
import io.staffetta.message.Seal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How this installation's programs get at its broker: the gateway itself, and the command line. */
public final class BrokerAccess {

    /** Setting that holds the key of the seals. */
    static final String KEY = "staffetta.broker.key";

    /** Setting that says until when messages without a seal are taken. */
    static final String UNSEALED_UNTIL = "staffetta.broker.unsealed-until";

    /** Setting of most connections that have logged in. */
    static final String CONNECTIONS = "staffetta.broker.connections";

    /** Setting of most connections that have not logged in. */
    static final String BEFORE_LOGIN = "staffetta.broker.connections-before-login";

    /** Setting of how long a login may take. */
    static final String LOGIN_SECONDS = "staffetta.broker.login-seconds";

    private BrokerAccess() {}

    /**
     * Who connects to the broker. For the embedded one a password is made at the first start, unless the settings give one.
     */
    static Credentials credentials(Home home, Settings settings, boolean sandbox) {
        String user = settings.text("staffetta.broker.user");
        String password = settings.text("staffetta.broker.password");
        if (!isEmbedded(settings)) {
            return new Credentials(user, password);
        }
        if (sandbox) {
            return Credentials.ANONYMOUS;
        }
        return new Credentials(user, password.isEmpty() ? Secrets.readOrMake(passwordFile(home)) : password);
    }

    /** The gateway's own login, which alone may use its queues: with the embedded broker one that it makes for itself. */
    static Credentials gatewayCredentials(Home home, Settings settings, boolean sandbox) {
        return isEmbedded(settings)
                ? new Credentials(BrokerLogins.GATEWAY, Secrets.readOrMake(gatewayPassword(home, sandbox)))
                : credentials(home, settings, sandbox);
    }

    /** Who may connect to the embedded broker: the gateway, and its senders. */
    static BrokerLogins logins(Home home, Settings settings, boolean sandbox) {
        return new BrokerLogins(gatewayCredentials(home, settings, sandbox), credentials(home, settings, sandbox));
    }

    /** How many may connect to the embedded broker. */
    static BrokerLimits limits(Settings settings) {
        return new BrokerLimits(
                settings.number(CONNECTIONS, 1, 100_000),
                settings.number(BEFORE_LOGIN, 1, 100_000),
                Duration.ofSeconds(settings.number(LOGIN_SECONDS, 1, 600)));
    }

    /** The seal of this gateway's messages. Its key is made at the first start, unless the settings give one. */
    static Seal seal(Home home, Settings settings, boolean sandbox) {
        return new Seal(settings.secret(KEY).orElseGet(() -> Secrets.readOrMake(keyFile(home, settings, sandbox))));
    }

    /**
     * How an operator's program may reach the queues of a running gateway, first as that of {@code run}, then as that of
     * {@code run --sandbox}, which it cannot tell apart.
     *
     * @return empty for the embedded broker if no gateway has run in this home
     */
    public static List<OperatorAccess> operatorAccess(Home home, Settings settings) {
        if (!isEmbedded(settings)) {
            return List.of(new OperatorAccess(clientCredentials(home, settings), knownSeal(home, settings, false)));
        }
        return Stream.of(false, true)
                .filter(sandbox -> Files.exists(gatewayPassword(home, sandbox)))
                .map(sandbox -> new OperatorAccess(
                        new Credentials(BrokerLogins.GATEWAY, Secrets.read(gatewayPassword(home, sandbox))),
                        knownSeal(home, settings, sandbox)))
                .toList();
    }

    private static Optional<Seal> knownSeal(Home home, Settings settings, boolean sandbox) {
        Path file = keyFile(home, settings, sandbox);
        return settings.secret(KEY)
                .or(() -> Files.exists(file) ? Optional.of(Secrets.read(file)) : Optional.empty())
                .map(Seal::new);
    }

    /** The key of gateways on an external broker is one, with and without the sandbox: they share its queues. */
    static Path keyFile(Home home, Settings settings, boolean sandbox) {
        return home.data(sandbox && isEmbedded(settings)).resolve("broker-key");
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
    public static Credentials clientCredentials(Home home, Settings settings) {
        String user = settings.text("staffetta.broker.user");
        String password = settings.text("staffetta.broker.password");
        if (!isEmbedded(settings) || !password.isEmpty()) {
            return new Credentials(user, password);
        }
        return Files.exists(passwordFile(home))
                ? new Credentials(user, Secrets.read(passwordFile(home)))
                : Credentials.ANONYMOUS;
    }

    /** URL at which another process connects to the broker of a running gateway. */
    public static String clientUrl(Settings settings) {
        String url = settings.text("staffetta.broker.url");
        return url.equals("embedded")
                ? "tcp://"
                        + Addresses.inUrl(
                                settings.loopback("staffetta.bind-address").getHostAddress()) + ":"
                        + settings.port(Addresses.OPENWIRE)
                : url;
    }

    /** Whose certificates are believed when the broker is reached over TLS. */
    public static TrustStore trustStore(Home home, Settings settings) {
        String file = settings.text("staffetta.broker.trust-store");
        return file.isEmpty()
                ? TrustStore.OF_JAVA
                : new TrustStore(home.config().resolve(file), settings.text("staffetta.broker.trust-store-password"));
    }

    /** Whether the broker is the one inside the gateway. */
    public static boolean isEmbedded(Settings settings) {
        return settings.text("staffetta.broker.url").equals("embedded");
    }

    private static Path passwordFile(Home home) {
        return home.data(false).resolve("broker-password");
    }
}

package io.staffetta.gateway;

import io.staffetta.broker.Credentials;
import io.staffetta.broker.TrustStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** How this installation's programs get at its broker: the gateway itself, and the command line. */
public final class BrokerAccess {

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

    /**
     * How another process connects to the broker of a running gateway.
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

package io.staffetta.gateway;

import io.staffetta.config.Home;
import io.staffetta.continuity.Continuity;
import io.staffetta.ledger.Ledger;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.apache.activemq.ActiveMQConnectionFactory;

/** What notices that the data were put back from a backup, or copied. */
final class ContinuityConfiguration {

    /** Setting: folder of the witness. */
    static final String STATE = "staffetta.state.path";

    private ContinuityConfiguration() {}

    /**
     * Not started yet.
     *
     * @param connections the gateway's own, which wait for an external broker that is away
     */
    static Continuity of(Home home, Settings settings, ActiveMQConnectionFactory connections, Ledger ledger) {
        ActiveMQConnectionFactory impatient = BrokerAccess.isEmbedded(settings)
                ? connections
                : ExternalBroker.impatient(
                        settings.text("staffetta.broker.url"),
                        BrokerAccess.gatewayCredentials(home, settings, false),
                        BrokerAccess.trustStore(home, settings));
        return new Continuity(home.data(false), home.folder().resolve(folder(settings, STATE)), impatient, ledger);
    }

    /** The folder; not inside of data, with which it would be put back. */
    static Path folder(Settings settings, String key) {
        try {
            Path folder = Path.of(settings.text(key)).normalize();
            if (!folder.toString().isEmpty() && !folder.startsWith("data")) {
                return folder;
            }
        } catch (InvalidPathException e) {
            // Said below.
        }
        throw Settings.wrong(
                key, "must be a folder outside of data, absolute or from the installation's folder, such as state");
    }
}

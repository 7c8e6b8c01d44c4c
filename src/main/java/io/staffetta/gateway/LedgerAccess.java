package io.staffetta.gateway;

import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.LedgerStore;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;

/** How this installation's gateway gets at its ledger. */
final class LedgerAccess {

    /** Setting: where the ledger is. */
    static final String URL = "staffetta.ledger.url";

    /** What an attempt may take above the time-outs, as when the machine is busy. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private LedgerAccess() {}

    /**
     * Opens the ledger.
     *
     * @throws IllegalStateException if it cannot be opened; says why, and where to change it
     */
    static Ledger open(Home home, Settings settings, boolean sandbox) {
        String url = settings.text(URL);
        LedgerStore store = url.equals("embedded")
                ? LedgerStore.embedded(home.data(sandbox))
                : LedgerStore.postgres(
                        url, settings.text("staffetta.ledger.user"), settings.text("staffetta.ledger.password"));
        Duration longest = Duration.ofMillis(
                        settings.number("staffetta.provider.connect-timeout", 1, Integer.MAX_VALUE))
                .plusMillis(settings.number("staffetta.provider.response-timeout", 1, Integer.MAX_VALUE))
                .plus(MARGIN);
        try {
            return new Ledger(
                    store,
                    nodeName(settings),
                    settings.duration("staffetta.ledger.reference-window"),
                    longest,
                    Clock.systemUTC());
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private static String nodeName(Settings settings) {
        String name = settings.text("staffetta.node.name");
        if (!name.isEmpty()) {
            return name;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}

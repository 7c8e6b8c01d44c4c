package io.staffetta.gateway.settings;

import io.staffetta.config.Settings;
import java.time.Duration;

/**
 * Settings of the ledger.
 *
 * @param url {@code embedded}, or the JDBC URL of a PostgreSQL database
 * @param user user of the database
 * @param password password of the database
 * @param referenceWindow how long a reference is remembered
 * @param eraseAfter age at which numbers and texts are erased; zero for never
 * @param deleteAfter age at which all of a message is deleted; zero for never
 * @param nodeName name of this gateway; empty for that of its machine
 */
public record LedgerSettings(
        String url,
        String user,
        String password,
        Duration referenceWindow,
        Duration eraseAfter,
        Duration deleteAfter,
        String nodeName) {

    /** Setting that says where the ledger is. */
    public static final String URL = "staffetta.ledger.url";

    static final String REFERENCE_WINDOW = "staffetta.ledger.reference-window";
    static final String ERASE_AFTER = "staffetta.ledger.erase-after";
    static final String DELETE_AFTER = "staffetta.ledger.delete-after";

    private static final String EMBEDDED = "embedded";

    /** Reads the settings. */
    public static LedgerSettings of(Settings settings) {
        return new LedgerSettings(
                settings.given(URL, LedgerSettings::known),
                settings.text("staffetta.ledger.user"),
                settings.text("staffetta.ledger.password"),
                settings.duration(REFERENCE_WINDOW),
                settings.durationOrNever(ERASE_AFTER),
                settings.durationOrNever(DELETE_AFTER),
                settings.text("staffetta.node.name"));
    }

    /** Whether the ledger is this gateway's alone. */
    public boolean isEmbedded() {
        return url.equals(EMBEDDED);
    }

    private static String known(String url) {
        if (url.equals(EMBEDDED) || url.startsWith("jdbc:postgresql:")) {
            return url;
        }
        throw new IllegalArgumentException("must be 'embedded' or begin with jdbc:postgresql:");
    }

    /** Has no password in it. */
    @Override
    public String toString() {
        return "LedgerSettings";
    }
}

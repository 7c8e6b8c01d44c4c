package io.staffetta.gateway.settings;

import io.staffetta.config.Settings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings of the ledger.
 *
 * @param url {@code embedded}, or the JDBC URL of a PostgreSQL database
 * @param user user of the database
 * @param password password of the database
 * @param numberKey key of the hash by which numbers are found; empty for one that the gateway makes
 * @param referenceWindow how long a reference is remembered
 * @param eraseAfter age at which numbers and texts are erased; zero for never
 * @param deleteAfter age at which all of a message is deleted; zero for never
 * @param nodeName name of this gateway; empty for that of its machine
 * @param state folder, absolute or from the home, of the file by which data that were put back are noticed
 */
public record LedgerSettings(
        String url,
        String user,
        String password,
        Optional<String> numberKey,
        Duration referenceWindow,
        Duration eraseAfter,
        Duration deleteAfter,
        String nodeName,
        Path state) {

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
                settings.secret("staffetta.ledger.number-key"),
                settings.duration(REFERENCE_WINDOW),
                settings.durationOrNever(ERASE_AFTER),
                settings.durationOrNever(DELETE_AFTER),
                settings.text("staffetta.node.name"),
                settings.given("staffetta.state.path", LedgerSettings::outsideOfData));
    }

    /** Whether the ledger is this gateway's alone. */
    public boolean isEmbedded() {
        return url.equals(EMBEDDED);
    }

    /** Inside of data it would be put back with them. */
    private static Path outsideOfData(String path) {
        try {
            Path folder = Path.of(path).normalize();
            if (!folder.toString().isEmpty() && !folder.startsWith("data")) {
                return folder;
            }
        } catch (InvalidPathException e) {
            // Said below.
        }
        throw new IllegalArgumentException(
                "must be a folder outside of data, absolute or from the installation's folder, such as state");
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

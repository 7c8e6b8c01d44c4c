package io.staffetta.ledger.store;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The key by which a ledger's numbers are hashed, and whether it is the one that they were hashed with. */
final class NumberKeys {

    private static final Logger LOG = LoggerFactory.getLogger(NumberKeys.class);
    private static final int BYTES = 24;
    private static final String KEY = "number-key";
    private static final String PRINT = "number-key-print";

    private NumberKeys() {}

    /** The ledger's numbers were hashed with another key. */
    static final class WrongKeyException extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        WrongKeyException() {
            super("The numbers in the ledger are hashed with another key than staffetta.ledger.number-key has: give all"
                    + " gateways of this ledger the same key");
        }
    }

    /**
     * The hash with the key of a ledger.
     *
     * @param given the key; empty for one that the ledger keeps, and gets if it has none
     * @param isShared whether other gateways may use the ledger: their numbers must stay found
     * @throws WrongKeyException if a shared ledger has been used with another key
     */
    static NumberHash hash(DataSource source, Optional<String> given, boolean isShared) throws SQLException {
        try (Connection connection = source.getConnection()) {
            String key = given.isPresent() ? given.get() : keep(connection, KEY, made());
            NumberHash hash = new NumberHash(key);
            if (!keep(connection, PRINT, hash.print()).equals(hash.print())) {
                if (isShared) {
                    throw new WrongKeyException();
                }
                changeKey(connection, hash);
            }
            return hash;
        }
    }

    /** The value of a name: what is there, else what is given, which is put there. */
    private static String keep(Connection connection, String name, String value) throws SQLException {
        Sql.update(
                connection,
                "insert into ledger_key (name, value) values (?, ?) on conflict (name) do nothing",
                name,
                value);
        try (PreparedStatement select = connection.prepareStatement("select value from ledger_key where name = ?");
                ResultSet row = Sql.bind(select, name).executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }

    private static void changeKey(Connection connection, NumberHash hash) throws SQLException {
        LOG.warn(
                "data/number-key is not the key that the ledger's numbers are hashed with, as after a restore without it:"
                        + " they are hashed again. Messages whose number is erased are no longer found by it");
        Sql.update(connection, "update message set number_hash = null where number_hash is not null");
        Sql.update(connection, "update ledger_key set value = ? where name = ?", hash.print(), PRINT);
    }

    private static String made() {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}

package io.staffetta.ledger.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.staffetta.config.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Opens the database of the ledger: an SQLite file of one gateway, or a PostgreSQL database that several share. Its
 * tables are made, and brought up to date, when it is opened.
 */
public final class LedgerStore implements AutoCloseable {

    private static final String MIGRATIONS = "classpath:io/staffetta/ledger/migration";
    private static final int CONNECTIONS = 6;
    private static final int CONNECT_MILLIS = 3000;

    // A server or a user may have it off: a commit that the server forgets is an attempt that nobody knows of. What is
    // stronger or chosen with care (remote_apply, local) stays.
    private static final String DURABLE = "select set_config('synchronous_commit', 'on', false)"
            + " where current_setting('synchronous_commit') = 'off'";

    private final HikariDataSource source;
    private final FolderLock lock;
    private final NumberHash numbers;

    private LedgerStore(HikariDataSource source, FolderLock lock, NumberHash numbers) {
        this.source = source;
        this.lock = lock;
        this.numbers = numbers;
    }

    /**
     * Opens the embedded ledger.
     *
     * @param folder where its file {@code ledger.db} lies or will lie, and the key of its numbers, {@code number-key}
     * @throws IllegalStateException if it cannot be opened, or another process has it; says why
     */
    public static LedgerStore embedded(Path folder) {
        return embedded(folder, Optional.empty());
    }

    /**
     * Opens the embedded ledger.
     *
     * @param folder where its file {@code ledger.db} lies or will lie
     * @param numberKey key of its numbers; empty for the one in the file {@code number-key} there, made if there is none
     * @throws IllegalStateException if it cannot be opened, or another process has it; says why
     */
    public static LedgerStore embedded(Path folder, Optional<String> numberKey) {
        Path file = folder.resolve("ledger.db");
        FolderLock lock = FolderLock.of(folder);
        try {
            if (!Files.exists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
        } catch (IOException e) {
            lock.close();
            throw new UncheckedIOException("The ledger " + file + " cannot be made: " + e.getMessage(), e);
        }
        try {
            // Unpacked here: /tmp may forbid programs.
            SqliteLibrary.use(folder);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
        Properties properties = new Properties();
        properties.setProperty("journal_mode", "WAL");
        // FULL: a commit is on the disk when it returns. NORMAL would lose the last ones with the power.
        properties.setProperty("synchronous", "FULL");
        properties.setProperty("busy_timeout", "10000");
        // What savepoints set aside stays in memory: else files with texts of messages come and go in /tmp.
        properties.setProperty("temp_store", "MEMORY");
        HikariConfig config = config();
        config.setDataSource(new KeptStatements(url(file), properties));
        try {
            String key = numberKey.orElseGet(() -> Secrets.readOrMake(folder.resolve("number-key")));
            return open(config, lock, file.toString(), Optional.of(key));
        } catch (UncheckedIOException e) {
            lock.close();
            throw e;
        }
    }

    /** Names a file to SQLite, for which a question mark would begin options, as a URI where the path has such characters. */
    private static String url(Path file) {
        String path = file.toAbsolutePath().toString();
        return path.matches("[^?#%]*")
                ? "jdbc:sqlite:" + file
                : "jdbc:sqlite:file:"
                        + path.replace("%", "%25").replace("?", "%3f").replace("#", "%23");
    }

    /**
     * Opens a ledger that is a PostgreSQL database, and has the key of its numbers.
     *
     * @param url {@code jdbc:postgresql://…}
     * @throws IllegalStateException if it cannot be opened; says why
     */
    public static LedgerStore postgres(String url, String user, String password) {
        return postgres(url, user, password, Optional.empty());
    }

    /**
     * Opens a ledger that is a PostgreSQL database.
     *
     * @param url {@code jdbc:postgresql://…}
     * @param numberKey key of its numbers, the same of all gateways; empty for one that the ledger has
     * @throws IllegalStateException if it cannot be opened; says why
     */
    public static LedgerStore postgres(String url, String user, String password, Optional<String> numberKey) {
        HikariConfig config = config();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        // Seconds. Without them a network that swallows packets holds a transaction for a quarter of an hour.
        config.addDataSourceProperty("socketTimeout", "10");
        config.addDataSourceProperty("connectTimeout", "3");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("ApplicationName", "staffetta");
        // Else the text of an error, and so the log, has the row that was refused, with number and text.
        config.addDataSourceProperty("logServerErrorDetail", "false");
        config.setConnectionInitSql(DURABLE);
        return open(config, null, url, numberKey);
    }

    /** Whether other gateways may use the same ledger. */
    public boolean isShared() {
        return lock == null;
    }

    /**
     * What of the database's settings may lose entries; empty if nothing is known to.
     *
     * @throws IllegalStateException if the database cannot be asked; says why
     */
    public Optional<String> risk() {
        if (!isShared()) {
            return Optional.empty();
        }
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select current_setting('fsync')")) {
            row.next();
            return row.getString(1).equals("on")
                    ? Optional.empty()
                    : Optional.of("PostgreSQL runs with fsync = " + row.getString(1)
                            + ": when its machine loses power the ledger may be lost, and messages be sent twice. Set"
                            + " fsync = on in postgresql.conf");
        } catch (SQLException e) {
            throw new IllegalStateException("The ledger's database cannot be asked: " + root(e), e);
        }
    }

    /** SQL for the present by the clock of the database, in milliseconds since 1970. */
    public String clock() {
        return isShared()
                ? "(extract(epoch from clock_timestamp()) * 1000)::bigint"
                : "cast((julianday('now') - 2440587.5) * 86400000 as integer)";
    }

    /** The keyed hash of phone numbers. */
    public NumberHash numbers() {
        return numbers;
    }

    public HikariDataSource source() {
        return source;
    }

    @Override
    public void close() {
        source.close();
        if (lock != null) {
            lock.close();
        }
    }

    private static HikariConfig config() {
        HikariConfig config = new HikariConfig();
        config.setPoolName("ledger");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECT_MILLIS);
        config.setInitializationFailTimeout(CONNECT_MILLIS);
        return config;
    }

    private static LedgerStore open(HikariConfig config, FolderLock lock, String where, Optional<String> numberKey) {
        HikariDataSource source = null;
        try {
            source = new HikariDataSource(config);
            Flyway.configure()
                    .dataSource(source)
                    .locations(MIGRATIONS)
                    .table("ledger_version")
                    .load()
                    .migrate();
            return new LedgerStore(source, lock, NumberKeys.hash(source, numberKey, lock == null));
        } catch (NumberKeys.WrongKeyException e) {
            source.close();
            throw e;
        } catch (SQLException | FlywayException | com.zaxxer.hikari.pool.HikariPool.PoolInitializationException e) {
            if (source != null) {
                source.close();
            }
            if (lock != null) {
                lock.close();
            }
            throw new IllegalStateException(
                    "The ledger " + where + " cannot be opened: " + root(e)
                            + ". See staffetta.ledger.url, user and password in config/application.properties",
                    e);
        }
    }

    private static String root(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof SQLException)) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
    }
}

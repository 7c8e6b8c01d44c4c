package io.staffetta.it.nodes;

import io.staffetta.it.support.ExternalBroker;
import io.staffetta.it.support.GatewayProcess;
import io.staffetta.it.support.PostgresDatabase;
import io.staffetta.sandbox.ProviderSandbox;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Gateways {@code one} and {@code other}, as processes on one broker, one PostgreSQL and one provider sandbox. */
final class TwoGateways implements AutoCloseable {

    final ProviderSandbox providers = ProviderSandbox.start("127.0.0.1", 0);
    final ExternalBroker broker;
    private final EmbeddedPostgres postgres;
    private final Map<String, GatewayProcess> gateways = new LinkedHashMap<>();

    /**
     * @param broker not started; this starts and closes it
     * @param settings adds to the settings of each gateway
     */
    TwoGateways(ExternalBroker broker, UnaryOperator<GatewayProcess> settings) throws IOException {
        this.broker = broker;
        postgres = PostgresDatabase.builder().start();
        broker.start();
        for (String name : List.of("one", "other")) {
            gateways.put(
                    name,
                    settings.apply(new GatewayProcess(providers)
                                    .on(broker)
                                    .with("staffetta.node.name", name)
                                    .with("staffetta.ledger.url", postgres.getJdbcUrl("postgres", "postgres"))
                                    .with("staffetta.ledger.user", "postgres"))
                            .launch());
        }
        try {
            gateways.values().forEach(GatewayProcess::awaitReady);
        } catch (AssertionError e) {
            close();
            throw e;
        }
    }

    GatewayProcess get(String name) {
        return gateways.get(name);
    }

    /** Rows of a query with a text and a number each. */
    Map<String, Long> query(String sql) throws SQLException {
        Map<String, Long> rows = new HashMap<>();
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                rows.put(row.getString(1), row.getLong(2));
            }
        }
        return rows;
    }

    @Override
    public void close() throws IOException {
        gateways.values().forEach(GatewayProcess::close);
        broker.close();
        postgres.close();
        providers.close();
    }
}

package io.staffetta.crash;

import io.staffetta.config.Addresses;
import io.staffetta.it.support.ExternalBroker;
import io.staffetta.it.support.GatewayProcess;
import io.staffetta.sandbox.ProviderSandbox;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Gateways on one broker of its own process: several with a PostgreSQL database, or one with its embedded ledger. */
final class ClusterSite implements Site {

    private final ExternalBroker broker;
    private final Database database;
    private final List<GatewayProcess> gateways = new ArrayList<>();
    private final List<Victim> victims = new ArrayList<>();

    /**
     * @param broker started and closed by this
     * @param withDatabase whether the ledger is a PostgreSQL database
     * @param nodes how many gateways; one without database
     * @param killed kinds of what is killed: {@code gateway}, {@code broker}, {@code database}
     */
    ClusterSite(
            Scenario scenario,
            ProviderSandbox providers,
            ExternalBroker broker,
            boolean withDatabase,
            int nodes,
            Set<String> killed) {
        this.broker = broker;
        broker.start();
        database = withDatabase ? new Database() : null;
        for (int i = 1; i <= nodes; i++) {
            GatewayProcess gateway = new GatewayProcess(providers)
                    .writeAccounts(scenario.accounts())
                    .on(broker);
            scenario.settings().forEach(gateway::with);
            gateway.with("staffetta.node.name", "node-" + i);
            if (withDatabase) {
                gateway.with("staffetta.ledger.url", database.url()).with("staffetta.ledger.user", "postgres");
            }
            gateways.add(gateway);
            if (killed.contains("gateway")) {
                victims.add(new GatewayVictim("gateway " + i, gateway));
            }
        }
        if (killed.contains("broker")) {
            victims.add(new BrokerVictim(broker));
        }
        if (killed.contains("database") && withDatabase) {
            victims.add(database);
        }
    }

    @Override
    public List<Victim> victims() {
        return victims;
    }

    @Override
    public void start() {
        gateways.forEach(GatewayProcess::start);
    }

    @Override
    public Connection connect() throws JMSException {
        return broker.connect();
    }

    @Override
    public List<URI> addresses() {
        return gateways.stream()
                .map(gateway -> URI.create("http://127.0.0.1:" + gateway.setting(Addresses.HTTP) + "/v1/messages"))
                .toList();
    }

    @Override
    public String token(URI address) {
        return gateways.stream()
                .filter(gateway -> gateway.setting(Addresses.HTTP).equals(Integer.toString(address.getPort())))
                .map(GatewayProcess::adminToken)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public LedgerFacts ledger() {
        return new LedgerFacts(
                database == null ? "jdbc:sqlite:" + gateways.get(0).home().resolve("data/ledger.db") : database.url());
    }

    @Override
    public void tellThreads() {
        gateways.forEach(GatewayProcess::tellThreads);
    }

    @Override
    public void stop() {
        gateways.forEach(GatewayProcess::terminate);
    }

    @Override
    public void close() {
        gateways.forEach(GatewayProcess::close);
        if (database != null) {
            database.close();
        }
        broker.close();
    }
}

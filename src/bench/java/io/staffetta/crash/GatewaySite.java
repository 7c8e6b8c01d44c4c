package io.staffetta.crash;

import io.staffetta.config.Addresses;
import io.staffetta.it.support.GatewayProcess;
import io.staffetta.sandbox.ProviderSandbox;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import java.net.URI;
import java.util.List;

/** One gateway with its embedded broker and its embedded ledger. */
final class GatewaySite implements Site {

    private final GatewayProcess gateway;
    private final FullDisk disk;

    GatewaySite(Scenario scenario, ProviderSandbox providers) {
        this(scenario, providers, false);
    }

    /**
     * @param ownDisk whether it has a small disk of its own, which is filled instead of killing the gateway
     */
    GatewaySite(Scenario scenario, ProviderSandbox providers, boolean ownDisk) {
        gateway = new GatewayProcess(providers).writeAccounts(scenario.accounts());
        scenario.settings().forEach(gateway::with);
        disk = ownDisk ? new FullDisk(gateway) : null;
    }

    @Override
    public List<Victim> victims() {
        return List.of(disk != null ? disk : new GatewayVictim("gateway", gateway));
    }

    @Override
    public void start() {
        gateway.start();
    }

    @Override
    public Connection connect() throws JMSException {
        return gateway.connect();
    }

    @Override
    public List<URI> addresses() {
        return List.of(URI.create("http://127.0.0.1:" + gateway.setting(Addresses.HTTP) + "/v1/messages"));
    }

    @Override
    public String token(URI address) {
        return gateway.adminToken();
    }

    @Override
    public LedgerFacts ledger() {
        return new LedgerFacts("jdbc:sqlite:" + gateway.home().resolve("data/ledger.db"));
    }

    @Override
    public void tellThreads() {
        gateway.tellThreads();
    }

    @Override
    public void stop() {
        gateway.terminate();
    }

    @Override
    public void close() {
        gateway.close();
        if (disk != null) {
            disk.close();
        }
    }
}

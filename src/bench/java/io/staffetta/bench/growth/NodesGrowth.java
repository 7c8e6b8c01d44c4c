package io.staffetta.bench.growth;

import io.staffetta.bench.load.Gateways;
import io.staffetta.bench.load.ProviderStub;
import io.staffetta.crash.Database;
import io.staffetta.it.support.ArtemisServer;
import io.staffetta.it.support.ExternalBroker;
import io.staffetta.it.support.GatewayProcess;
import java.util.ArrayList;
import java.util.List;

/**
 * More and more gateways on one Artemis, in a process of its own, with one PostgreSQL database as their ledger.
 *
 * @param steps numbers of gateways, each 1 or more
 * @param pinned whether each gateway has a core of its own, as far as there are enough; broker and database have all
 * @param share percent of a core that each gateway may use when it is warm; 0 for all there is
 */
record NodesGrowth(List<Integer> steps, boolean pinned, int share) implements Growth {

    @Override
    public String title() {
        return "Gateways on one Artemis and one PostgreSQL"
                + (pinned ? ", each on a core" : "")
                + (share > 0 ? ", each with " + share + " % of a core" : "");
    }

    @Override
    public List<Scale.Step> measure(Scale scale) throws Exception {
        List<Scale.Step> measured = new ArrayList<>();
        for (int count : steps) {
            try (ProviderStub stub = ProviderStub.start();
                    ExternalBroker broker = ArtemisServer.asRecommended();
                    Database database = new Database()) {
                broker.start();
                List<GatewayProcess> nodes = new ArrayList<>();
                for (int i = 1; i <= count; i++) {
                    nodes.add(pin(
                            scale.process(stub, "main")
                                    .on(broker)
                                    .with("staffetta.node.name", "node-" + i)
                                    .with("staffetta.ledger.url", database.url())
                                    .with("staffetta.ledger.user", "postgres"),
                            i - 1));
                }
                try (CpuShare shares = new CpuShare(share);
                        Gateways gateways = new Gateways(nodes, broker::connect, stub, number -> "main")) {
                    nodes.forEach(GatewayProcess::start);
                    measured.add(new Scale.Step(
                            scale.measure(
                                    count == 1 ? "1 gateway" : count + " gateways",
                                    gateways,
                                    () -> nodes.forEach(
                                            node -> shares.limit(node.process().pid()))),
                            ""));
                }
            }
        }
        return measured;
    }

    private GatewayProcess pin(GatewayProcess node, int number) {
        int cores = Runtime.getRuntime().availableProcessors();
        return pinned ? node.through("taskset", "-c", Integer.toString(number % cores)) : node;
    }
}

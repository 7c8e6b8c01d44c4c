package io.staffetta.bench.growth;

import io.staffetta.bench.load.Gateways;
import io.staffetta.bench.load.ProviderStub;
import io.staffetta.bench.report.Progress;
import io.staffetta.it.support.GatewayProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * More and more rows in the embedded ledger before the first message comes.
 *
 * @param steps numbers of rows, of the tables message, attempt and reference together; 0 for an empty ledger
 */
record LedgerGrowth(List<Long> steps) implements Growth {

    private static final long MIB = 1 << 20;

    @Override
    public String title() {
        return "Rows in the ledger";
    }

    @Override
    public List<Scale.Step> measure(Scale scale) throws Exception {
        List<Scale.Step> measured = new ArrayList<>();
        for (long rows : steps) {
            try (ProviderStub stub = ProviderStub.start()) {
                GatewayProcess gateway = scale.process(stub, "main");
                try (Gateways gateways = Gateways.ofOne(gateway, stub, "main")) {
                    // Its first start makes the tables.
                    gateway.start().terminate();
                    Path file = gateway.home().resolve("data/ledger.db");
                    if (rows > 0) {
                        LedgerFill.fill(file, rows);
                    }
                    long size = Files.size(file) / MIB;
                    Progress.tell("ledger", rows + " rows, " + size + " MiB");
                    gateway.start();
                    measured.add(new Scale.Step(scale.measure(rows + " rows", gateways), size + " MiB on disk"));
                }
            }
        }
        return measured;
    }
}

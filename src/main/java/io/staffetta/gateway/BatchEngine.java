package io.staffetta.gateway;

import io.staffetta.account.CurrentAccounts;
import io.staffetta.batch.BatchFolder;
import io.staffetta.batch.rows.RowIntake;
import io.staffetta.batch.run.BatchRunner;
import io.staffetta.gateway.settings.BatchRunSettings;
import io.staffetta.ledger.Ledger;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;

/** The batch folders of the gateway: the routes that take files out of them, and what works on these. */
final class BatchEngine implements AutoCloseable {

    private final BatchRunSettings settings;
    private final List<BatchFolder> folders;
    private final Supplier<CamelContext> camel;
    private final BatchRunner runner;

    BatchEngine(
            BatchRunSettings settings,
            List<BatchFolder> folders,
            Supplier<CamelContext> camel,
            IntakeBeans intake,
            CurrentAccounts accounts,
            Ledger ledger,
            Clock clock) {
        this.settings = settings;
        this.folders = folders;
        this.camel = camel;
        runner = new BatchRunner(
                ledger,
                folders,
                new RowIntake(intake.intake(), intake.rows(), accounts),
                settings.parallel(),
                settings.queueLimit(),
                settings.keep(),
                clock);
    }

    /**
     * Goes on with what was begun, and looks into the folders from now on.
     *
     * @throws Exception if a route cannot start
     */
    void start() throws Exception {
        BatchRoutes.makeFolders(folders);
        runner.start();
        new BatchRoutes(camel.get(), settings.still(), runner).add(folders);
    }

    @Override
    public void close() {
        runner.close();
    }
}

package io.staffetta.gateway;

import io.staffetta.batch.BatchFolder;
import io.staffetta.batch.rows.RowIntake;
import io.staffetta.batch.run.BatchRunner;
import io.staffetta.gateway.settings.BatchRunSettings;
import java.util.List;

/** The batch folders of the gateway: the routes that take files out of them, and what works on these. */
final class BatchConfiguration implements AutoCloseable {

    private final Foundation on;
    private final List<BatchFolder> folders;
    private final BatchRunner runner;

    BatchConfiguration(Foundation on, IntakeConfiguration intake, List<BatchFolder> folders) {
        this.on = on;
        this.folders = folders;
        BatchRunSettings settings = on.settings().batches();
        runner = new BatchRunner(
                on.ledger(),
                folders,
                new RowIntake(intake.intake(), intake.rows(), on.accounts()),
                settings.parallel(),
                settings.queueLimit(),
                on.clock());
    }

    /**
     * Goes on with what was begun, and looks into the folders from now on.
     *
     * @throws Exception if a route cannot start
     */
    void start() throws Exception {
        BatchRoutes.makeFolders(folders);
        runner.start();
        new BatchRoutes(on.camel(), on.settings().batches().still(), runner).add(folders);
    }

    @Override
    public void close() {
        runner.close();
    }
}

package io.staffetta.gateway;

import io.staffetta.batch.BatchFolder;
import io.staffetta.batch.BatchIntake;
import io.staffetta.batch.rows.RowIntake;
import io.staffetta.batch.run.BatchRunner;
import io.staffetta.batch.run.BatchSources;
import io.staffetta.gateway.settings.BatchRunSettings;
import java.util.List;

/** Wires the batch folders: the routes that take files out of them, and what works on these. */
final class BatchConfiguration implements AutoCloseable {

    private final Foundation on;
    private final List<BatchFolder> folders;
    private final BatchRunner runner;
    private final BatchSources sources;

    BatchConfiguration(Foundation on, IntakeConfiguration intake, List<BatchFolder> folders) {
        this.on = on;
        this.folders = folders;
        BatchRunSettings settings = on.settings().batches();
        sources = new BatchSources(on.access()::batchSource);
        runner = new BatchRunner(
                on.ledger(),
                folders,
                new RowIntake(intake.intake(), intake.rows(), on.way(), on.accounts(), on.access()::countQueued),
                sources,
                settings.parallel(),
                settings.queueLimit(),
                settings.keep(),
                on.clock());
    }

    /** The batch folders of this process. */
    List<BatchFolder> folders() {
        return folders;
    }

    /** Takes over files that come. */
    BatchIntake runner() {
        return runner;
    }

    /** Says where the messages of files come from. */
    BatchSources sources() {
        return sources;
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

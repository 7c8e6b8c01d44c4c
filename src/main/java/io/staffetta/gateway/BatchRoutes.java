package io.staffetta.gateway;

import io.staffetta.batch.BatchFolder;
import io.staffetta.batch.BatchIntake;
import io.staffetta.batch.inbox.Inbox;
import io.staffetta.config.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;

/** Adds the routes that take files out of batch folders: one for each, made from the template {@code batch-folder}. */
final class BatchRoutes {

    private final CamelContext camel;
    private final Duration still;
    private final BatchIntake intake;

    BatchRoutes(CamelContext camel, Duration still, BatchIntake intake) {
        this.camel = camel;
        this.still = still;
        this.intake = intake;
    }

    /**
     * Makes the folders where there are none.
     *
     * @throws IllegalStateException if one cannot be made, or its parts are on several file systems; says where to change it
     */
    static void makeFolders(List<BatchFolder> folders) {
        for (BatchFolder folder : folders) {
            try {
                for (Path part : List.of(folder.inbox(), folder.work(), folder.done(), folder.error())) {
                    Files.createDirectories(part);
                    if (!Files.getFileStore(part).equals(Files.getFileStore(folder.inbox()))) {
                        throw new IllegalStateException("Batch folder '" + folder.name() + "': " + part
                                + " is on another file system than " + folder.inbox()
                                + ", so that files cannot be moved there in one step; put all four on one");
                    }
                }
            } catch (FileSystemException e) {
                throw new IllegalStateException(
                        "Batch folder '" + folder.name() + "' cannot be made: " + e.getFile() + " cannot be written"
                                + (e.getReason() == null ? "" : " (" + e.getReason() + ")")
                                + "; change staffetta.batch.folders." + folder.name() + ".path in config/"
                                + Settings.FILE
                                + ", or the rights there; under systemd the unit needs ReadWritePaths for it",
                        e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Adds and starts all routes. */
    void add(List<BatchFolder> folders) throws Exception {
        for (BatchFolder folder : folders) {
            camel.getRegistry().bind("inbox-" + folder.name(), new Inbox(folder, intake, still));
            camel.addRouteFromTemplate(
                    "batch-folder-" + folder.name(),
                    "batch-folder",
                    Map.of("folder", folder.name(), "inbox", folder.inbox().toString()));
        }
    }
}

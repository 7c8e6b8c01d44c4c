package io.staffetta.gateway;

import io.staffetta.batch.BatchFolder;
import io.staffetta.batch.files.TemporaryName;
import io.staffetta.thread.DaemonThreads;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of files that wait in the inboxes of real batch folders while the gateway runs with the sandbox, which has inboxes of its
 * own: once for each inbox, until it is empty again.
 *
 * <p>Thread-safe.
 */
final class ForgottenFiles implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ForgottenFiles.class);
    private static final long LOOK_SECONDS = 5;

    private final Map<Path, Path> inboxes = new LinkedHashMap<>();
    private final Set<Path> told = new HashSet<>();
    private final ScheduledExecutorService looking =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("forgotten-files"));

    /**
     * @param real the folders that files are taken from without the sandbox
     * @param sandbox those that they are taken from with it
     */
    ForgottenFiles(List<BatchFolder> real, List<BatchFolder> sandbox) {
        for (BatchFolder folder : real) {
            sandbox.stream()
                    .filter(other -> other.name().equals(folder.name()))
                    .forEach(other -> inboxes.put(folder.inbox(), other.inbox()));
        }
    }

    /** Looks from now on. */
    void start() {
        ScheduledFuture<?> unused = looking.scheduleWithFixedDelay(this::tell, 0, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    private void tell() {
        for (Path inbox : inboxes.keySet()) {
            int files = count(inbox);
            if (files > 0 && told.add(inbox)) {
                LOG.warn(line(inbox, files));
            } else if (files == 0) {
                told.remove(inbox);
            }
        }
    }

    /** What there is to tell now: a line for each inbox with files. */
    List<String> lines() {
        return inboxes.keySet().stream()
                .filter(inbox -> count(inbox) > 0)
                .map(inbox -> line(inbox, count(inbox)))
                .toList();
    }

    private String line(Path inbox, int files) {
        return (files == 1 ? "1 file waits in " : files + " files wait in ") + inbox
                + ", from which nothing is taken with --sandbox: drop them into " + inboxes.get(inbox)
                + " to try them, or run without --sandbox to send them";
    }

    private static int count(Path inbox) {
        int files = 0;
        try (DirectoryStream<Path> found = Files.newDirectoryStream(inbox)) {
            for (Path file : found) {
                if (Files.isRegularFile(file)
                        && !TemporaryName.is(file.getFileName().toString())) {
                    files++;
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.debug("An inbox cannot be looked into", e);
        }
        return files;
    }

    @Override
    public void close() {
        looking.shutdownNow();
    }
}

package io.staffetta.batch.run;

import io.staffetta.batch.BatchFolder;
import io.staffetta.batch.BatchIntake;
import io.staffetta.batch.Claims;
import io.staffetta.batch.DedupedWarnings;
import io.staffetta.batch.result.ResultArchiveCleanup;
import io.staffetta.batch.rows.RowIntake;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.batch.BatchRecord;
import io.staffetta.ledger.batch.Batches;
import io.staffetta.ledger.store.EntryRefusedException;
import io.staffetta.ledger.store.LedgerAwayException;
import io.staffetta.thread.DaemonThreads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on the batches of this process: those whose files it was given, those that it had when it ended last, and those of other
 * processes that have died, where it has their folder.
 *
 * <p>Thread-safe.
 */
public final class BatchRunner implements BatchIntake, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BatchRunner.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration LEFT_BEHIND = Duration.ofSeconds(30);
    private static final long LOOK_SECONDS = 3;
    private static final long STOP_SECONDS = 20;
    /** An error of Java may come of something else in the process. */
    private static final int MOST_ERRORS = 3;
    /** Of what fails again and again, waits grow to so many times the first. */
    private static final int LONGEST_WAIT = 10;

    private final Ledger ledger;
    private final Batches batches;
    private final Map<String, BatchFolder> folders;
    private final BatchTools tools;
    private final BatchSources sources;
    private final LostBatchEnding lost;
    private final Duration keep;
    private final Clock clock;
    private final RunQueue queue = new RunQueue();
    private final List<Thread> workers = new ArrayList<>();
    private final DedupedWarnings complaints = new DedupedWarnings(LOG);
    private final ScheduledExecutorService looking =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("batches"));
    private volatile boolean running;

    /**
     * @param folders the batch folders of this process
     * @param sources says where the messages of a batch come from
     * @param parallel batches whose rows are taken at once, 1 or more
     * @param queueLimit messages on the queues of an account with which no more are put there, 1 or more
     * @param keep how long the files of a batch stay in {@code done} and {@code error} after its end; zero for ever
     */
    public BatchRunner(
            Ledger ledger,
            List<BatchFolder> folders,
            RowIntake taking,
            BatchSources sources,
            int parallel,
            int queueLimit,
            Duration keep,
            Clock clock) {
        this.ledger = ledger;
        batches = new Batches(ledger);
        this.folders = folders.stream().collect(Collectors.toMap(BatchFolder::name, Function.identity()));
        lost = new LostBatchEnding(ledger, batches, this.folders);
        this.keep = keep;
        this.sources = sources;
        this.clock = clock;
        QueueDepths depths = new QueueDepths(batches, queueLimit, System::nanoTime);
        tools = new BatchTools(ledger, batches, taking, depths, clock, () -> !running, queue::mayOpen);
        for (int i = 1; i <= parallel; i++) {
            workers.add(new Thread(this::work, "batch-" + i));
        }
    }

    /** Goes on with what was begun, and takes files over from now on. */
    public void start() {
        running = true;
        workers.forEach(Thread::start);
        ScheduledFuture<?> unused = looking.scheduleWithFixedDelay(this::look, 0, LOOK_SECONDS, TimeUnit.SECONDS);
        ScheduledFuture<?> unusedToo = looking.scheduleWithFixedDelay(
                () -> ResultArchiveCleanup.delete(folders.values(), batches, clock), 0, 1, TimeUnit.HOURS);
        if (!keep.isZero()) {
            ScheduledFuture<?> unusedEither = looking.scheduleWithFixedDelay(
                    new OldBatchFiles(ledger, batches, folders, keep, clock), 0, 1, TimeUnit.HOURS);
        }
    }

    @Override
    public boolean isReady() {
        return running && ledger.isAvailable();
    }

    @Override
    public void accept(BatchFolder folder, Path file, String name) {
        String id = file.getParent().getFileName().toString();
        BatchRecord batch;
        try {
            batch = BatchRecord.claimed(
                    id,
                    folder.name(),
                    name,
                    Files.size(file),
                    ledger.node(),
                    clock.instant(),
                    WorkPlace.make(folder.work()),
                    sources.of(folder, file.getParent()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (batches.claims().create(batch)) {
            add(batch);
        }
    }

    private void add(BatchRecord batch) {
        queue.add(batch.id(), id -> new BatchRun(batch, folders.get(batch.file().folder()), tools));
    }

    private void work() {
        try {
            for (Optional<String> id = queue.next(); id.isPresent(); id = queue.next()) {
                queue.back(id.get(), step(id.get()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Duration> step(String id) {
        BatchRun run = queue.run(id);
        try {
            Optional<Duration> again = run.step();
            complaints.forget(id);
            run.notes().recovered();
            return again;
        } catch (LedgerAwayException e) {
            closeQuietly(run);
            return Optional.of(AFTER_FAILURE);
        } catch (IOException | RuntimeException | Error e) {
            closeQuietly(run);
            return running ? heldUp(id, run, e) : Optional.of(AFTER_FAILURE);
        }
    }

    /**
     * What becomes of a batch that failed. What may pass by itself is tried again, and an operator sees how often; what would
     * come again with the same file is given up: a value that the ledger does not keep at once, an error of Java, as when the
     * memory is full, at the third time.
     */
    private Optional<Duration> heldUp(String id, BatchRun run, Throwable e) {
        String words = words(e);
        try {
            int times = run.notes().fails(words);
            boolean isHopeless = e instanceof EntryRefusedException || (e instanceof Error && times >= MOST_ERRORS);
            if (isHopeless && run.mayBeGivenUp()) {
                LOG.error("Batch {} is given up: {}", id, words);
                return run.giveUp("The gateway cannot work on it: " + words);
            }
            complaints.warn(id, "Batch " + id + " is held up, and will be tried again: " + words);
            return Optional.of(AFTER_FAILURE.multipliedBy(Math.min(LONGEST_WAIT, 1 + times / LONGEST_WAIT)));
        } catch (IOException | RuntimeException | Error again) {
            LOG.debug("What a batch is held up by cannot be noted", again);
            return Optional.of(AFTER_FAILURE);
        }
    }

    private static String words(Throwable e) {
        String what = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return e instanceof OutOfMemoryError ? "it needs more memory than there is (" + what + ")" : what;
    }

    private static void closeQuietly(BatchRun run) {
        try {
            run.close();
        } catch (IOException e) {
            LOG.debug("A batch's files are not closed", e);
        }
    }

    /** Looks for batches that nobody works on, and for files that were claimed and not handed over. */
    private void look() {
        if (!isReady()) {
            return;
        }
        try {
            takeOver();
            batches.claims().own().stream()
                    .filter(batch -> folders.containsKey(batch.file().folder())
                            && batch.file().lostWith().isEmpty())
                    .forEach(this::add);
            for (BatchFolder folder : folders.values()) {
                Claims claims = new Claims(folder);
                for (Claims.Claim claim :
                        claims.leftBehind(id -> batches.find(id).isPresent(), LEFT_BEHIND)) {
                    accept(folder, claim.file(), claim.name());
                }
            }
            lost.step();
            makeFinalsAgain();
        } catch (LedgerAwayException e) {
            LOG.debug("No batches are looked for while the ledger is away", e);
        } catch (IOException | RuntimeException e) {
            complaints.warn("", "Batches that nobody works on cannot be looked for: " + words(e));
        }
    }

    /** Of several gateways with one folder one does it at a time. */
    private void makeFinalsAgain() throws IOException {
        for (BatchRecord batch : batches.outOfDate()) {
            BatchFolder folder = folders.get(batch.file().folder());
            if (!batch.file().lostWith().isEmpty()) {
                batches.work().upToDate(batch, batches.lost().ends(batch));
            } else if (folder != null
                    && (!ledger.isShared() || BatchLocation.isHere(batch, folder))
                    && ledger.jobs().take("final-answer " + batch.file().folder())) {
                new FinalResultUpdate(tools).make(batch, folder);
            }
        }
    }

    /** Folders of the same name may be others' own: only those whose files are here. */
    private void takeOver() {
        for (BatchRecord orphan : batches.claims().orphans()) {
            BatchFolder folder = folders.get(orphan.file().folder());
            boolean isLost = !orphan.file().lostWith().isEmpty();
            if (isLost || (folder != null && (!ledger.isShared() || BatchLocation.isHere(orphan, folder)))) {
                takeOver(orphan);
            }
        }
    }

    private void takeOver(BatchRecord orphan) {
        switch (batches.claims().takeOver(orphan)) {
            case GOES_ON -> LOG.info("Batch {} is resumed where a process ended that worked on it", orphan.id());
            case PAUSED ->
                LOG.error(
                        "Batch {} is paused: several processes died while they worked on it, perhaps for lack of"
                                + " memory. Use 'batches resume' or 'batches cancel'",
                        orphan.id());
            case TOO_LATE -> LOG.debug("Batch {} was taken over by another process", orphan.id());
        }
    }

    /** Takes no more rows; a group that is being taken is ended. */
    @Override
    public void close() {
        running = false;
        queue.close();
        looking.shutdownNow();
        try {
            for (Thread worker : workers) {
                worker.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        queue.all().forEach(BatchRunner::closeQuietly);
    }
}

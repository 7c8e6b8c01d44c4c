package io.staffetta.continuity;

import io.staffetta.config.Secrets;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.store.LedgerAwayException;
import io.staffetta.thread.DaemonThreads;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells ledger, broker and a witness outside of the data a number that grows, at each start and while the gateway runs. Where one of
 * them has a lower one than it was told, it is from a backup: sending is put on hold then, since what was sent after that backup would
 * be sent again. The same where the data are those of another place.
 *
 * <p>Not thread-safe.
 */
public final class Continuity implements AutoCloseable {

    /** How often they are told. Of what was sent since the last time nothing is noticed. */
    private static final int SECONDS = 10;

    private static final String WHAT_NOW = ". See src/docs/upgrading.md#it-starts-on-hold";
    private static final Path MACHINE_ID = Path.of("/etc/machine-id");
    private static final Logger LOG = LoggerFactory.getLogger(Continuity.class);

    private final Ledger ledger;
    private final Place place;
    private final Witness witness;
    private final String home;
    private final LedgerMark ledgerMark;
    private final BrokerMark brokerMark;
    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("continuity"));
    /** What the ledger was told last. */
    private long sequence;
    /** What the broker is known to have been told. */
    private long queues;
    /** What it can have been told at most. */
    private long most;

    /**
     * @param data folder of the data, which is there
     * @param state folder outside of it, for the witness
     * @param connections to the broker; they should fail if it is away, instead of waiting
     */
    public Continuity(Path data, Path state, ConnectionFactory connections, Ledger ledger) {
        this(data, state, connections, ledger, MACHINE_ID);
    }

    Continuity(Path data, Path state, ConnectionFactory connections, Ledger ledger, Path machineId) {
        this.ledger = ledger;
        witness = new Witness(state);
        place = Place.of(data, machineId);
        home = id(data.resolve("home-id"));
        ledgerMark = new LedgerMark(ledger, home);
        brokerMark = new BrokerMark(connections, home);
    }

    /** The id of this home. Of data that were deleted the witness has it. */
    private String id(Path file) {
        Optional<String> known = Files.exists(file)
                ? Optional.empty()
                : witness.read().map(Witness.WitnessContent::home).filter(id -> id.matches("[A-Za-z0-9_-]{1,40}"));
        return known.orElseGet(() -> Secrets.readOrMake(file));
    }

    /**
     * Looks whether ledger and queues are those that this gateway left, and puts sending on hold if not; goes on telling them. To be
     * called before anything is sent.
     *
     * @throws LedgerAwayException if the ledger is away
     */
    public void start() {
        look();
        ScheduledFuture<?> unused = executor.scheduleWithFixedDelay(this::tell, SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    /** The first look, without those that follow. */
    void look() {
        Optional<Witness.WitnessContent> testimony = witness.read();
        Optional<MarkContent> known = ledgerMark.read();
        Optional<MarkContent> witnessed =
                testimony.filter(one -> one.home().equals(home)).map(Witness.WitnessContent::told);
        if (testimony.isPresent() && witnessed.isEmpty()) {
            hold("the data are not those that were here before, but of another home, which may still run");
        }
        ContinuityCheck.ofLedger(witnessed, known, ledgerMark.isOfNoMessage(), place)
                .ifPresent(this::hold);
        most = known.map(MarkContent::sequence).orElse(0L);
        queues = known.isEmpty()
                ? 0
                : Math.max(
                        known.get().queues(), witnessed.map(MarkContent::queues).orElse(0L));
        sequence = Math.max(most, witnessed.map(MarkContent::sequence).orElse(0L)) + 1;
        ledgerMark.write(told());
        tellBroker();
        tellWitness();
    }

    private void tell() {
        try {
            tellAgain();
        } catch (LedgerAwayException e) {
            LOG.debug("The ledger is not told now", e);
        } catch (RuntimeException e) {
            LOG.warn("The mark of this home cannot be written into ledger and queues now: {}", e.toString());
        }
    }

    /** Tells them the next number. */
    void tellAgain() {
        long before = sequence;
        MarkContent next =
                new MarkContent(before + 1, queues, place, ledger.clock().instant());
        if (!ledgerMark.writeAfter(next, before)) {
            hold(
                    "the ledger is not as this gateway has left it, while it ran: it was put back from a backup, or a copy of"
                            + " this home runs on it");
            sequence = Math.max(
                    before, ledgerMark.read().map(MarkContent::sequence).orElse(0L));
            ledgerMark.write(new MarkContent(sequence + 1, queues, place, next.at()));
        }
        sequence++;
        tellBroker();
        tellWitness();
    }

    private void tellBroker() {
        try {
            brokerMark.replace(queues > 0, this::next);
            queues = sequence;
        } catch (JMSException e) {
            LOG.debug("The broker is not told now", e);
        }
    }

    private long next(long found) {
        ContinuityCheck.ofBroker(found, queues, most).ifPresent(this::hold);
        if (found >= sequence) {
            sequence = found + 1;
            ledgerMark.write(told());
        }
        // Also where it does not answer.
        most = sequence;
        return sequence;
    }

    private void tellWitness() {
        witness.write(new Witness.WitnessContent(home, told()));
    }

    private MarkContent told() {
        return new MarkContent(sequence, queues, place, ledger.clock().instant());
    }

    private void hold(String why) {
        LOG.error("Sending is put on hold: {}{}", why, WHAT_NOW);
        ledger.sending().place(why + WHAT_NOW);
    }

    @Override
    public void close() {
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(2, TimeUnit.SECONDS)) {
                LOG.debug("The broker does not answer what it was told");
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        brokerMark.close();
    }
}

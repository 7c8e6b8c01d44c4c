package io.staffetta.tokens;

import io.staffetta.audit.AuditEntry;
import io.staffetta.audit.LedgerAuditTrail;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.store.LedgerAwayException;
import io.staffetta.thread.DaemonThreads;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The applications as they are now. What this gateway changes counts at once, what another one does within {@value #LOOK_SECONDS} s.
 * While the ledger is away those of before count.
 *
 * <p>Thread-safe.
 */
public final class Applications implements AutoCloseable {

    /** Name of whoever logs in to the broker with the senders' shared password. */
    public static final String DEFAULT = "default";

    static final long LOOK_SECONDS = 2;

    private static final Logger LOG = LoggerFactory.getLogger(Applications.class);
    private static final long USED_SECONDS = 60;

    private final Ledger ledger;
    private final LedgerAuditTrail audit;
    private final Clock clock;
    private final Map<String, Instant> used = new ConcurrentHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile List<Application> all = List.of();
    private Set<String> active = Set.of();
    private volatile Map<String, Application> byHash = Map.of();
    private volatile Map<String, Application> byName = Map.of();
    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("applications"));

    /**
     * @throws LedgerAwayException if they cannot be read
     */
    public Applications(Ledger ledger, LedgerAuditTrail audit) {
        this.ledger = ledger;
        this.audit = audit;
        clock = ledger.clock();
        read();
        ScheduledFuture<?> unused =
                executor.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
        ScheduledFuture<?> unusedToo =
                executor.scheduleWithFixedDelay(this::noteUse, USED_SECONDS, USED_SECONDS, TimeUnit.SECONDS);
    }

    /** All of them, also those that are revoked. */
    public List<Application> all() {
        return all;
    }

    /** The one whose token is given, if it may call now. Takes as long for any wrong one: it is looked up by its hash. */
    public Optional<Application> byToken(String token) {
        if (!Token.isLike(token)) {
            return Optional.empty();
        }
        String hash = Token.hash(token);
        Application found = byHash.get(hash);
        return Optional.ofNullable(found)
                .filter(one -> MessageDigest.isEqual(bytes(one.hash()), bytes(hash)))
                .filter(one -> one.isActive(clock.instant()))
                .map(this::used);
    }

    /** The one whose name and token are given, if it may call now. */
    public Optional<Application> login(String name, String token) {
        return byToken(token).filter(one -> one.name().equals(name));
    }

    /** The one with a name that is not revoked. */
    public Optional<Application> byName(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Whether the token with an id is good now. */
    public boolean isActive(String id) {
        return byHash.values().stream().anyMatch(one -> one.id().equals(id) && one.isActive(clock.instant()));
    }

    /** Has something done whenever one was changed, or its token has ended. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /**
     * Adds one, in the transaction of its entry in the audit trail.
     *
     * @return whether it was added; not if another one has its name
     * @throws LedgerAwayException if that is not certain
     */
    boolean add(Application one, AuditEntry entry) {
        boolean added = audit.noteWith(entry, ApplicationTable.ADD, one).isPresent();
        read();
        return added;
    }

    /**
     * Changes one, in the transaction of its entry.
     *
     * @return whether anything was changed
     * @throws LedgerAwayException if that is not certain
     */
    boolean change(ApplicationTable.Change change, AuditEntry entry) {
        boolean changed = audit.noteWith(entry, ApplicationTable.CHANGE, change).isPresent();
        read();
        return changed;
    }

    private Application used(Application one) {
        used.put(one.id(), clock.instant());
        return one;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void look() {
        try {
            read();
        } catch (LedgerAwayException e) {
            LOG.debug("The applications of before count while the ledger is away", e);
        } catch (RuntimeException e) {
            LOG.error("The applications cannot be read: {}", e.getMessage());
        }
    }

    private synchronized void read() {
        List<Application> now = ledger.read(ApplicationTable::read);
        Instant time = clock.instant();
        Set<String> activeNow = now.stream()
                .filter(one -> one.isActive(time))
                .map(Application::id)
                .collect(Collectors.toUnmodifiableSet());
        // A token ends by its time, too, without anybody changing anything.
        if (now.equals(all) && activeNow.equals(active)) {
            return;
        }
        active = activeNow;
        byHash = now.stream()
                .filter(one -> one.revoked() == null)
                .collect(Collectors.toUnmodifiableMap(Application::hash, one -> one));
        byName = byHash.values().stream().collect(Collectors.toUnmodifiableMap(Application::name, one -> one));
        all = List.copyOf(now);
        listeners.forEach(Runnable::run);
    }

    private void noteUse() {
        Map<String, Instant> last = Map.copyOf(used);
        if (last.isEmpty()) {
            return;
        }
        try {
            Ledger.await(ledger.submit(ApplicationTable.USED, last));
            last.forEach(used::remove);
        } catch (LedgerAwayException e) {
            LOG.debug("Not noted who called", e);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
        noteUse();
    }
}

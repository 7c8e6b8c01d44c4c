package io.staffetta.ledger.slots;

import io.staffetta.ledger.history.AttemptRecord;
import io.staffetta.ledger.slots.SlotShare.Demand;
import io.staffetta.ledger.slots.SlotShare.Slots;
import io.staffetta.ledger.store.LedgerCommand;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/**
 * The slots of accounts that several gateways share: however many those are, no more submissions of an account are under way
 * than it may have at once. A gateway holds slots in blocks, and uses them without asking; it asks for more, and gives back what it
 * has not used for a second, and what another gateway is to have. PostgreSQL only.
 *
 * <p>A gateway says again and again that it has its slots. One that does not for a while has lost them: by then its
 * submissions have ended.
 *
 * <p>Used by the ledger's thread alone.
 */
public final class SharedSlots {

    /** How often slots are looked after while some are held. */
    public static final Duration LOOK = Duration.ofMillis(100);

    private final SlotClaims claims;
    private final LongPredicate isWanted;
    private final Map<String, HeldSlots> accounts = new HashMap<>();
    private final Set<HeldSlots> taken = new HashSet<>();
    private final Set<HeldSlots> given = new HashSet<>();
    private volatile Map<String, Integer> most = Map.of();
    private volatile boolean holds;

    /** Says what this gateway has. */
    public final LedgerCommand<Long, Void> renew = (connection, inputs) -> {
        renew(connection);
        return Collections.nCopies(inputs.size(), null);
    };

    /** Gives up all slots of this gateway. */
    public final LedgerCommand<Long, Void> leave = (connection, inputs) -> {
        leave(connection);
        return Collections.nCopies(inputs.size(), null);
    };

    /** Gives back what others are to have, or nobody needs here. */
    public final LedgerCommand<Long, Void> look = new LedgerCommand<>() {
        @Override
        public List<Void> apply(Connection connection, List<Long> inputs) throws SQLException {
            look(connection);
            return Collections.nCopies(inputs.size(), null);
        }

        @Override
        public Place place() {
            return Place.LAST;
        }

        @Override
        public void committed() {
            givenBack();
        }
    };

    /**
     * @param isWanted whether the attempt of this process with a token still needs its slot
     */
    public SharedSlots(SlotClaims claims, LongPredicate isWanted) {
        this.claims = claims;
        this.isWanted = isWanted;
    }

    /**
     * Which accounts this gateway sends with from now on, also where it has nothing to send.
     *
     * @param most submissions at once, by account
     */
    public void say(Map<String, Integer> most) {
        this.most = Map.copyOf(most);
    }

    /** Whether there is something to look after. Thread-safe. */
    public boolean areHeld() {
        return holds;
    }

    /** How many round trips to the database were made because of slots. Thread-safe. */
    public long trips() {
        return claims.trips();
    }

    /**
     * Before attempts begin in a transaction: takes what slots they need, if they are to be had. No message is cancelled until it
     * ends.
     *
     * @param requests of all attempts that begin there; may be none
     */
    public void begin(Connection connection, List<SlotRequest> requests) throws SQLException {
        // Those of a transaction that is not certain to have been committed: they come again.
        taken.clear();
        accounts.values().forEach(HeldSlots::forgetBeginning);
        if (requests.isEmpty()) {
            return;
        }
        Set<String> told = claims.enter(connection);
        SortedMap<String, SlotDemand> wishes = new TreeMap<>();
        Map<String, List<SlotRequest>> byAccount = new HashMap<>();
        requests.forEach(request -> byAccount
                .computeIfAbsent(request.account(), id -> new ArrayList<>())
                .add(request));
        byAccount.forEach((id, all) -> {
            HeldSlots account = accounts.computeIfAbsent(id, key -> new HeldSlots());
            account.release(isWanted);
            List<SlotRequest> more = all.stream()
                    .filter(request -> !account.has(request.token()))
                    .toList();
            int urgent = (int) more.stream().filter(SlotRequest::urgent).count();
            Demand demand = account.demand(more.size() - urgent, urgent);
            int number = all.stream().mapToInt(SlotRequest::most).min().orElseThrow();
            if (!account.isCertain() || account.most() != number || told.contains(id) || !account.hasRoom(demand)) {
                wishes.put(id, new SlotDemand(number, demand));
            }
        });
        if (!wishes.isEmpty()) {
            wishes.keySet().forEach(id -> accounts.get(id).certain(false));
            claims.take(connection, wishes).forEach((id, share) -> {
                HeldSlots account = accounts.get(id);
                account.hold(share.held(), share.slots());
                account.most(wishes.get(id).most());
                taken.add(account);
            });
            holds = true;
        }
    }

    /** Whether an attempt has a slot now, after {@link #begin}. */
    public boolean take(SlotRequest request) {
        HeldSlots account = accounts.get(request.account());
        if (account.has(request.token())) {
            return true;
        }
        return account.begin(request.token(), request.urgent());
    }

    /** The transaction was committed in which attempts began. */
    public void begun() {
        accounts.values().forEach(HeldSlots::begun);
        taken.forEach(account -> account.certain(true));
        taken.clear();
    }

    /** Frees the slots of attempts that have ended, and gives back those that others are to have. */
    public void end(Connection connection, List<AttemptRecord> attempts) throws SQLException {
        given.clear();
        Map<String, Slots> down = new HashMap<>();
        for (AttemptRecord attempt : attempts) {
            HeldSlots account = accounts.get(attempt.account());
            if (account != null && account.end(attempt.token())) {
                Slots needed = account.usableOrUsed();
                if (account.isCertain() && needed.all() < account.held().all()) {
                    down.put(attempt.account(), needed);
                }
            }
        }
        giveBack(connection, down);
    }

    /** The transaction was committed in which slots were given back. */
    public void givenBack() {
        given.forEach(account -> account.certain(true));
        given.clear();
    }

    private void giveBack(Connection connection, Map<String, Slots> down) throws SQLException {
        if (down.isEmpty()) {
            return;
        }
        down.forEach((id, slots) -> {
            HeldSlots account = accounts.get(id);
            account.certain(false);
            account.limit(slots);
        });
        claims.giveBack(connection, down).forEach((id, held) -> {
            HeldSlots account = accounts.get(id);
            account.hold(held, account.usable());
            given.add(account);
        });
    }

    private void look(Connection connection) throws SQLException {
        given.clear();
        accounts.values().forEach(account -> account.release(isWanted));
        Map<String, Slots> down = new HashMap<>();
        SortedMap<String, SlotDemand> wanted = new TreeMap<>();
        Set<String> told = claims.enter(connection);
        accounts.forEach((id, account) -> {
            Slots needed = account.needed();
            if (!account.isCertain() || needed.all() < account.held().all()) {
                down.put(id, needed);
            } else if (told.contains(id) && account.held().all() > 0) {
                wanted.put(id, new SlotDemand(account.most(), account.demand(0, 0)));
            }
        });
        if (!wanted.isEmpty()) {
            claims.look(connection, wanted).forEach((id, share) -> {
                HeldSlots account = accounts.get(id);
                account.limit(share.slots());
                Slots needed = account.usableOrUsed();
                if (needed.all() < account.held().all()) {
                    down.put(id, needed);
                }
            });
        }
        giveBack(connection, down);
        accounts.values().removeIf(account -> account.isIdle() && !given.contains(account));
        holds = !accounts.isEmpty();
    }

    private void renew(Connection connection) throws SQLException {
        accounts.values().forEach(account -> account.release(isWanted));
        Map<String, Slots> used = new HashMap<>();
        accounts.forEach((id, account) -> used.put(id, account.cover()));
        Set<String> lost = claims.lost(connection);
        Map<String, Slots> held = claims.say(connection, most, used);
        // Whatever becomes of this transaction: what others may have taken is not used before they are asked.
        lost.stream().filter(accounts::containsKey).map(accounts::get).forEach(account -> {
            account.certain(false);
            account.limit(Slots.NONE);
        });
        accounts.forEach((id, account) -> {
            Slots now = account.held().least(held.getOrDefault(id, Slots.NONE));
            account.hold(now, account.usable());
        });
    }

    private void leave(Connection connection) throws SQLException {
        claims.leave(connection);
    }
}

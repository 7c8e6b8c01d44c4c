package io.staffetta.ledger.slots;

import io.staffetta.account.Share;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The slots of one account at one moment: who holds them, who waits for one, and so who may have the next. Gateways that have
 * messages waiting get equal parts, and where there are fewer slots than gateways, they take turns.
 */
final class SlotBoard {

    /**
     * A slot that is held.
     *
     * @param number 1 or more
     */
    record Held(int number, String node, long token, String messageId, boolean urgent) {

        boolean isFor(String holder, SlotWish wish) {
            return node.equals(holder) && token == wish.token() && messageId.equals(wish.messageId());
        }
    }

    /**
     * What another gateway says of the account.
     *
     * @param most submissions at once
     * @param usualSince since when a message that is not urgent waits there; 0 if none does
     * @param urgentSince the same of urgent messages
     */
    record Claim(String node, int most, long usualSince, long urgentSince) {

        long since(boolean urgent) {
            return urgent ? urgentSince : usualSince;
        }

        boolean isBefore(long since, boolean urgent) {
            return since(urgent) != 0 && since(urgent) < since;
        }
    }

    private final String self;
    private final List<Held> held;
    private final List<Claim> others;

    /**
     * @param self this gateway
     * @param held slots that are held, by whomever
     * @param others claims of the other gateways
     */
    SlotBoard(String self, List<Held> held, List<Claim> others) {
        this.self = self;
        this.held = new ArrayList<>(held);
        this.others = others;
    }

    /**
     * Takes a slot, if one is to be had.
     *
     * @param since since when messages of this kind wait here
     * @return its number, also if the attempt had it before
     */
    OptionalInt take(SlotWish wish, long since) {
        for (Held slot : held) {
            if (slot.isFor(self, wish)) {
                return OptionalInt.of(slot.number());
            }
        }
        if (left(wish) <= owed(wish, since)) {
            return OptionalInt.empty();
        }
        int number = IntStream.iterate(1, next -> next + 1)
                .filter(next -> held.stream().noneMatch(slot -> slot.number() == next))
                .findFirst()
                .orElseThrow();
        held.add(new Held(number, self, wish.token(), wish.messageId(), wish.urgent()));
        return OptionalInt.of(number);
    }

    private int most(SlotWish wish) {
        return Math.min(wish.most(), others.stream().mapToInt(Claim::most).min().orElse(Integer.MAX_VALUE));
    }

    /** Slots that are free for messages of this kind; below 0 if there were more before. */
    private int left(SlotWish wish) {
        int all = most(wish) - held.size();
        return wish.urgent() ? all : Math.min(all, Share.of(most(wish)).usual() - count(slot -> !slot.urgent()));
    }

    /** Free slots that are to be left to other gateways. */
    private int owed(SlotWish wish, long since) {
        int pool = wish.urgent() ? most(wish) : Share.of(most(wish)).usual();
        Map<String, Integer> holding = new HashMap<>();
        held.stream()
                .filter(slot -> slot.urgent() == wish.urgent())
                .forEach(slot -> holding.merge(slot.node(), 1, Integer::sum));
        List<Claim> waiting =
                others.stream().filter(claim -> claim.since(wish.urgent()) != 0).toList();
        long nodes = Stream.of(
                        Stream.of(self),
                        holding.keySet().stream(),
                        waiting.stream().map(Claim::node))
                .flatMap(names -> names)
                .distinct()
                .count();
        int part = Math.max(1, (int) (pool / nodes));
        boolean hasItsPart = holding.getOrDefault(self, 0) >= part;
        int owed = waiting.stream()
                .filter(claim -> hasItsPart || claim.isBefore(since, wish.urgent()))
                .mapToInt(claim -> Math.max(0, part - holding.getOrDefault(claim.node(), 0)))
                .sum();
        // An urgent message goes first that has waited for longer elsewhere.
        return wish.urgent()
                ? owed
                : owed
                        + (int) others.stream()
                                .filter(claim -> claim.isBefore(since, true))
                                .count();
    }

    private int count(Predicate<Held> which) {
        return (int) held.stream().filter(which).count();
    }
}

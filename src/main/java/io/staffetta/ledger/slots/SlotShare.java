package io.staffetta.ledger.slots;

import io.staffetta.account.ConcurrencyShare;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * Computes how many slots of an account one gateway may have. Gateways that have messages waiting get equal parts, and
 * where there are fewer slots than gateways, they take turns.
 *
 * @param slots that the gateway may use; below those in use where it has to give some back
 * @param held that it has to hold then, as submissions are under way with them
 * @param usualStarves whether messages that are not urgent wait, and it has less than its part
 * @param urgentStarves the same of urgent messages
 */
record SlotShare(Slots slots, Slots held, boolean usualStarves, boolean urgentStarves) {

    /** A block is this part of what a gateway may have while all want slots. */
    private static final int BLOCKS = 4;

    /**
     * Slots of an account.
     *
     * @param usual for all messages
     * @param reserved for urgent messages alone
     */
    record Slots(int usual, int reserved) {

        static final Slots NONE = new Slots(0, 0);

        int all() {
            return usual + reserved;
        }

        Slots least(Slots other) {
            return new Slots(Math.min(usual, other.usual), Math.min(reserved, other.reserved));
        }

        Slots most(Slots other) {
            return new Slots(Math.max(usual, other.usual), Math.max(reserved, other.reserved));
        }

        /** What is to be held for submissions that are under way, with the reserved slots for urgent ones as far as there are some. */
        Slots coverOf(Demand demand) {
            int forUrgent = Math.min(reserved, demand.urgentUsed());
            return new Slots(demand.usualUsed() + demand.urgentUsed() - forUrgent, forUrgent);
        }
    }

    /**
     * Holds what a gateway says of an account.
     *
     * @param most submissions at once
     * @param held slots that it holds
     * @param usualSince since when messages starve there that are not urgent; 0 if none do
     * @param urgentSince the same of urgent messages
     */
    record Claim(String node, int most, Slots held, long usualSince, long urgentSince) {

        boolean starves() {
            return usualSince != 0 || urgentSince != 0;
        }
    }

    /**
     * Says how many slots this gateway needs.
     *
     * @param usualUsed submissions under way of messages that are not urgent
     * @param usualNew those that are to begin
     * @param urgentUsed the same of urgent messages
     */
    record Demand(int usualUsed, int usualNew, int urgentUsed, int urgentNew) {

        int usual() {
            return usualUsed + usualNew;
        }

        int urgent() {
            return urgentUsed + urgentNew;
        }
    }

    /** One kind of slots. */
    private record Pool(int size, int left, List<Claim> others, ToIntFunction<Claim> holds, Predicate<Claim> starves) {

        /** What each gets if all want some. */
        int part() {
            long nodes = 1
                    + others.stream()
                            .filter(claim -> holds.applyAsInt(claim) > 0 || starves.test(claim))
                            .count();
            return size == 0 ? 0 : Math.max(1, (int) (size / nodes));
        }

        int limit(Predicate<Claim> goesFirst) {
            int withinPart = Math.min(part(), left - owed(starves.and(goesFirst)));
            return Math.max(0, Math.max(withinPart, left - owed(starves)));
        }

        private int owed(Predicate<Claim> whom) {
            return others.stream()
                    .filter(whom)
                    .mapToInt(claim -> Math.max(0, part() - holds.applyAsInt(claim)))
                    .sum();
        }

        int inBlocks(int wanted) {
            int block = Math.max(1, part() / BLOCKS);
            return (wanted + block - 1) / block * block;
        }
    }

    /**
     * Works it out.
     *
     * @param own what this gateway says, with the slots that it may use so far, and since when its messages starve
     * @param others the same of the other gateways
     * @param now stands for the time if no message starves yet
     */
    static SlotShare of(Claim own, Demand demand, List<Claim> others, long now) {
        int most = others.stream().mapToInt(Claim::most).reduce(own.most(), Math::min);
        ConcurrencyShare share = ConcurrencyShare.of(most);
        int usualLeft = share.usual()
                - others.stream().mapToInt(claim -> claim.held().usual()).sum();
        int reservedLeft = share.reserve()
                - others.stream().mapToInt(claim -> claim.held().reserved()).sum();
        long usualSince = own.usualSince() == 0 ? now : own.usualSince();
        long urgentSince = own.urgentSince() == 0 ? now : own.urgentSince();
        Pool reserved = new Pool(
                share.reserve(),
                reservedLeft + Math.min(0, usualLeft),
                others,
                claim -> claim.held().reserved(),
                claim -> claim.urgentSince() != 0);
        Pool usual = new Pool(
                share.usual(),
                usualLeft + Math.min(0, reservedLeft),
                others,
                claim -> claim.held().usual(),
                Claim::starves);
        int reservedMay = may(
                reserved,
                demand.urgentNew(),
                demand.urgent(),
                own.held().reserved(),
                claim -> claim.urgentSince() < urgentSince);
        int usualWanted = demand.usual() + Math.max(0, demand.urgent() - reservedMay);
        int usualMay = may(
                usual,
                demand.usualNew() + demand.urgentNew(),
                usualWanted,
                own.held().usual(),
                demand.urgentNew() > 0
                        ? claim -> claim.urgentSince() != 0 && claim.urgentSince() < urgentSince
                        : claim -> claim.urgentSince() != 0 || claim.usualSince() < usualSince);
        Slots slots = new Slots(usualMay, reservedMay);
        boolean isShort = slots.all() < demand.usual() + demand.urgent();
        boolean belowPart = usualMay < usual.part();
        return new SlotShare(
                slots,
                slots.most(own.held().coverOf(demand)),
                demand.usualNew() > 0 && usualMay < usualWanted && belowPart,
                demand.urgentNew() > 0 && isShort && (belowPart || reservedMay < reserved.part()));
    }

    /** As many as are wanted, in whole blocks, or as before; of both no more than allowed. */
    private static int may(Pool pool, int more, int wanted, int before, Predicate<Claim> goesFirst) {
        return Math.min(pool.limit(goesFirst), Math.max(before, more > 0 ? pool.inBlocks(wanted) : wanted));
    }
}

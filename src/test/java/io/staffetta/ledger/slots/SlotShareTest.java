package io.staffetta.ledger.slots;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.ledger.slots.SlotShare.Claim;
import io.staffetta.ledger.slots.SlotShare.Demand;
import io.staffetta.ledger.slots.SlotShare.Slots;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlotShareTest {

    private static final long NOW = 1000;
    private static final int MOST = 64;
    /** Of these, for messages that are not urgent. */
    private static final int USUAL = 56;

    private static Claim claim(int most, int usual, int reserved, long usualSince, long urgentSince) {
        return new Claim("node", most, new Slots(usual, reserved), usualSince, urgentSince);
    }

    private static Claim holding(int usual) {
        return claim(MOST, usual, 0, 0, 0);
    }

    private static SlotShare share(Claim own, Demand demand, Claim... others) {
        return SlotShare.of(own, demand, List.of(others), NOW);
    }

    @Test
    void givesAQuarterOfAGatewaysPartAtOnce() {
        assertThat(share(holding(0), new Demand(0, 1, 0, 0)).slots()).isEqualTo(new Slots(USUAL / 4, 0));
        assertThat(share(holding(0), new Demand(0, 1, 0, 0), holding(7)).slots())
                .isEqualTo(new Slots(USUAL / 2 / 4, 0));
        assertThat(share(holding(0), new Demand(0, 15, 0, 0)).slots())
                .as("whole blocks")
                .isEqualTo(new Slots(28, 0));
    }

    @Test
    void givesAllThatOthersDoNotHoldToTheOneThatNeedsIt() {
        assertThat(share(holding(28), new Demand(28, 100, 0, 0), holding(3)).slots())
                .isEqualTo(new Slots(53, 0));
    }

    @Test
    void hasAGatewayWithMoreThanItsPartGiveUpSlotsToOneThatStarves() {
        SlotShare share = share(holding(USUAL), new Demand(USUAL, 0, 0, 0), claim(MOST, 0, 0, NOW - 1, 0));

        assertThat(share.slots()).isEqualTo(new Slots(28, 0));
        assertThat(share.held()).as("as long as they are in use").isEqualTo(new Slots(USUAL, 0));
    }

    @Test
    void leavesAGatewayItsPartWhileOthersWaitWithTheirs() {
        SlotShare share = share(holding(28), new Demand(28, 10, 0, 0), holding(28));

        assertThat(share.slots()).isEqualTo(new Slots(28, 0));
        assertThat(share.usualStarves()).as("it has its part").isFalse();
    }

    @Test
    void hasGatewaysTakeTurnsWhereThereAreFewerSlots() {
        Claim waits = claim(1, 0, 0, NOW - 5, 0);

        SlotShare later = share(claim(1, 0, 0, 0, 0), new Demand(0, 1, 0, 0), waits);
        assertThat(later.slots()).isEqualTo(Slots.NONE);
        assertThat(later.usualStarves()).isTrue();
        assertThat(share(waits, new Demand(0, 1, 0, 0), claim(1, 0, 0, NOW, 0)).slots())
                .isEqualTo(new Slots(1, 0));
    }

    @Test
    void letsAnUrgentMessageGoFirst() {
        assertThat(share(claim(1, 0, 0, NOW - 5, 0), new Demand(0, 1, 0, 0), claim(1, 0, 0, 0, NOW))
                        .slots())
                .isEqualTo(Slots.NONE);
    }

    @Test
    void leavesTheReserveToUrgentMessages() {
        assertThat(share(holding(0), new Demand(0, 1000, 0, 0)).slots()).isEqualTo(new Slots(USUAL, 0));
        assertThat(share(holding(USUAL), new Demand(USUAL, 0, 0, 1)).slots().reserved())
                .isPositive();
        assertThat(share(holding(0), new Demand(0, 0, 0, 1000)).slots()).isEqualTo(new Slots(USUAL, MOST - USUAL));
    }

    @Test
    void neverAllowsMoreInAllThanTheLowestNumber() {
        for (int lowest = 1; lowest <= MOST; lowest++) {
            for (int held = 0; held <= MOST; held += 7) {
                Claim other = claim(lowest, Math.min(held, USUAL), Math.max(0, held - USUAL), 0, 0);
                Slots slots =
                        share(holding(0), new Demand(0, 100, 0, 100), other).slots();

                assertThat(slots.all() == 0 || slots.all() + held <= lowest)
                        .as("%d with %d held elsewhere, of %d", slots.all(), held, lowest)
                        .isTrue();
            }
        }
    }
}

package io.staffetta.continuity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContinuityCheckTest {

    private static final Place HERE = new Place("m1", "/srv/staffetta/data", 7);

    private static Optional<MarkContent> told(long sequence, Place place) {
        return Optional.of(new MarkContent(sequence, sequence - 1, place, Instant.parse("2026-11-29T10:00:00Z")));
    }

    private static Optional<String> judge(Optional<MarkContent> witness, Optional<MarkContent> ledger) {
        return ContinuityCheck.ofLedger(witness, ledger, false, HERE);
    }

    @Test
    void findsNothingWhereAllIsAsItWasLeft() {
        assertThat(judge(Optional.empty(), Optional.empty())).isEmpty();
        assertThat(judge(told(5, HERE), told(5, HERE))).isEmpty();
    }

    @Test
    void findsNothingWhereTheGatewayWasKilledBetweenTwoOfThem() {
        assertThat(judge(told(5, HERE), told(6, HERE))).isEmpty();
        assertThat(ContinuityCheck.ofBroker(5, 5, 6)).isEmpty();
        assertThat(ContinuityCheck.ofBroker(6, 5, 6)).isEmpty();
    }

    @Test
    void findsALedgerThatWasPutBack() {
        assertThat(judge(told(5, HERE), told(4, HERE)))
                .hasValueSatisfying(why -> assertThat(why).startsWith("the ledger is of 2026-11-29T10:00:00Z"));
        assertThat(judge(told(5, HERE), Optional.empty()))
                .hasValueSatisfying(why -> assertThat(why).startsWith("the ledger knows nothing of this gateway"));
        assertThat(ContinuityCheck.ofBroker(9, 1, 4))
                .hasValueSatisfying(why -> assertThat(why).startsWith("the ledger is older than the queues"));
    }

    @Test
    void findsNothingWhereLedgerAndQueuesAreNew() {
        assertThat(ContinuityCheck.ofLedger(told(5, HERE), Optional.empty(), true, HERE))
                .isEmpty();
        assertThat(ContinuityCheck.ofBroker(0, 0, 0)).isEmpty();
    }

    @Test
    void findsQueuesThatWerePutBack() {
        assertThat(ContinuityCheck.ofBroker(3, 4, 5))
                .hasValueSatisfying(why -> assertThat(why).startsWith("the queues are older than the ledger"));
    }

    @Test
    void findsALedgerThatWentOnWithoutTheHome() {
        assertThat(judge(told(5, HERE), told(7, HERE)))
                .hasValueSatisfying(why -> assertThat(why).contains("a copy of this home has run"));
    }

    @Test
    void findsDataOfAnotherPlaceButNotThoseThatWereMovedOrPutBack() {
        Place copied = new Place("m1", "/srv/copy/data", 8);
        Place moved = new Place("m1", "/srv/copy/data", 7);
        Place putBack = new Place("m1", "/srv/staffetta/data", 8);
        Place elsewhere = new Place("m2", "/srv/staffetta/data", 7);

        assertThat(judge(told(5, copied), told(5, copied)))
                .hasValueSatisfying(why -> assertThat(why).startsWith("the data were in /srv/copy/data before"));
        assertThat(judge(told(5, elsewhere), told(5, elsewhere))).hasValueSatisfying(why -> assertThat(why)
                .startsWith("the data were in /srv/staffetta/data of another machine"));
        assertThat(judge(told(5, moved), told(5, moved))).isEmpty();
        assertThat(judge(told(5, putBack), told(5, putBack))).isEmpty();
    }
}

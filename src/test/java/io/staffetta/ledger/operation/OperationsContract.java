package io.staffetta.ledger.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.ledger.DeadLetterRecord;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.Retention;
import io.staffetta.ledger.TestLedger;
import io.staffetta.ledger.history.Entry;
import io.staffetta.ledger.history.Intervention;
import io.staffetta.ledger.history.LetterFacts;
import io.staffetta.ledger.history.LetterRow;
import io.staffetta.ledger.history.State;
import io.staffetta.ledger.store.LedgerStore;
import io.staffetta.message.MessageId;
import io.staffetta.message.Priority;
import io.staffetta.message.SmsMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Dead letters and operations in whichever database. */
abstract class OperationsContract {

    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    private Ledger ledger;
    private Operations operations;
    private ListedLetters letters;

    /** Opens the store of this test. */
    abstract LedgerStore store();

    @BeforeEach
    void open() {
        ledger = new Ledger(store(), "test", Duration.ofDays(7), Duration.ofMinutes(1), Clock.systemUTC());
        for (String table : List.of(
                "message", "dead_letter", "dead_letter_note", "intervention", "operation", "operation_item", "lease")) {
            ledger.read(connection -> connection.createStatement().executeUpdate("delete from " + table));
        }
        operations = new Operations(ledger);
        letters = new ListedLetters(ledger);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private String waiting(String source, State state) {
        SmsMessage message = new SmsMessage(
                MessageId.next(),
                "+393330000001",
                "Ciao",
                "",
                "",
                "",
                Priority.NORMAL,
                source,
                NOW.plusSeconds(3600),
                Instant.EPOCH,
                false,
                "");
        Ledger.await(
                TestLedger.take(ledger, source, "", List.of(new Entry(message, "main", 1, 0, state, "", "", NOW))));
        return message.id();
    }

    @Test
    void countsTheSmsOfAllThatIsLeftByAccount() {
        for (int segments : List.of(2, 4, 0)) {
            String id = MessageId.next();
            SmsMessage message = new SmsMessage(
                    id,
                    "+393330000001",
                    "Ciao",
                    "",
                    "",
                    "",
                    Priority.NORMAL,
                    "http",
                    NOW.plusSeconds(3600),
                    Instant.EPOCH,
                    false,
                    "");
            Ledger.await(TestLedger.take(
                    ledger, "http", "", List.of(new Entry(message, "main", segments, 0, State.QUEUED, "", "", NOW))));
            ledger.dead(new DeadLetterRecord(
                    id, "http", 0, segments == 4 ? "other" : "main", "REFUSED", "no", NOW, until(NOW.plusSeconds(60))));
        }
        dead("REFUSED", "expired: it is not left", until(NOW.minusSeconds(60)));

        OperationRecord dry = order(OperationKind.REDRIVE, OperationFilter.ALL, List.of(), true);

        assertThat(operations.lettersLeft(dry.id()))
                .containsExactly(new LettersLeft("main", 2, 1, 2), new LettersLeft("other", 1, 1, 4));
        assertThat(operations.lettersLeft(dry.id()).get(0).estimatedSegments()).isEqualTo(4);
        assertThat(new LettersLeft("none", 3, 0, 0).estimatedSegments()).isEqualTo(3);
    }

    private String dead(String reason, String detail, LetterFacts facts) {
        String id = waiting("http:crm", State.QUEUED);
        ledger.dead(new DeadLetterRecord(id, "http:crm", 0, "main", reason, detail, NOW, facts));
        return id;
    }

    private static LetterFacts until(Instant deadline) {
        return new LetterFacts(1, "", "", false, deadline, true);
    }

    private OperationRecord order(OperationKind kind, OperationFilter filter, List<String> ids, boolean isDry) {
        return operations.order(new NewOperation(
                MessageId.next(),
                new OperationTerms(kind, "", 0, null, null, "why"),
                "who",
                ids,
                filter,
                "{}",
                isDry,
                NOW));
    }

    private void settle(OperationRecord operation, OperationItem item, ItemOutcome outcome) {
        operations.settle(List.of(new Settlement(operation.id(), item, outcome, NOW, outcome == ItemOutcome.DONE)));
    }

    @Test
    void fixesTheSetAndSaysWhatIsLeftAndWhy() {
        dead("REFUSED", "no", until(NOW.plusSeconds(60)));
        dead("REFUSED", "no", until(NOW.minusSeconds(60)));
        dead("UNKNOWN", "perhaps", new LetterFacts(1, "WAIT", "node1", true, null, true));
        letters.found(List.of(new LetterRow(
                MessageId.next(),
                -1,
                "MALFORMED",
                "",
                "a stranger's",
                NOW,
                "jms",
                new LetterFacts(0, "", "", false, null, false))));

        OperationRecord all = order(OperationKind.REDRIVE, OperationFilter.ALL, List.of(), false);
        dead("REFUSED", "no", until(NOW.plusSeconds(60)));

        assertThat(all.left()).isEqualTo(1);
        assertThat(all.outcomes())
                .isEqualTo(Map.of(ItemOutcome.EXPIRED, 1L, ItemOutcome.PERHAPS_SENT, 1L, ItemOutcome.NOT_OURS, 1L));
        assertThat(operations.find(all.id()).orElseThrow().total()).isEqualTo(4);
        assertThat(order(OperationKind.REDRIVE, OperationFilter.ofReason("UNKNOWN"), List.of(), false)
                        .left())
                .isEqualTo(1);
        assertThat(order(OperationKind.SETTLE, OperationFilter.ALL, List.of(), false)
                        .outcomes())
                .containsEntry(ItemOutcome.NOT_UNKNOWN, 3L);
    }

    @Test
    void knowsWhichIdsThereAre() {
        String one = dead("REFUSED", "no", until(null));
        String none = MessageId.next();

        OperationRecord some = order(OperationKind.DISCARD, OperationFilter.ALL, List.of(one, none, one), false);

        assertThat(some.left()).isEqualTo(1);
        assertThat(operations.items(some.id(), 0, ItemOutcome.NOT_FOUND, 10))
                .extracting(OperationItem::messageId)
                .containsExactly(none);
    }

    @Test
    void keepsWhatWasDoneWhateverIsToldLater() {
        dead("REFUSED", "no", until(null));
        OperationRecord one = order(OperationKind.DISCARD, OperationFilter.ALL, List.of(), false);
        OperationItem item = operations.left(one.id(), 0, 10).get(0);
        assertThat(operations.end(one.id(), NOW)).isFalse();

        settle(one, item, ItemOutcome.GONE);
        settle(one, item, ItemOutcome.DONE);
        settle(one, item, ItemOutcome.GONE);

        assertThat(operations.find(one.id()).orElseThrow().outcomes()).isEqualTo(Map.of(ItemOutcome.DONE, 1L));
        assertThat(operations.end(one.id(), NOW)).isTrue();
        assertThat(operations.cancel(one.id(), NOW)).isFalse();
        assertThat(letters.list(OperationFilter.ALL, "", 10).orElseThrow()).isEmpty();
    }

    @Test
    void doesNotListAgainWhatAPersonHasDealtWithUnlessItDiesAgain() {
        String id = dead("REFUSED", "no", until(null));
        ledger.intervened(List.of(new Intervention(id, 0, Intervention.Deed.REDRIVEN, NOW, "who", "", "")));

        ledger.dead(new DeadLetterRecord(id, "http:crm", 0, "main", "REFUSED", "no", NOW));
        assertThat(letters.find(id)).isEmpty();

        ledger.dead(new DeadLetterRecord(id, "http:crm", 1, "main", "REFUSED", "no", NOW));
        assertThat(letters.find(id).orElseThrow().letter().redriveCount()).isEqualTo(1);
        ledger.intervened(List.of(new Intervention(id, 1, Intervention.Deed.SETTLED, NOW, "who", "", "")));
        assertThat(ledger.messages().withIds(List.of(id)).get(0).state()).isEqualTo(State.ACCEPTED);
    }

    @Test
    void groupsByWhatDetailsHaveInCommonAndKeepsNotes() {
        dead("REFUSED", "error 17", until(null));
        dead("REFUSED", "error 4", until(null));
        dead("EXHAUSTED", "busy", until(null));

        List<LetterGroup> groups = letters.groups(OperationFilter.ALL, EnumSet.allOf(GroupPart.class), 10);
        letters.note(groups.get(0).key(), "they know", "who", NOW);

        assertThat(groups).extracting(LetterGroup::count).containsExactly(2L, 1L);
        assertThat(groups.get(0).parts()).containsEntry(GroupPart.DETAIL, "error #");
        assertThat(letters.groups(OperationFilter.ALL, EnumSet.allOf(GroupPart.class), 10)
                        .get(0)
                        .note()
                        .text())
                .isEqualTo("they know");
        assertThat(letters.list(OperationFilter.ALL, "", 2).orElseThrow()).hasSize(2);
        assertThat(letters.list(OperationFilter.ALL, MessageId.next(), 2)).isEmpty();
    }

    @Test
    void meansMessagesThatWaitOfAnApplication() {
        String ours = waiting("http:crm", State.QUEUED);
        waiting("http:crm2", State.QUEUED);
        String waits = waiting("jms:crm", State.WAITING);
        OperationFilter crm = new OperationFilter("", "", "", null, null, "", "", List.of(), "crm", "", "", "", "");

        OperationRecord cancel = order(OperationKind.CANCEL, crm, List.of(), false);

        assertThat(operations.left(cancel.id(), 0, 10))
                .extracting(OperationItem::messageId)
                .containsExactlyInAnyOrder(ours, waits);
        assertThat(order(OperationKind.HURRY, crm, List.of(), false).outcomes())
                .isEqualTo(Map.of(ItemOutcome.NOT_WAITING, 1L));
    }

    @Test
    void doesADryRunOnceAndForgetsWhatIsOld() {
        dead("REFUSED", "no", until(null));
        OperationRecord plan = order(OperationKind.DISCARD, OperationFilter.ALL, List.of(), true);
        assertThat(operations.open()).isEmpty();
        assertThat(operations.start(plan.id(), "another", NOW)).isTrue();
        assertThat(operations.start(plan.id(), "another", NOW)).isFalse();
        assertThat(operations.cancel(plan.id(), NOW)).isTrue();
        OperationRecord open = order(OperationKind.DISCARD, OperationFilter.ALL, List.of(), false);
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(40));

        try (Retention retention = new Retention(ledger, Duration.ZERO, Duration.ofDays(30), later)) {
            retention.run();
        }

        assertThat(operations.find(plan.id())).isEmpty();
        assertThat(operations.find(open.id())).isPresent();
    }
}

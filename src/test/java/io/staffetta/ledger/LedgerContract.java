package io.staffetta.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.ledger.accounts.AccountMove;
import io.staffetta.ledger.accounts.AccountOrders;
import io.staffetta.ledger.accounts.AccountPause;
import io.staffetta.ledger.batch.Batches;
import io.staffetta.ledger.history.AttemptDecision;
import io.staffetta.ledger.history.AttemptRecord;
import io.staffetta.ledger.history.Entry;
import io.staffetta.ledger.history.MessageRecord;
import io.staffetta.ledger.history.MessageVersion;
import io.staffetta.ledger.history.Messages;
import io.staffetta.ledger.history.Routed;
import io.staffetta.ledger.history.State;
import io.staffetta.ledger.store.EntryRefusedException;
import io.staffetta.ledger.store.LedgerCommand;
import io.staffetta.ledger.store.LedgerStore;
import io.staffetta.ledger.store.Sql;
import io.staffetta.message.MessageId;
import io.staffetta.message.Outcome;
import io.staffetta.message.Priority;
import io.staffetta.message.SmsMessage;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every ledger does, whatever it is kept in. */
abstract class LedgerContract {

    private static final Clock CLOCK = Clock.systemUTC();

    private Ledger ledger;

    /** Opens the store of this test; each call opens the same. */
    abstract LedgerStore store();

    @BeforeEach
    void open() {
        ledger = ledger();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private Ledger ledger() {
        return new Ledger(store(), "test", Duration.ofDays(7), Duration.ofMinutes(1), CLOCK);
    }

    private static SmsMessage message(String reference) {
        return new SmsMessage(
                MessageId.next(),
                "+393330000001",
                "Ciao \u0000 €",
                "",
                "",
                reference,
                Priority.NORMAL,
                "http",
                CLOCK.instant().plus(1, ChronoUnit.DAYS),
                Instant.EPOCH,
                false,
                "");
    }

    private static Entry entry(SmsMessage message) {
        return new Entry(message, "main", 1, 0, State.TAKEN, "", "", CLOCK.instant());
    }

    private static AcceptResult take(Ledger ledger, SmsMessage message) {
        return Ledger.await(TestLedger.take(ledger, "http", message.reference(), List.of(entry(message))));
    }

    private static AttemptDecision begin(Ledger ledger, SmsMessage message, int requeueCount) {
        return ledger.attempts()
                .begin(
                        entry(message),
                        new MessageVersion(message.id(), 0, requeueCount),
                        "messagenet",
                        ledger.attempts().nextToken(),
                        CLOCK.instant(),
                        true,
                        1000);
    }

    private static void end(
            Ledger ledger, SmsMessage message, int number, int requeueCount, Outcome.Kind outcome, long token) {
        TestLedger.end(ledger, ended(ledger, message, number, requeueCount, outcome, token), null);
    }

    private static AttemptRecord ended(
            Ledger ledger, SmsMessage message, int number, int requeueCount, Outcome.Kind outcome, long token) {
        return new AttemptRecord(
                message.id(),
                number,
                0,
                requeueCount,
                "main",
                "messagenet",
                ledger.node(),
                token,
                CLOCK.instant(),
                CLOCK.instant(),
                Outcome.of(outcome, "why", 503, "199", 1500, "77"));
    }

    private State state(SmsMessage message) {
        return ledger.read(connection -> Messages.withIds(connection, List.of(message.id())))
                .get(0)
                .state();
    }

    @Test
    void keepsPausesAndMovesOfAccountsAndCountsWhatWaits() {
        AccountOrders orders = new AccountOrders(ledger);
        Instant since = Instant.parse("2026-03-01T12:00:00Z");
        Instant until = since.plusSeconds(60);
        orders.pause(new AccountPause("first", since, null, "anna", ""));
        orders.pause(new AccountPause("first", since.plusSeconds(9), until, "carlo", "maintenance"));
        orders.pause(new AccountPause("second", since, null, "anna", ""));

        assertThat(orders.pauses())
                .containsExactly(
                        new AccountPause("first", since, until, "carlo", "maintenance"),
                        new AccountPause("second", since, null, "anna", ""));
        assertThat(orders.resume(new AccountPause("first", since, until.plusSeconds(1), "", "")))
                .isFalse();
        assertThat(orders.resume("first")).isTrue();
        assertThat(orders.resume("first")).isFalse();
        assertThat(orders.resume("second")).isTrue();

        SmsMessage message = message("");
        take(ledger, message);
        long before = orders.waiting().get("main");
        orders.reassign(message.id(), "moved-to");
        assertThat(orders.waiting()).containsEntry("moved-to", 1L);
        assertThat(orders.waiting().getOrDefault("main", 0L)).isEqualTo(before - 1);
        orders.move(new AccountMove("gone", "main", since, "anna"));
        orders.move(new AccountMove("gone", "moved-to", since, "anna"));
        assertThat(orders.moves()).containsExactly(new AccountMove("gone", "moved-to", since, "anna"));
        orders.moved("gone");
        assertThat(orders.moves()).isEmpty();
    }

    @Test
    void followsAMessageFromItsArrivalToItsAcceptance() {
        SmsMessage message = message("");

        assertThat(take(ledger, message).isDuplicate()).isFalse();
        assertThat(state(message)).isEqualTo(State.TAKEN);
        assertThat(begin(ledger, message, 0)).isEqualTo(new AttemptDecision.Go(1));
        end(ledger, message, 1, 0, Outcome.Kind.BUSY, 1);
        assertThat(state(message)).isEqualTo(State.WAITING);
        assertThat(begin(ledger, message, 1)).isEqualTo(new AttemptDecision.Go(2));
        end(ledger, message, 2, 1, Outcome.Kind.ACCEPTED, 2);

        MessageRecord record = ledger.read(connection -> Messages.withIds(connection, List.of(message.id())))
                .get(0);
        assertThat(record.state()).isEqualTo(State.ACCEPTED);
        assertThat(record.providerMessageId()).isEqualTo("77");
        assertThat(record.text()).startsWith("Ciao ").endsWith(" €");
        assertThat(begin(ledger, message, 1)).isInstanceOf(AttemptDecision.AlreadyAccepted.class);
    }

    @Test
    void keepsWhatChoseTheAccountWhicheverSendsItLater() {
        SmsMessage byRule = message("");
        SmsMessage unknown = message("");
        Routed routed = new Routed("reception", "rule 2");
        Ledger.await(TestLedger.take(ledger, "http", "", List.of(entered(byRule, "reception", 0, routed))));
        take(ledger, unknown);
        // A redrive with another account.
        Ledger.await(TestLedger.take(ledger, "http", "", List.of(entered(byRule, "main", 1, Routed.UNKNOWN))));

        assertThat(entryOf(byRule))
                .singleElement()
                .returns("main", MessageRecord::account)
                .returns(routed, MessageRecord::routed);
        assertThat(entryOf(unknown)).singleElement().returns(Routed.UNKNOWN, MessageRecord::routed);
    }

    private List<MessageRecord> entryOf(SmsMessage message) {
        return ledger.read(connection -> Messages.withIds(connection, List.of(message.id())));
    }

    private static Entry entered(SmsMessage message, String account, int redriveCount, Routed routed) {
        return new Entry(message, account, 1, redriveCount, State.QUEUED, "", "", CLOCK.instant(), "", routed);
    }

    @Test
    void givesTheFirstMessageOfAReference() {
        SmsMessage first = message("order-" + MessageId.next());
        SmsMessage second = new SmsMessage(
                MessageId.next(),
                first.to(),
                first.text(),
                "",
                "",
                first.reference(),
                Priority.NORMAL,
                "http",
                first.deadline(),
                Instant.EPOCH,
                false,
                "");

        assertThat(take(ledger, first).isDuplicate()).isFalse();
        AcceptResult again = take(ledger, second);

        assertThat(again.first()).singleElement().extracting(MessageRecord::id).isEqualTo(first.id());
        assertThat(again.isUncertain()).isTrue();
        // The very same message is no duplicate of itself: the broker has brought it again.
        assertThat(take(ledger, first).isDuplicate()).isFalse();
        // An attempt shows that it was on its queue.
        begin(ledger, first, 0);
        assertThat(take(ledger, second).isUncertain()).isFalse();
        // Another source has references of its own.
        assertThat(Ledger.await(TestLedger.take(ledger, "jms", second.reference(), List.of(entry(second))))
                        .isDuplicate())
                .isFalse();
    }

    private static SmsMessage like(SmsMessage first, String to, String text) {
        return new SmsMessage(
                MessageId.next(),
                to,
                text,
                "",
                "Other",
                first.reference(),
                Priority.HIGH,
                "http",
                first.deadline().plusSeconds(1),
                Instant.EPOCH,
                false,
                "");
    }

    @Test
    void takesAReferenceWithAnotherRecipientOrTextForAMistakeAndEntersNothing() {
        SmsMessage first = message("order-" + MessageId.next());
        take(ledger, first);
        SmsMessage otherText = like(first, first.to(), first.text() + ".");
        SmsMessage otherRecipient = like(first, "+393330000002", first.text());
        SmsMessage repeat = like(first, first.to(), first.text());

        for (SmsMessage other : List.of(otherText, otherRecipient)) {
            AcceptResult taken = take(ledger, other);
            assertThat(taken.conflict()).isEqualTo(first.id());
            assertThat(taken.isDuplicate()).isFalse();
            assertThat(ledger.messages().find(other.id())).isEmpty();
        }
        assertThat(take(ledger, repeat).isConflict()).isFalse();
        assertThat(take(ledger, repeat).first()).extracting(MessageRecord::id).containsExactly(first.id());
    }

    private AcceptRequest taking(SmsMessage message) {
        return new AcceptRequest("http", message.reference(), List.of(entry(message)));
    }

    @Test
    void entersNothingOfARequestOfWhichOneReferenceCameBeforeWithAnotherText() {
        SmsMessage first = message("order-" + MessageId.next());
        take(ledger, first);
        SmsMessage good = message("order-" + MessageId.next());
        SmsMessage other = like(first, first.to(), first.text() + ".");
        SmsMessage alone = message("order-" + MessageId.next());

        List<Entered> entered = Ledger.await(ledger.takeAll(
                List.of(List.of(taking(alone)), List.of(taking(good), taking(other)), List.of(taking(message(""))))));

        assertThat(entered).noneMatch(Entered::isRefused);
        assertThat(entered.get(1).taken()).extracting(AcceptResult::conflict).containsExactly("", first.id());
        assertThat(ledger.messages().find(good.id())).isEmpty();
        assertThat(ledger.messages().find(alone.id())).hasSize(1);
        // Nor is its reference taken.
        SmsMessage again = like(good, good.to(), "Something else");
        assertThat(take(ledger, again).isConflict()).isFalse();
        assertThat(ledger.messages().find(again.id())).hasSize(1);
    }

    @Test
    void entersNothingOfARequestOfWhichItDoesNotKeepOneMessageAndTheOthersAllTheSame() {
        SmsMessage good = message("order-" + MessageId.next());
        SmsMessage before = message("order-" + MessageId.next());
        SmsMessage after = message("order-" + MessageId.next());
        AcceptRequest bad = new AcceptRequest(
                "http", "", List.of(new Entry(message(""), "main", 1, 0, null, "", "", CLOCK.instant())));

        List<Entered> entered = Ledger.await(ledger.takeAll(
                List.of(List.of(taking(before)), List.of(taking(good), bad), List.of(bad), List.of(taking(after)))));

        assertThat(entered).extracting(Entered::refused).containsExactly(-1, 1, 0, -1);
        assertThat(ledger.messages().find(good.id())).isEmpty();
        assertThat(ledger.messages().find(before.id())).hasSize(1);
        assertThat(ledger.messages().find(after.id())).hasSize(1);
        assertThat(take(ledger, like(good, good.to(), "Something else")).isConflict())
                .isFalse();
    }

    @Test
    void takesTheSameTextWithOtherLineEndsOrBlanksAtItsEndForARepeat() {
        SmsMessage first = like(message("order-" + MessageId.next()), "+393330000001", "Porta aperta\nPiano 2");
        take(ledger, first);

        for (String text :
                List.of("Porta aperta\r\nPiano 2", "Porta aperta\nPiano 2\n", "Porta aperta\r\nPiano 2 \r\n")) {
            AcceptResult taken = take(ledger, like(first, first.to(), text));
            assertThat(taken.isConflict()).isFalse();
            assertThat(taken.first()).extracting(MessageRecord::id).containsExactly(first.id());
        }
        assertThat(take(ledger, like(first, first.to(), "Porta aperta Piano 2")).conflict())
                .isEqualTo(first.id());
    }

    @Test
    void takesTheSameRecipientsInAnotherOrderForTheSame() {
        SmsMessage one = message("order-" + MessageId.next());
        SmsMessage two = like(one, "+393330000002", one.text());
        Ledger.await(TestLedger.take(ledger, "http", one.reference(), List.of(entry(one), entry(two))));

        AcceptResult turned = Ledger.await(TestLedger.take(
                ledger,
                "http",
                one.reference(),
                List.of(entry(like(one, two.to(), two.text())), entry(like(one, one.to(), one.text())))));
        AcceptResult fewer = take(ledger, like(one, one.to(), one.text()));

        assertThat(turned.isDuplicate()).isTrue();
        assertThat(fewer.conflict()).isEqualTo(one.id());
    }

    @Test
    void takesAReferenceOfWhichNothingMoreIsKnownForTheSame() {
        SmsMessage first = message("order-" + MessageId.next());
        take(ledger, first);
        Ledger.await(ledger.submit(
                (connection, inputs) -> {
                    try (var statement =
                            connection.prepareStatement("update reference set digest = null where reference = ?")) {
                        Sql.bind(statement, first.reference()).executeUpdate();
                    }
                    return inputs;
                },
                ""));

        assertThat(take(ledger, like(first, first.to(), "Something else")).isDuplicate())
                .isTrue();
    }

    @Test
    void decidesAmongMessagesOfOneReferenceThatComeAtOnce() {
        String reference = "order-" + MessageId.next();
        List<CompletableFuture<AcceptResult>> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(TestLedger.take(ledger, "http", reference, List.of(entry(message(reference)))));
        }

        assertThat(all.stream().map(Ledger::await).filter(taken -> !taken.isDuplicate()))
                .hasSize(1);
    }

    @Test
    void closesAnAttemptAsUnknownThatADeadProcessLeftOpen() {
        SmsMessage message = message("");
        take(ledger, message);
        begin(ledger, message, 0);
        end(ledger, message, 1, 0, Outcome.Kind.NOT_SENT, 1);
        // Never closed: as if the process had been killed.
        assertThat(begin(ledger, message, 1)).isEqualTo(new AttemptDecision.Go(2));
        abandonAll();

        AttemptDecision verdict = begin(ledger, message, 1);

        assertThat(verdict).isInstanceOfSatisfying(AttemptDecision.Tried.class, tried -> {
            assertThat(tried.attempt().number()).isEqualTo(2);
            assertThat(tried.attempt().result().kind()).isEqualTo(Outcome.Kind.UNKNOWN);
            assertThat(tried.attempt().result().detail()).contains("cut off");
            assertThat(tried.attempt().isCutOff()).isTrue();
            assertThat(ledger.nodes().name(tried.attempt().node())).isEqualTo("test");
        });
        // And stays so.
        assertThat(begin(ledger, message, 1)).isInstanceOfSatisfying(AttemptDecision.Tried.class, tried -> assertThat(
                        tried.attempt().isCutOff())
                .isTrue());
    }

    private void abandonAll() {
        long last = ledger.attempts().nextToken();
        for (long token = 1; token <= last; token++) {
            ledger.attempts().abandon(token);
        }
    }

    @Test
    void beginsNothingWhileSendingIsOnHold() {
        SmsMessage begun = message("");
        SmsMessage next = message("");
        take(ledger, begun);
        take(ledger, next);
        begin(ledger, begun, 0);
        assertThat(ledger.attempts().underWay()).isEqualTo(1);

        assertThat(ledger.sending().place("a restore")).isTrue();
        assertThat(ledger.sending().place("another reason")).isFalse();

        assertThat(ledger.sending().now())
                .hasValueSatisfying(hold -> assertThat(hold.reason()).isEqualTo("a restore"));
        assertThat(begin(ledger, next, 0)).isEqualTo(new AttemptDecision.Held());
        assertThat(state(next)).isEqualTo(State.TAKEN);
        assertThat(begin(ledger, begun, 0)).isInstanceOf(AttemptDecision.InProgress.class);
        assertThat(ledger.sending().resume()).isTrue();
        assertThat(ledger.sending().resume()).isFalse();
        assertThat(begin(ledger, next, 0)).isEqualTo(new AttemptDecision.Go(1));
    }

    @Test
    void waitsForAnAttemptOfItsOwnThatIsUnderWay() {
        SmsMessage message = message("");
        take(ledger, message);
        begin(ledger, message, 0);

        assertThat(begin(ledger, message, 0)).isInstanceOf(AttemptDecision.InProgress.class);
    }

    @Test
    void opensAnAttemptOnceThoughAskedAgainAfterALostAnswer() {
        SmsMessage message = message("");
        long token = ledger.attempts().nextToken();
        for (int i = 0; i < 2; i++) {
            assertThat(ledger.attempts()
                            .begin(
                                    entry(message),
                                    new MessageVersion(message.id(), 0, 0),
                                    "messagenet",
                                    token,
                                    CLOCK.instant(),
                                    true,
                                    1000))
                    .isEqualTo(new AttemptDecision.Go(1));
        }
    }

    @Test
    void onlyJudgesWhereNoAttemptIsWanted() {
        SmsMessage message = message("");
        take(ledger, message);
        for (int i = 0; i < 2; i++) {
            assertThat(ledger.attempts()
                            .begin(
                                    entry(message),
                                    new MessageVersion(message.id(), 0, 0),
                                    "messagenet",
                                    ledger.attempts().nextToken(),
                                    CLOCK.instant(),
                                    false,
                                    0))
                    .isEqualTo(new AttemptDecision.Go(1));
        }
    }

    @Test
    void notesADeadLetterBeforeAndAfterItIsKept() {
        SmsMessage message = message("");
        take(ledger, message);

        assertThat(claim(message, 0)).isEqualTo(DeadLetterLease.FIRST);
        assertThat(state(message)).isEqualTo(State.DYING);
        ledger.dead(death(message, 0));
        assertThat(state(message)).isEqualTo(State.DEAD);
        assertThat(begin(ledger, message, 0)).isEqualTo(new AttemptDecision.Superseded());
        assertThat(claim(message, 0)).isEqualTo(DeadLetterLease.AGAIN);
        // Redriven, it may end the same way.
        Ledger.await(TestLedger.take(
                ledger, "http", "", List.of(new Entry(message, "main", 1, 1, State.TAKEN, "", "", CLOCK.instant()))));
        assertThat(state(message)).isEqualTo(State.TAKEN);
        assertThat(claim(message, 1)).isEqualTo(DeadLetterLease.FIRST);
    }

    @Test
    void closesAnAttemptAndClaimsItsDeadLetterInOneTurn() {
        SmsMessage message = message("");
        begin(ledger, message, 0);
        long token = ledger.attempts().nextToken();
        AttemptTurn turn = ledger.attempts().turn();

        CompletableFuture<Void> closed = turn.end(ended(ledger, message, 1, 0, Outcome.Kind.REFUSED, 1), null);
        CompletableFuture<DeadLetterLease> first = turn.leaseDeadLetter(death(message, 0), token);
        CompletableFuture<DeadLetterLease> copy =
                turn.leaseDeadLetter(death(message, 0), ledger.attempts().nextToken());
        turn.submit();
        Ledger.await(closed);

        assertThat(Ledger.await(first)).isEqualTo(DeadLetterLease.FIRST);
        assertThat(Ledger.await(copy)).isEqualTo(DeadLetterLease.HELD);
        assertThat(state(message)).isEqualTo(State.DYING);
        assertThat(ledger.messages().attempts(message.id()))
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.result().kind()).isEqualTo(Outcome.Kind.REFUSED));
        AttemptTurn last = ledger.attempts().turn();
        CompletableFuture<Void> dead = last.dead(death(message, 0));
        last.submit();
        Ledger.await(dead);
        assertThat(state(message)).isEqualTo(State.DEAD);
        assertThat(claim(message, 0)).isEqualTo(DeadLetterLease.AGAIN);
    }

    @Test
    void wakesWhoWaitsForTheFirstOfATurnWhenTheOthersAreDone() {
        SmsMessage tried = message("");
        begin(ledger, tried, 0);
        AttemptTurn turn = ledger.attempts().turn();
        List<CompletableFuture<Void>> done = new ArrayList<>();
        List<Boolean> othersWereDone = new ArrayList<>();
        done.add(turn.end(ended(ledger, tried, 1, 0, Outcome.Kind.REFUSED, 1), null));
        for (int i = 0; i < 5; i++) {
            done.add(turn.dead(death(message(""), 0)));
        }

        CompletableFuture<Void> first = done.get(0)
                .thenRun(() -> othersWereDone.add(done.stream().skip(1).allMatch(CompletableFuture::isDone)));
        turn.submit();
        Ledger.await(first);

        assertThat(othersWereDone).containsExactly(true);
    }

    @Test
    void makesNoDeadLetterOfACopyOfACancelledMessage() {
        SmsMessage message = message("");
        take(ledger, message);
        new Batches(ledger).messages().cancel(List.of(message.id()));

        assertThat(ledger.messages().isSettled(message.id())).isTrue();
        assertThat(claim(message, 0)).isEqualTo(DeadLetterLease.NOT_WANTED);
        ledger.dead(death(message, 0));
        assertThat(state(message)).isEqualTo(State.CANCELLED);
    }

    @Test
    void letsOneOfSeveralCopiesDieAtATime() {
        SmsMessage message = message("");
        take(ledger, message);
        List<CompletableFuture<DeadLetterLease>> copies = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            copies.add(CompletableFuture.supplyAsync(() -> claim(message, 0)));
        }

        assertThat(copies.stream().map(CompletableFuture::join))
                .hasSize(20)
                .containsOnlyOnce(DeadLetterLease.FIRST)
                .containsOnly(DeadLetterLease.FIRST, DeadLetterLease.HELD);
        ledger.dead(death(message, 0));
        assertThat(claim(message, 0)).isEqualTo(DeadLetterLease.AGAIN);
    }

    @Test
    void letsACopyDieInPlaceOfOneThatGaveUp() {
        SmsMessage unreadable = message("");
        long first = ledger.attempts().nextToken();
        long second = ledger.attempts().nextToken();
        assertThat(ledger.deadLetterLeases().take(death(unreadable, 0), first)).isEqualTo(DeadLetterLease.FIRST);
        assertThat(ledger.deadLetterLeases().take(death(unreadable, 0), second)).isEqualTo(DeadLetterLease.HELD);
        // The answer to its commit was lost, and it asks again.
        assertThat(ledger.deadLetterLeases().take(death(unreadable, 0), first)).isEqualTo(DeadLetterLease.AGAIN);

        ledger.deadLetterLeases().release(unreadable.id(), first);

        assertThat(ledger.deadLetterLeases().take(death(unreadable, 0), second)).isEqualTo(DeadLetterLease.AGAIN);
        ledger.deadLetterLeases().release(unreadable.id(), first);
        assertThat(claim(unreadable, 0)).isEqualTo(DeadLetterLease.HELD);
    }

    @Test
    void doesNotWaitForACopyOfAProcessThatTheLedgerHasForgotten() throws Exception {
        SmsMessage message = message("");
        assertThat(claim(message, 0)).isEqualTo(DeadLetterLease.FIRST);
        assertThat(claim(message, 0)).isEqualTo(DeadLetterLease.HELD);

        update("update message set dying_node = 'forgotten' where id = ?", message.id());

        assertThat(claim(message, 0)).isEqualTo(DeadLetterLease.AGAIN);
    }

    @Test
    void renewsAClaimForAsLongAsItIsHeld() throws Exception {
        SmsMessage message = message("");
        claim(message, 0);
        long until = dyingUntil(message);
        // The clock of the database, which is that of this machine.
        assertThat(until).isBetween(CLOCK.millis() + 5_000, CLOCK.millis() + 15_000);

        await().atMost(Duration.ofSeconds(60)).until(() -> dyingUntil(message) > until);

        ledger.dead(death(message, 0));
        assertThat(dyingUntil(message)).isZero();
    }

    private DeadLetterLease claim(SmsMessage message, int redriveCount) {
        return ledger.deadLetterLeases()
                .take(death(message, redriveCount), ledger.attempts().nextToken());
    }

    private static DeadLetterRecord death(SmsMessage message, int redriveCount) {
        return new DeadLetterRecord(
                message.id(), "http", redriveCount, "main", "REFUSED", "bad number", CLOCK.instant());
    }

    private long dyingUntil(SmsMessage message) {
        return ledger.read(connection -> {
            try (PreparedStatement statement =
                            connection.prepareStatement("select dying_until from message where id = ?");
                    ResultSet row = Sql.bind(statement, message.id()).executeQuery()) {
                return row.next() ? row.getLong(1) : -1;
            }
        });
    }

    private void update(String sql, Object... values) {
        LedgerCommand<Object[], Void> batch = (connection, inputs) -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                Sql.bind(statement, inputs.get(0)).executeUpdate();
            }
            return Collections.singletonList(null);
        };
        Ledger.await(ledger.submit(batch, values));
    }

    @Test
    void doesTheWorkOfManyThreadsTogether() {
        List<SmsMessage> messages = IntStream.range(0, 500)
                .mapToObj(i -> message("many-" + MessageId.next()))
                .toList();

        assertThat(messages.parallelStream()
                        .map(message -> take(ledger, message))
                        .noneMatch(AcceptResult::isDuplicate))
                .isTrue();
        assertThat(messages.parallelStream().map(message -> begin(ledger, message, 0)))
                .containsOnly(new AttemptDecision.Go(1));
    }

    @Test
    void refusesOneEntryWithoutHarmToTheOthers() {
        SmsMessage good = message("");
        LedgerCommand<String, Void> bad = (connection, inputs) -> {
            throw new java.sql.SQLIntegrityConstraintViolationException("bad", "23000");
        };
        CompletableFuture<AcceptResult> taken = TestLedger.take(ledger, "http", "", List.of(entry(good)));
        CompletableFuture<Void> refused = ledger.submit(bad, "x");

        assertThat(Ledger.await(taken).isDuplicate()).isFalse();
        assertThat(refused)
                .failsWithin(Duration.ofSeconds(5))
                .withThrowableThat()
                .withCauseInstanceOf(EntryRefusedException.class);
        assertThat(ledger.isAvailable()).isTrue();
    }

    @Test
    void keepsEverythingWhenItIsOpenedAgain() {
        SmsMessage message = message("");
        take(ledger, message);
        begin(ledger, message, 0);
        end(ledger, message, 1, 0, Outcome.Kind.ACCEPTED, 1);
        ledger.close();

        ledger = ledger();

        assertThat(state(message)).isEqualTo(State.ACCEPTED);
    }
}

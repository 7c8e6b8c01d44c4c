package io.staffetta.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.ledger.figures.Dead;
import io.staffetta.ledger.figures.DueReports;
import io.staffetta.ledger.figures.FigureQueries;
import io.staffetta.ledger.figures.Figures;
import io.staffetta.ledger.figures.Waiting;
import io.staffetta.ledger.history.AttemptDecision;
import io.staffetta.ledger.history.AttemptRecord;
import io.staffetta.ledger.history.Entry;
import io.staffetta.ledger.history.Intervention;
import io.staffetta.ledger.history.MessageFilter;
import io.staffetta.ledger.history.MessageRecord;
import io.staffetta.ledger.history.MessageVersion;
import io.staffetta.ledger.history.Routed;
import io.staffetta.ledger.history.State;
import io.staffetta.ledger.person.People;
import io.staffetta.ledger.person.PersonRecords;
import io.staffetta.ledger.store.LedgerStore;
import io.staffetta.ledger.usage.UsageSum;
import io.staffetta.ledger.usage.Usages;
import io.staffetta.message.MessageId;
import io.staffetta.message.Outcome;
import io.staffetta.message.Priority;
import io.staffetta.message.SmsMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who asks every ledger, whatever it is kept in, what became of messages, and how it forgets them. */
abstract class UpkeepContract {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration ERASE = Duration.ofDays(30);
    private static final Duration DELETE = Duration.ofDays(365);
    private static final Duration WINDOW = Duration.ofDays(7);

    private final HandSetClock clock = new HandSetClock(START);
    private Ledger ledger;

    /** Opens the store of this test; each call opens the same. */
    abstract LedgerStore store();

    @BeforeEach
    void open() {
        ledger = new Ledger(store(), "test", WINDOW, Duration.ofMinutes(1), clock);
        for (String table : List.of("message", "attempt", "reference", "lease", "hold", "intervention", "usage")) {
            write("delete from " + table);
        }
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private void write(String sql) {
        ledger.read(connection -> connection.createStatement().executeUpdate(sql));
    }

    private Retention retention(Duration erase, Duration delete) {
        return new Retention(ledger, erase, delete, clock);
    }

    private long count(String table) {
        return ledger.read(connection -> {
            try (var rows = connection.createStatement().executeQuery("select count(*) from " + table)) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    private SmsMessage message(String source, String reference, Duration validity) {
        return new SmsMessage(
                MessageId.next(),
                "+393330000001",
                "Ciao",
                "",
                "",
                reference,
                Priority.NORMAL,
                source,
                clock.instant().plus(validity),
                Instant.EPOCH,
                false,
                "");
    }

    private SmsMessage taken(String source, String account, String reference, Duration validity) {
        SmsMessage message = message(source, reference, validity);
        AcceptResult taken = Ledger.await(TestLedger.take(ledger, source, reference, List.of(entry(message, account))));
        assertThat(taken.isDuplicate()).isFalse();
        return message;
    }

    private Entry entry(SmsMessage message, String account) {
        return new Entry(message, account, 1, 0, State.TAKEN, "", "", clock.instant());
    }

    private SmsMessage accepted(String reference) {
        SmsMessage message = taken("http", "main", reference, Duration.ofDays(1));
        end(message, Outcome.Kind.BUSY, 0);
        end(message, Outcome.Kind.ACCEPTED, 1);
        return message;
    }

    private void end(SmsMessage message, Outcome.Kind outcome, int requeueCount) {
        long token = ledger.attempts().nextToken();
        AttemptDecision verdict = ledger.attempts()
                .begin(
                        entry(message, "main"),
                        new MessageVersion(message.id(), 0, requeueCount),
                        "messagenet",
                        token,
                        clock.instant(),
                        true,
                        1000);
        assertThat(verdict).isEqualTo(new AttemptDecision.Go(requeueCount + 1));
        TestLedger.end(
                ledger,
                new AttemptRecord(
                        message.id(),
                        requeueCount + 1,
                        0,
                        requeueCount,
                        "main",
                        "messagenet",
                        ledger.node(),
                        token,
                        clock.instant(),
                        clock.instant(),
                        Outcome.of(outcome, "why", 0, "", 0, "77")),
                null);
    }

    private MessageRecord record(SmsMessage message) {
        return ledger.messages().find(message.id()).get(0).message();
    }

    private List<String> list(State state, String account, String source, Instant since, String before, int limit) {
        return ledger
                .messages()
                .list(new MessageFilter(state, account, source, since, before, limit))
                .orElseThrow()
                .stream()
                .map(story -> story.message().id())
                .toList();
    }

    @Test
    void tellsAMessageWithItsAttemptsByIdAndByReference() {
        SmsMessage message = accepted("order 1/a");

        assertThat(ledger.messages().find(message.id())).singleElement().satisfies(story -> {
            assertThat(story.message().state()).isEqualTo(State.ACCEPTED);
            assertThat(story.attempts())
                    .extracting(attempt -> attempt.result().kind())
                    .containsExactly(Outcome.Kind.BUSY, Outcome.Kind.ACCEPTED);
        });
        assertThat(ledger.messages().find("order 1/a"))
                .isEqualTo(ledger.messages().find(message.id()));
        assertThat(ledger.messages().find("order 1/b")).isEmpty();
    }

    private Figures figures() {
        return ledger.read(connection -> FigureQueries.read(connection, clock.instant()));
    }

    @Test
    void countsWhatWaitsAndWhatIsDeadAndSinceWhen() {
        assertThat(figures()).isEqualTo(new Figures(START, List.of(), List.of(), List.of(), List.of()));
        taken("http", "main", "", Duration.ofDays(1));
        SmsMessage busy = taken("http", "main", "", Duration.ofDays(1));
        clock.advance(Duration.ofMinutes(5));
        end(busy, Outcome.Kind.BUSY, 0);
        taken("http", "main", "", Duration.ofDays(1));
        Ledger.await(TestLedger.take(
                ledger,
                "http",
                "",
                List.of(new Entry(
                        message("http", "", Duration.ofDays(1)),
                        "main",
                        1,
                        0,
                        State.WAITING,
                        "",
                        "",
                        clock.instant()))));
        for (SmsMessage message :
                List.of(taken("http", "main", "", Duration.ofDays(1)), taken("http", "main", "", Duration.ofDays(1)))) {
            clock.advance(Duration.ofMinutes(1));
            ledger.dead(
                    new DeadLetterRecord(message.id(), "http", 0, "main", "REFUSED", "bad number", clock.instant()));
        }
        ledger.dead(new DeadLetterRecord("unreadable", "jms", 0, null, "MALFORMED", "no text", clock.instant()));
        accepted("");

        Figures figures = figures();

        assertThat(figures.waiting()).containsExactly(new Waiting("main", 2, START, 2, 1, START));
        assertThat(figures.due()).isEqualTo(3);
        assertThat(figures.messages()).isEqualTo(4);
        assertThat(figures.oldest()).isEqualTo(START);
        assertThat(figures.dead())
                .containsExactlyInAnyOrder(
                        new Dead("main", "REFUSED", 2, START.plusSeconds(360)),
                        new Dead("", "MALFORMED", 1, START.plusSeconds(420)));
        Map<String, Map<String, Long>> outcomes =
                ledger.read(connection -> FigureQueries.outcomes(connection, START.plusSeconds(1)));
        assertThat(outcomes.get("main")).containsEntry("ACCEPTED", 1L).containsEntry("DEAD", 2L);
    }

    @Test
    void countsNoDeadLetterThatWasDiscarded() {
        SmsMessage message = taken("http", "main", "", Duration.ofDays(1));
        ledger.dead(new DeadLetterRecord(message.id(), "http", 0, "main", "REFUSED", "bad number", clock.instant()));
        assertThat(figures().deadLetters()).isEqualTo(1);

        ledger.intervened(List.of(
                new Intervention(message.id(), 0, Intervention.Deed.DISCARDED, clock.instant(), "bob@host", "", "")));

        assertThat(figures().deadLetters()).isZero();
    }

    private List<String> accountsDue(Instant now) {
        return ledger.read(connection -> FigureQueries.accountsWithReportsDue(connection, now));
    }

    @Test
    void tellsWhichReportsAreOverdueByAccount() {
        for (String account : List.of("main", "other", "main")) {
            SmsMessage message = taken("http", account, "", Duration.ofDays(1));
            write("update message set state = 'ACCEPTED', report_due_at = "
                    + clock.instant().toEpochMilli() + " where id = '" + message.id() + "'");
        }
        assertThat(figures().overdueReports()).isZero();
        ReportNotes notes = new ReportNotes(ledger);
        assertThat(accountsDue(clock.instant().minusMillis(1))).isEmpty();
        assertThat(accountsDue(clock.instant())).containsExactly("main", "other");

        clock.advance(Duration.ofMinutes(10));

        assertThat(figures().reports())
                .containsExactly(new DueReports("main", 2, START), new DueReports("other", 1, START));
        assertThat(notes.expected("main", clock.instant(), 10)).hasSize(2);
        assertThat(notes.expected("main", clock.instant(), 1)).hasSize(1);
    }

    @Test
    void tellsAllMessagesOfOneReferenceTheNewestFirst() {
        SmsMessage http = taken("http", "main", "order-2", Duration.ofDays(1));
        clock.advance(Duration.ofSeconds(1));
        SmsMessage jms = taken("jms", "main", "order-2", Duration.ofDays(1));

        assertThat(ledger.messages().find("order-2"))
                .extracting(story -> story.message().id())
                .containsExactly(jms.id(), http.id());
    }

    @Test
    void tellsWhatPeopleDidWithADeadLetter() {
        SmsMessage message = taken("http", "main", "order-9", Duration.ofDays(1));
        Intervention redriven = new Intervention(
                message.id(), 0, Intervention.Deed.REDRIVEN, clock.instant(), "ada@host", "provider is back", "tim");
        Intervention discarded = new Intervention(
                message.id(), 1, Intervention.Deed.DISCARDED, clock.instant().plusSeconds(9), "bob@host", "", "");

        ledger.intervened(List.of(redriven));
        ledger.intervened(List.of(redriven, discarded));

        assertThat(ledger.messages().find(message.id()))
                .singleElement()
                .satisfies(story -> assertThat(story.interventions()).containsExactly(redriven, discarded));
        assertThat(ledger.messages().discards(List.of(message.id()))).containsOnlyKeys(message.id());

        clock.advance(DELETE.plusDays(1));
        retention(ERASE, DELETE).run();
        assertThat(count("intervention")).isZero();
    }

    @Test
    void listsMessagesTheNewestFirstPageByPage() {
        // Three of them in the same millisecond.
        List<String> ids = IntStream.range(0, 5)
                .mapToObj(i -> {
                    clock.advance(Duration.ofMillis(i < 2 ? 1 : 0));
                    return taken("http", "main", "", Duration.ofDays(1)).id();
                })
                .sorted((a, b) -> b.compareTo(a))
                .toList();

        List<String> first = list(null, "", "", null, "", 2);
        List<String> second = list(null, "", "", null, first.get(1), 2);
        List<String> third = list(null, "", "", null, second.get(1), 2);

        assertThat(first).hasSize(2);
        assertThat(second).hasSize(2);
        assertThat(third).hasSize(1);
        assertThat(List.of(first, second, third).stream().flatMap(List::stream))
                .containsExactlyInAnyOrderElementsOf(ids);
        assertThat(ledger.messages().list(new MessageFilter(null, "", "", null, MessageId.next(), 2)))
                .isEmpty();
    }

    private SmsMessage takenTo(String to, String tag, String batch) {
        return takenFrom("http", to, tag, batch);
    }

    private SmsMessage takenFrom(String source, String to, String tag, String batch) {
        SmsMessage message = new SmsMessage(
                MessageId.next(),
                to,
                "Ciao",
                "",
                "",
                "",
                Priority.NORMAL,
                source,
                clock.instant().plus(Duration.ofDays(1)),
                Instant.EPOCH,
                false,
                tag);
        Entry entry = new Entry(message, "main", 1, 0, State.QUEUED, "", "", clock.instant(), batch, Routed.UNKNOWN);
        Ledger.await(TestLedger.take(ledger, source, "", List.of(entry)));
        clock.advance(Duration.ofMillis(1));
        return message;
    }

    private List<String> list(MessageFilter filter) {
        return ledger.messages().list(filter).orElseThrow().stream()
                .map(story -> story.message().id())
                .toList();
    }

    @Test
    void findsMessagesByNumberTagAndBatchPageByPage() {
        String batch = MessageId.next();
        SmsMessage first = takenTo("+393330000002", "spring", "");
        takenTo("+393330000003", "", "");
        SmsMessage second = takenTo("+393330000002", "autumn", batch);
        SmsMessage third = takenTo("+393330000002", "spring", batch);
        MessageFilter toOne = MessageFilter.newest(2).to("+393330000002");

        assertThat(list(toOne)).containsExactly(third.id(), second.id());
        assertThat(list(toOne.before(second.id()))).containsExactly(first.id());
        assertThat(list(toOne.tag("spring"))).containsExactly(third.id(), first.id());
        assertThat(list(MessageFilter.newest(9).tag("spring").batch(batch))).containsExactly(third.id());
        assertThat(list(MessageFilter.newest(9).batch(batch).to("+393330000003")))
                .isEmpty();
        assertThat(list(MessageFilter.newest(9).tag("spring").until(clock.instant())))
                .containsExactly(third.id(), first.id());
        assertThat(ledger.messages().find(third.id()).get(0).message().tag()).isEqualTo("spring");
    }

    @Test
    void findsMessagesOfAnApplicationWhateverTheDoor() {
        SmsMessage ofNone = takenFrom("http", "+393330000002", "spring", "");
        SmsMessage over = takenFrom("http:crm", "+393330000002", "spring", "");
        SmsMessage by = takenFrom("jms:crm:test", "+393330000002", "", "");
        SmsMessage ofTest = takenFrom("batch:test", "+393330000002", "spring", "");

        assertThat(list(from(":crm"))).containsExactly(by.id(), over.id());
        assertThat(list(from(":crm").tag("spring"))).containsExactly(over.id());
        assertThat(list(from("http:crm"))).containsExactly(over.id());
        assertThat(list(from("http"))).containsExactly(ofNone.id());
        assertThat(list(from(":test"))).containsExactly(ofTest.id());
        assertThat(list(from("batch:test").tag("spring"))).containsExactly(ofTest.id());
        assertThat(list(from("batch"))).isEmpty();
        assertThat(list(from(":crm").before(by.id()))).containsExactly(over.id());
        assertThat(ledger.messages().list(from(":crm").before(ofNone.id()))).isEmpty();
    }

    private static MessageFilter from(String source) {
        return new MessageFilter(null, "", source, null, "", 9);
    }

    @Test
    void findsWhatIsDeadByWordsOfItsDetail() {
        SmsMessage dead = takenTo("+393330000002", "spring", "");
        takenTo("+393330000002", "spring", "");
        ledger.dead(new DeadLetterRecord(
                dead.id(), "http", 0, "main", "REFUSED", "Provider 'x' answered 100% No_Credit left", clock.instant()));

        assertThat(list(MessageFilter.newest(9).words(List.of("no_credit", "100%"))))
                .containsExactly(dead.id());
        assertThat(list(MessageFilter.newest(9).words(List.of("no-credit")))).isEmpty();
        assertThat(list(MessageFilter.newest(9).words(List.of("%")))).containsExactly(dead.id());
        assertThat(list(MessageFilter.newest(9).to("+393330000002").words(List.of("credit", "PROVIDER"))))
                .containsExactly(dead.id());
        assertThat(list(new MessageFilter(State.DEAD, "main", "http", null, "", 9).tag("spring")))
                .containsExactly(dead.id());
        assertThat(list(new MessageFilter(State.QUEUED, "main", "http", null, "", 9)))
                .hasSize(1);
    }

    @Test
    void keepsNoMoreOfADetailThanItsIndexTakes() {
        SmsMessage dead = takenTo("+393330000002", "spring", "");
        String detail = "no \uD83D\uDCE8 ".repeat(4000);
        ledger.dead(new DeadLetterRecord(dead.id(), "http", 0, "main", "REFUSED", detail, clock.instant()));

        assertThat(record(dead).detail()).isEqualTo("no \uD83D\uDCE8 ".repeat(80));
        assertThat(list(MessageFilter.newest(9).words(List.of("no", "\uD83D\uDCE8"))))
                .containsExactly(dead.id());
    }

    @Test
    void findsANumberThatIsErasedForItsAge() {
        SmsMessage old = takenTo("+393330000002", "", "");
        clock.advance(ERASE.plusDays(2));
        retention(ERASE, DELETE).run();

        assertThat(record(old).recipient()).isEmpty();
        assertThat(list(MessageFilter.newest(9).to("+393330000002"))).containsExactly(old.id());
        assertThat(list(MessageFilter.newest(9).to("+393330000003"))).isEmpty();
    }

    @Test
    void hashesTheNumbersOfMessagesThatWereThereBefore() {
        SmsMessage before = takenTo("+393330000002", "", "");
        ledger.read(connection -> connection.createStatement().executeUpdate("update message set number_hash = null"));
        assertThat(list(MessageFilter.newest(9).to("+393330000002"))).isEmpty();

        assertThat(Ledger.await(ledger.submit(new HashNumbers(ledger.numbers()), true)))
                .isEqualTo(1);
        assertThat(Ledger.await(ledger.submit(new HashNumbers(ledger.numbers()), true)))
                .isZero();
        assertThat(list(MessageFilter.newest(9).to("+393330000002"))).containsExactly(before.id());
    }

    @Test
    void erasesAllThatLeadsToAPersonAndKeepsWhatIsCounted() {
        SmsMessage sent = takenTo("+393330000002", "spring", "");
        end(sent, Outcome.Kind.ACCEPTED, 0);
        SmsMessage waiting = takenTo("+393330000002", "", "");
        SmsMessage other = takenTo("+393330000003", "", "");
        SmsMessage old = takenTo("+393330000002", "", "");
        ledger.read(connection -> connection
                .createStatement()
                .executeUpdate("update message set number_hash = null where id = '" + old.id() + "'"));
        People people = new People(ledger);

        PersonRecords before = people.find("+393330000002");
        people.cancel(before.waiting());
        int erased = people.erase(people.find("+393330000002").ended());

        assertThat(before.waiting()).containsExactlyInAnyOrder(waiting.id(), old.id());
        assertThat(erased).isEqualTo(3);
        assertThat(people.find("+393330000002").messages()).isEmpty();
        assertThat(list(MessageFilter.newest(9).to("+393330000002"))).isEmpty();
        assertThat(ledger.messages().find(sent.id()).get(0)).satisfies(story -> {
            assertThat(story.message().state()).isEqualTo(State.ACCEPTED);
            assertThat(story.message().recipient()).isEmpty();
            assertThat(story.message().text()).isEmpty();
            assertThat(story.message().providerMessageId()).isEmpty();
            assertThat(story.message().tag()).isEqualTo("spring");
            assertThat(story.message().erased()).isNotNull();
            assertThat(story.attempts().get(0).result().toString()).doesNotContain("77");
        });
        assertThat(record(waiting).state()).isEqualTo(State.CANCELLED);
        assertThat(record(other).recipient()).isEqualTo("+393330000003");
    }

    @Test
    void erasesNoMessageOfWhichAnAttemptIsUnderWay() {
        SmsMessage message = takenTo("+393330000002", "", "");
        ledger.attempts()
                .begin(
                        entry(message, "main"),
                        new MessageVersion(message.id(), 0, 0),
                        "messagenet",
                        ledger.attempts().nextToken(),
                        clock.instant(),
                        true,
                        1000);
        People people = new People(ledger);

        people.cancel(List.of(message.id()));

        assertThat(people.erase(List.of(message.id()))).isZero();
        assertThat(record(message).recipient()).isEqualTo("+393330000002");
    }

    private List<UsageSum> usage(boolean bySource, boolean byTag) {
        return ledger.read(connection ->
                Usages.read(connection, clock.instant().minus(Duration.ofDays(1)), clock.instant(), bySource, byTag));
    }

    @Test
    void addsUpWhatProvidersTookOnceEach() {
        ledger.tellPrices(account -> account.equals("main") ? "0.045 EUR" : "");
        SmsMessage first = takenTo("+393330000002", "spring", "");
        end(first, Outcome.Kind.BUSY, 0);
        end(first, Outcome.Kind.ACCEPTED, 1);
        end(takenTo("+393330000003", "", ""), Outcome.Kind.ACCEPTED, 0);
        end(takenTo("+393330000003", "spring", ""), Outcome.Kind.REFUSED, 0);
        clock.advance(Duration.ofHours(1));

        assertThat(usage(true, true))
                .containsExactlyInAnyOrder(
                        new UsageSum("main", "http", "spring", "0.045 EUR", 1, 1),
                        new UsageSum("main", "http", "", "0.045 EUR", 1, 1));
        ledger.tellPrices(account -> "0.05 EUR");
        end(takenTo("+393330000003", "", ""), Outcome.Kind.ACCEPTED, 0);
        clock.advance(Duration.ofHours(1));
        assertThat(usage(false, false))
                .containsExactly(
                        new UsageSum("main", "", "", "0.045 EUR", 2, 2),
                        new UsageSum("main", "", "", "0.05 EUR", 1, 1));
    }

    @Test
    void countsWhatIsAcceptedTwiceOnce() {
        SmsMessage message = takenTo("+393330000002", "", "");
        end(message, Outcome.Kind.ACCEPTED, 0);
        TestLedger.end(
                ledger,
                new AttemptRecord(
                        message.id(),
                        1,
                        0,
                        0,
                        "main",
                        "messagenet",
                        ledger.node(),
                        ledger.attempts().nextToken(),
                        clock.instant(),
                        clock.instant(),
                        Outcome.of(Outcome.Kind.ACCEPTED, "", 0, "", 0, "77")),
                null);
        clock.advance(Duration.ofHours(1));

        assertThat(usage(false, false)).singleElement().satisfies(sum -> assertThat(sum.messages())
                .isEqualTo(1));
    }

    @Test
    void listsOnlyWhatIsAskedFor() {
        SmsMessage accepted = accepted("");
        SmsMessage jms = taken("jms", "main", "", Duration.ofDays(1));
        clock.advance(Duration.ofMinutes(1));
        SmsMessage other = taken("http", "other", "", Duration.ofDays(1));

        assertThat(list(State.ACCEPTED, "", "", null, "", 10)).containsExactly(accepted.id());
        assertThat(list(null, "other", "", null, "", 10)).containsExactly(other.id());
        assertThat(list(null, "", "jms", null, "", 10)).containsExactly(jms.id());
        assertThat(list(null, "", "", clock.instant(), "", 10)).containsExactly(other.id());
        assertThat(list(State.TAKEN, "main", "jms", START, "", 10)).containsExactly(jms.id());
        assertThat(ledger.messages().list(MessageFilter.newest(10)).orElseThrow())
                .hasSize(3);
    }

    @Test
    void erasesNumbersAndTextsAndThenDeletes() {
        SmsMessage message = accepted("order-3");

        clock.advance(ERASE);
        retention(ERASE, DELETE).run();
        assertThat(record(message).recipient()).isEqualTo("+393330000001");

        clock.advance(Duration.ofSeconds(1));
        retention(ERASE, DELETE).run();
        assertThat(record(message).recipient()).isEmpty();
        assertThat(record(message).text()).isEmpty();
        assertThat(record(message).erased()).isEqualTo(clock.instant());
        assertThat(record(message).state()).isEqualTo(State.ACCEPTED);

        clock.advance(DELETE.minus(ERASE).plusMinutes(1));
        retention(ERASE, DELETE).run();
        assertThat(ledger.messages().find(message.id())).isEmpty();
        assertThat(List.of(count("message"), count("attempt"), count("reference")))
                .containsOnly(0L);
    }

    @Test
    void erasesWithNumberAndTextWhatTheyCouldBeGuessedFrom() {
        accepted("order-8");
        assertThat(count("reference where digest is not null")).isEqualTo(1);

        clock.advance(ERASE.plusSeconds(1));
        retention(ERASE, DELETE).run();

        assertThat(count("reference where digest is not null")).isZero();
        assertThat(count("reference")).isEqualTo(1);
    }

    @Test
    void erasesNothingAfterAClockHasLeaptUntilAPersonSaysSo() {
        SmsMessage message = accepted("order-10");
        Retention running = new Retention(ledger, ERASE, DELETE, clock, () -> 0);
        clock.advance(Duration.ofDays(400));

        running.run();
        running.run();

        assertThat(record(message).text()).isEqualTo("Ciao");
        assertThat(ledger.jobs().hold("retention").orElseThrow().reason()).contains("went on by PT9600H");
        // Nor does another gateway, or this one when it is started again.
        retention(ERASE, DELETE).run();
        assertThat(record(message).text()).isEqualTo("Ciao");

        assertThat(ledger.jobs().release("retention")).isTrue();
        assertThat(ledger.jobs().release("retention")).isFalse();
        running.run();
        assertThat(ledger.messages().find(message.id())).isEmpty();
    }

    @Test
    void erasesOnWhereTheClockWentByWhatHasPassed() {
        SmsMessage message = accepted("order-11");
        AtomicLong nanos = new AtomicLong();
        Retention running = new Retention(ledger, ERASE, DELETE, clock, nanos::get);
        clock.advance(ERASE.plusSeconds(1));
        nanos.addAndGet(ERASE.plusSeconds(40).toNanos());

        running.run();

        assertThat(record(message).text()).isEmpty();
        assertThat(ledger.jobs().hold("retention")).isEmpty();
    }

    @Test
    void believesNoClockAtTheStartThatIsFarFromWhatWasWrittenLast() {
        SmsMessage message = accepted("order-12");
        write("delete from node");
        ledger.close();
        clock.advance(Duration.ofDays(400));
        ledger = new Ledger(store(), "test", WINDOW, Duration.ofMinutes(1), clock);

        retention(ERASE, DELETE).checkLastSign();
        retention(ERASE, DELETE).run();

        assertThat(record(message).text()).isEqualTo("Ciao");
        assertThat(ledger.jobs().hold("retention").orElseThrow().reason())
                .contains("since the ledger was last written");
    }

    @Test
    void givesAJobAwayThatWasTakenBeforeTheClockWasSetBack() {
        assertThat(Ledger.await(ledger.submit(new Leases("dead", clock), "reports")))
                .isTrue();
        clock.advance(Duration.ofHours(-25));

        assertThat(Ledger.await(ledger.submit(new Leases("alive", clock), "reports")))
                .isTrue();
        assertThat(Ledger.await(ledger.submit(new Leases("other", clock), "reports")))
                .isFalse();
    }

    @Test
    void leavesAMessageThatMayStillBeSentAsItIs() {
        SmsMessage waits = taken("http", "main", "", ERASE.plusDays(10));
        SmsMessage dead = taken("http", "main", "", ERASE.plusDays(10));
        ledger.dead(new DeadLetterRecord(dead.id(), "http", 0, "main", "REFUSED", "bad number", clock.instant()));
        SmsMessage dying = taken("http", "main", "", ERASE.plusDays(10));
        DeadLetterRecord death =
                new DeadLetterRecord(dying.id(), "http", 0, "main", "REFUSED", "bad number", clock.instant());
        assertThat(ledger.deadLetterLeases().take(death, ledger.attempts().nextToken()))
                .isEqualTo(DeadLetterLease.FIRST);
        clock.advance(ERASE.plusDays(1));

        retention(ERASE, ERASE).run();

        assertThat(record(waits).text()).isEqualTo("Ciao");
        assertThat(record(dying).text()).isEqualTo("Ciao");
        assertThat(ledger.messages().find(dead.id())).isEmpty();

        clock.advance(Duration.ofDays(10));
        retention(ERASE, DELETE).run();
        assertThat(record(waits).text()).isEmpty();
        assertThat(record(dying).text()).isEmpty();
    }

    @Test
    void neverErasesNorDeletesIfToldSo() {
        SmsMessage message = accepted("order-4");
        clock.advance(Duration.ofDays(10_000));

        retention(Duration.ZERO, Duration.ZERO).run();

        assertThat(record(message).text()).isEqualTo("Ciao");
        assertThat(count("reference")).isEqualTo(1);
    }

    @Test
    void deletesAReferenceBeforeItsMessages() {
        accepted("order-5");
        // One day before, the same reference would still be answered with the first message.
        clock.advance(WINDOW.plusSeconds(1));

        retention(Duration.ZERO, WINDOW).run();

        assertThat(count("reference")).isZero();
        assertThat(count("message")).isEqualTo(1);
        SmsMessage again = taken("http", "main", "order-5", Duration.ofDays(1));
        assertThat(record(again).state()).isEqualTo(State.TAKEN);
    }

    @Test
    void worksInStepsUntilAllIsDone() {
        int many = CleanUp.STEP + 3;
        List<Entry> entries = IntStream.range(0, many)
                .mapToObj(i -> entry(message("http", "", Duration.ofDays(1)), "main"))
                .toList();
        Ledger.await(TestLedger.take(ledger, "http", "", entries));
        clock.advance(ERASE.plusDays(1));
        CleanUp cleanUp = new CleanUp(new Leases(ledger.node(), clock));
        CleanUp.Order order = new CleanUp.Order(
                clock.instant(), clock.instant().minus(ERASE), clock.instant().minus(DELETE));

        assertThat(Ledger.await(ledger.submit(cleanUp, order))).isEqualTo(new CleanUp.Done(CleanUp.STEP, 0, false));
        assertThat(Ledger.await(ledger.submit(cleanUp, order))).isEqualTo(new CleanUp.Done(3, 0, true));

        clock.advance(DELETE);
        retention(ERASE, DELETE).run();
        assertThat(count("message")).isZero();
    }

    @Test
    void givesAJobToOneNodeAtATimeAndToAnotherWhenItsHolderIsDead() {
        Leases first = new Leases("first", clock);
        Leases second = new Leases("second", clock);

        assertThat(Ledger.await(ledger.submit(first, "job"))).isTrue();
        assertThat(Ledger.await(ledger.submit(second, "job"))).isFalse();
        assertThat(Ledger.await(ledger.submit(second, "other job"))).isTrue();

        // Its holder takes it again and again, and so keeps it.
        clock.advance(Leases.TERM.minusSeconds(1));
        assertThat(Ledger.await(ledger.submit(first, "job"))).isTrue();
        clock.advance(Leases.TERM.minusSeconds(1));
        assertThat(Ledger.await(ledger.submit(second, "job"))).isFalse();

        // Its holder is dead.
        clock.advance(Duration.ofSeconds(2));
        assertThat(Ledger.await(ledger.submit(second, "job"))).isTrue();
        assertThat(Ledger.await(ledger.submit(first, "job"))).isFalse();
    }

    @Test
    void leavesTheErasingToTheNodeThatHasIt() {
        SmsMessage message = accepted("");
        clock.advance(ERASE.plusDays(1));
        Ledger.await(ledger.submit(new Leases("another node", clock), "retention"));

        retention(ERASE, DELETE).run();
        assertThat(record(message).text()).isEqualTo("Ciao");

        clock.advance(Leases.TERM.plusSeconds(1));
        retention(ERASE, DELETE).run();
        assertThat(record(message).text()).isEmpty();
    }
}

package io.staffetta.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.access.Caller;
import io.staffetta.access.Role;
import io.staffetta.ledger.HandSetClock;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.store.LedgerAwayException;
import io.staffetta.ledger.store.LedgerCommand;
import io.staffetta.ledger.store.LedgerStore;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The audit trail, whatever the ledger is kept in. */
abstract class AuditContract {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Caller ANNA = new Caller("anna", Role.OPERATOR, "127.0.0.1");

    final HandSetClock clock = new HandSetClock(START);
    private Ledger ledger;
    private LedgerAuditTrail trail;
    private AuditBook book;

    /** Opens the store of this test; each call opens the same. */
    abstract LedgerStore store();

    @BeforeEach
    void open() {
        ledger = new Ledger(store(), "test", Duration.ofDays(7), Duration.ofMinutes(1), clock);
        write("delete from audit");
        write("update audit_chain set last_number = 0, last_hash = '', cut_number = 0, cut_hash = ''");
        write("delete from hold");
        write("delete from lease");
        trail = new LedgerAuditTrail(ledger);
        book = new AuditBook(ledger);
    }

    @AfterEach
    void close() {
        trail.close();
        ledger.close();
    }

    private int write(String sql) {
        LedgerCommand<String, Integer> command =
                (connection, inputs) -> List.of(connection.createStatement().executeUpdate(sql));
        return Ledger.await(ledger.submit(command, ""));
    }

    private void at(Instant now) {
        clock.advance(Duration.between(clock.instant(), now));
    }

    static AuditEntry act(Caller by, String action, String subject) {
        return new AuditEntry(by, action, subject, Map.of("count", "2", "account", "plus"), "");
    }

    private void note(int count) {
        for (int i = 1; i <= count; i++) {
            trail.note(act(ANNA, "batch.pause", "b" + i));
        }
    }

    @Test
    void keepsWhoDidWhatFromWhereAndWhy() {
        trail.note(new AuditEntry(ANNA, "dead-letter.redrive", "op-1", Map.of("b", "2", "a", "1"), "provider is back"));

        assertThat(book.list(AuditFilter.newest(10))).singleElement().satisfies(entry -> {
            assertThat(entry.number()).isEqualTo(1);
            assertThat(entry.at()).isEqualTo(START);
            assertThat(List.of(entry.who(), entry.role(), entry.from()))
                    .containsExactly("anna", "operator", "127.0.0.1");
            assertThat(entry.action()).isEqualTo("dead-letter.redrive");
            assertThat(entry.subject()).isEqualTo("op-1");
            assertThat(entry.details()).isEqualTo("{\"a\":\"1\",\"b\":\"2\"}");
            assertThat(entry.why()).isEqualTo("provider is back");
            assertThat(entry.hash()).matches("[0-9a-f]{64}");
        });
    }

    @Test
    void isWholeWithWhateverIsWrittenInIt() {
        trail.note(new AuditEntry(
                new Caller("a\u0000b\n", null, "x".repeat(2000)),
                "a.b",
                "\uD800 half, \uD83D\uDE00 whole, \u2028",
                Map.of("è", "=1+1\"\\"),
                "\u001b[31m"));

        assertThat(book.verify().whole()).isTrue();
        assertThat(book.list(AuditFilter.newest(1)).get(0).who()).isEqualTo("a?b?");
    }

    @Test
    void findsEntriesByWhoActionSubjectAndTimeAndPages() {
        note(3);
        at(START.plusSeconds(60));
        trail.note(act(new Caller("bruno", Role.ADMIN, ""), "batches.test", "b9"));
        trail.note(act(new Caller("bruno", Role.ADMIN, ""), "batch.cancel", "b1"));

        assertThat(numbers(new AuditFilter("bruno", "", "", null, null, 0, 10))).containsExactly(5L, 4L);
        assertThat(numbers(new AuditFilter("", "batch", "", null, null, 0, 10))).containsExactly(5L, 3L, 2L, 1L);
        assertThat(numbers(new AuditFilter("", "batch.pause", "", null, null, 0, 10)))
                .containsExactly(3L, 2L, 1L);
        assertThat(numbers(new AuditFilter("", "", "b1", null, null, 0, 10))).containsExactly(5L, 1L);
        assertThat(numbers(new AuditFilter("", "", "", START.plusSeconds(1), null, 0, 10)))
                .containsExactly(5L, 4L);
        assertThat(numbers(new AuditFilter("", "", "", null, START.plusSeconds(1), 0, 2)))
                .containsExactly(3L, 2L);
        assertThat(numbers(new AuditFilter("", "", "", null, null, 2, 10))).containsExactly(1L);
    }

    private List<Long> numbers(AuditFilter filter) {
        return book.list(filter).stream().map(AuditRecord::number).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            update audit set why = 'nothing' where number = 3                 | 3 | was changed
            update audit set done_at = done_at + 1 where number = 1           | 1 | was changed
            update audit set details = '{}' where number = 5                  | 5 | was changed
            update audit set who = 'b', role = 'x' where number = 2           | 2 | was changed
            delete from audit where number = 3                                | 3 | is missing
            delete from audit where number = 1                                | 1 | is missing
            delete from audit where number = 5                                | 5 | is missing
            delete from audit                                                 | 1 | is missing
            update audit set number = 6 where number = 5                      | 5 | is missing
            update audit_chain set last_number = 4                            | 5 | was added beside
            update audit_chain set cut_number = 2, cut_hash = (select hash from audit where number = 2) | 3 | is the first
            """)
    void noticesWhatSomebodyChangedBesideIt(String sql, long at, String problem) {
        note(5);
        assertThat(book.verify().whole()).isTrue();

        assertThat(write(sql)).isPositive();
        if (problem.equals("is the first")) {
            write("delete from audit where number <= 2");
        }

        AuditVerdict verdict = book.verify();
        assertThat(verdict.whole()).isFalse();
        assertThat(verdict.at()).isEqualTo(at);
        assertThat(verdict.problem()).startsWith(problem);
    }

    @Test
    void keepsWhatIsYoungEnoughAndStaysWholeWhenTheRestIsCutOff() {
        note(3);
        at(START.plus(Duration.ofDays(700)));
        note(2);
        AuditRetention retention = new AuditRetention(ledger, Duration.ofDays(730));
        assertThat(retention.run()).isZero();

        at(START.plus(Duration.ofDays(731)));
        assertThat(retention.run()).isEqualTo(3);

        assertThat(numbers(AuditFilter.newest(10))).containsExactly(6L, 5L, 4L);
        AuditVerdict verdict = book.verify();
        assertThat(verdict.problem()).isNull();
        assertThat(List.of(verdict.first(), verdict.last())).containsExactly(4L, 6L);
        assertThat(retention.run()).isZero();

        at(START.plus(Duration.ofDays(2000)));
        assertThat(retention.run()).isEqualTo(2);
        assertThat(book.verify().whole()).isTrue();
        retention.close();
    }

    @Test
    void cutsNothingOffWhenTheClockHasLeapt() {
        note(2);
        write("insert into hold (job, since, reason) values ('retention', 0, 'the clock leapt')");
        at(START.plus(Duration.ofDays(2000)));
        AuditRetention retention = new AuditRetention(ledger, Duration.ofDays(730));

        assertThat(retention.run()).isZero();
        retention.close();
    }

    @Test
    void saysThatAnActCannotBeWrittenDownAndWritesLaterWhatHasHappened() {
        note(1);
        LedgerCommand<String, Void> failing = (connection, inputs) -> {
            throw new SQLException("the disk is full", "53100");
        };
        ledger.submit(failing, "x").exceptionally(failure -> null).join();

        assertThatThrownBy(() -> trail.note(act(ANNA, "batch.pause", "b2"))).isInstanceOf(LedgerAwayException.class);
        trail.noteLater(act(ANNA, "batch.cancel", "b3"));

        org.awaitility.Awaitility.await().untilAsserted(() -> assertThat(book.list(AuditFilter.newest(10)))
                .extracting(AuditRecord::action)
                .containsExactly("batch.cancel", "batch.pause"));
        assertThat(book.verify().whole()).isTrue();
    }

    @Test
    void countsFailedLoginsOfAnAddressAndOfAFloodOfAddressesTogether() {
        LoginFailures failures = new LoginFailures(trail);
        for (int i = 0; i < 1000; i++) {
            failures.failed("http", "10.0.0.1");
        }
        for (int i = 0; i < 1000; i++) {
            failures.failed("http", "10.1.0." + i);
        }
        failures.tell();
        trail.close();

        List<AuditRecord> entries = book.list(AuditFilter.newest(1000));
        assertThat(entries).hasSizeLessThan(2 * LoginFailures.MOST_ADDRESSES + 5);
        assertThat(entries.stream()
                        .mapToLong(entry -> Long.parseLong(entry.details().replaceAll("[^0-9]", "")))
                        .sum())
                .isEqualTo(2000);
        assertThat(entries).allSatisfy(entry -> assertThat(entry.action()).isEqualTo("login.fail"));
        failures.close();
    }
}

package io.staffetta.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.staffetta.account.Account;
import io.staffetta.account.Accounts;
import io.staffetta.account.CurrentAccounts;
import io.staffetta.delivery.OutcomeEvent;
import io.staffetta.delivery.outcome.OutcomeEvents;
import io.staffetta.delivery.outcome.ReportPolling;
import io.staffetta.delivery.outcome.ReportSchedule;
import io.staffetta.ledger.HandSetClock;
import io.staffetta.ledger.Ledger;
import io.staffetta.ledger.ReportNotes;
import io.staffetta.ledger.TestLedger;
import io.staffetta.ledger.figures.FigureQueries;
import io.staffetta.ledger.history.AttemptRecord;
import io.staffetta.ledger.history.Entry;
import io.staffetta.ledger.history.MessageRecord;
import io.staffetta.ledger.history.MessageVersion;
import io.staffetta.ledger.history.State;
import io.staffetta.logging.RepeatedFaults;
import io.staffetta.message.MessageId;
import io.staffetta.message.Outcome;
import io.staffetta.message.Priority;
import io.staffetta.message.SmsMessage;
import io.staffetta.provider.table.Samples;
import io.staffetta.provider.wire.DeliveryReports;
import io.staffetta.sandbox.ProviderSandbox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** Delivery reports that cannot be read, asked for again and again through the shipped routes, with a real ledger. */
class ReportPollingRouteTest {

    private static final Duration WAIT = Duration.ofSeconds(10);
    private static final int QUESTIONS = 6;
    private static final int HANGING = 20;
    private static final String GARBLED = "+393330000630";

    private static ProviderSandbox sandbox;
    private static Routes routes;
    private static final List<OutcomeEvent> TOLD = new ArrayList<>();

    private final HandSetClock clock = new HandSetClock(Instant.parse("2026-11-22T12:00:00Z"));
    private final Ledger ledger = new TestLedger(clock).ledger();
    /** Fewer than accounts, and than questions at once. */
    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(ReportPolling.class);
    private final Level before = logger.getLevel();

    @BeforeAll
    static void startRoutes() throws Exception {
        sandbox = ProviderSandbox.start("127.0.0.1", 0);
        routes = new Routes(5000, 10_000);
        routes.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:outcome").process(exchange -> TOLD.add(exchange.getVariable("event", OutcomeEvent.class)));
            }
        });
    }

    @AfterAll
    static void stopRoutes() {
        routes.close();
        sandbox.close();
    }

    @BeforeEach
    void listen() {
        sandbox.clear();
        TOLD.clear();
        lines.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
        logger.setLevel(before);
        threads.shutdownNow();
        ledger.close();
    }

    private static Account account(String wire, String url) {
        Map<String, String> fields = new HashMap<>(
                Map.of("username", "demo", "password", "demo-password", "token", "demo-token", "alias", "ACME"));
        return Samples.account(wire, url, fields, 4);
    }

    /** A message that the account's provider has taken, and of which it is to be asked. */
    private String accepted(Account account, String to, String providerMessageId) {
        SmsMessage message = new SmsMessage(
                MessageId.next(),
                to,
                "ciao",
                "",
                "",
                "",
                Priority.NORMAL,
                "jms",
                clock.instant().plus(Duration.ofHours(1)),
                Instant.EPOCH,
                false,
                "");
        Entry entry = new Entry(message, account.id(), 1, 0, State.TAKEN, "", "", clock.instant());
        Ledger.await(TestLedger.take(ledger, "jms", "", List.of(entry)));
        long token = ledger.attempts().nextToken();
        ledger.attempts()
                .begin(
                        entry,
                        new MessageVersion(message.id(), 0, 0),
                        account.provider(),
                        token,
                        clock.instant(),
                        true,
                        1);
        AttemptRecord closed = new AttemptRecord(
                message.id(),
                1,
                0,
                0,
                account.id(),
                account.provider(),
                ledger.node(),
                token,
                clock.instant(),
                clock.instant(),
                Outcome.of(Outcome.Kind.ACCEPTED, "", 200, "", 0, providerMessageId));
        TestLedger.end(ledger, closed, clock.instant().plus(WAIT));
        return message.id();
    }

    private MessageRecord record(String id) {
        return ledger.messages().find(id).get(0).message();
    }

    private ReportPolling polling(Account account) {
        return polling(new Accounts(account.id(), Map.of(account.id(), account), List.of()));
    }

    private ReportPolling polling(Accounts accounts) {
        return new ReportPolling(
                ledger,
                routes.context().getRegistry().lookupByNameAndType("deliveryReports", DeliveryReports.class),
                // Asked after 10 s, 20 s … 60 s, and then no more.
                new ReportSchedule(asked -> true, List.of(WAIT), WAIT.multipliedBy(QUESTIONS)),
                new CurrentAccounts(accounts),
                new OutcomeEvents(clock),
                routes.context().createProducerTemplate(),
                () -> true,
                new RepeatedFaults(),
                clock,
                new ReportPolling.Asking(1000, threads, (asked, answered) -> {}));
    }

    /** Polls more often than anything is to be asked, and for longer. */
    private void pollUntilGivenUp(Account account) {
        ReportPolling polling = polling(account);
        for (int i = 0; i < 4 * QUESTIONS; i++) {
            clock.advance(WAIT.dividedBy(2));
            polling.run();
            await().until(() -> ledger.read(
                            connection -> FigureQueries.accountsWithReportsDue(connection, clock.instant()))
                    .isEmpty());
        }
    }

    private List<String> told() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "messagenet, /messagenet/api/send_sms/",
        "tim-sms-professional, /tim/ssc2-api/rest/send/sms/msisdn/static/immediate/single"
    })
    void areLoggedOnceForTheirAccountAndChangeNothing(String wire, String path) {
        Account account = account(wire, sandbox.url() + path);
        List<String> garbled = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            String id = routes.reference(new Submission("01M" + i, account, GARBLED, "ciao", "ACME", 1));
            garbled.add(accepted(account, GARBLED, id));
        }
        String good = accepted(
                account,
                "+393330000001",
                routes.reference(new Submission("01M9", account, "+393330000001", "ciao", "ACME", 1)));
        List<MessageRecord> were = garbled.stream().map(this::record).toList();

        pollUntilGivenUp(account);

        assertThat(garbled.stream().map(this::record))
                .isEqualTo(were)
                .extracting(MessageRecord::state)
                .containsOnly(State.ACCEPTED);
        assertThat(told())
                .singleElement()
                .asString()
                .contains("'" + account.id() + "'", garbled.get(0))
                .doesNotContain("3330000", "demo-");
        // It has not kept the poller from the others, and asking comes to its end.
        assertThat(record(good).state()).isEqualTo(State.DELIVERED);
        assertThat(TOLD).hasSize(1);
        assertThat(sandbox.counts().asked()).isEqualTo(2 * QUESTIONS + 1);
        assertThat(new ReportNotes(ledger)
                        .expected(account.id(), clock.instant().plus(Duration.ofDays(365)), 10))
                .isEmpty();
    }

    @Test
    void areLoggedOnceThoughTheyReadDifferentlyEachTime() throws Exception {
        AtomicInteger answers = new AtomicInteger();
        try (ScriptedProvider provider = new ScriptedProvider((request, connection) -> {
            connection
                    .getOutputStream()
                    .write(ScriptedProvider.response(200, "<p>fault no. " + answers.incrementAndGet() + "</p>"));
            return true;
        })) {
            Account account = account("messagenet", provider.url("/api/send_sms/"));
            String id = accepted(account, GARBLED, "7");

            pollUntilGivenUp(account);

            assertThat(answers).hasValue(QUESTIONS);
            assertThat(told()).singleElement().asString().contains(id).contains("fault no. 1");
            assertThat(record(id).state()).isEqualTo(State.ACCEPTED);
            assertThat(TOLD).isEmpty();
        }
    }

    @Test
    void waitForNoOtherAccountsProvider() throws Exception {
        CountDownLatch stopped = new CountDownLatch(1);
        try (ScriptedProvider hanging = new ScriptedProvider((request, connection) -> {
            stopped.await();
            return false;
        })) {
            Account good = account("messagenet", sandbox.url() + "/messagenet/api/send_sms/");
            Map<String, Account> all = new HashMap<>(Map.of(good.id(), good));
            Account hangs = account(
                    "tim-sms-professional", hanging.url("/tim/ssc2-api/rest/send/sms/msisdn/static/immediate/single"));
            for (int i = 0; i < HANGING; i++) {
                Account one = Samples.withId("hangs-" + i, hangs);
                all.put(one.id(), one);
                accepted(one, "+393330000001", "t-" + i);
            }
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                ids.add(accepted(
                        good,
                        "+393330000002",
                        routes.reference(new Submission("01M" + i, good, "+393330000002", "ciao", "ACME", 1))));
            }
            ReportPolling polling = polling(new Accounts(good.id(), all, List.of()));
            clock.advance(WAIT);

            polling.run();

            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(ids.stream().map(this::record))
                            .extracting(MessageRecord::state)
                            .containsOnly(State.DELIVERED));
            // All of them are under way, without a thread each.
            await().until(() -> hanging.requests.size() == HANGING);
            polling.stop();
        } finally {
            stopped.countDown();
        }
    }
}

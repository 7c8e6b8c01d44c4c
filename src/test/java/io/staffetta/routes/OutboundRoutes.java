package io.staffetta.routes;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.staffetta.account.AccountSelector;
import io.staffetta.account.Accounts;
import io.staffetta.account.CurrentAccounts;
import io.staffetta.audit.LedgerAuditTrail;
import io.staffetta.broker.BodyConverter;
import io.staffetta.deadletter.DeadLetters;
import io.staffetta.delivery.AttemptPreparation;
import io.staffetta.delivery.DeliverySamples;
import io.staffetta.delivery.Outbox;
import io.staffetta.delivery.RateLimiter;
import io.staffetta.delivery.RetrySchedule;
import io.staffetta.delivery.Seals;
import io.staffetta.delivery.SenderHeaders;
import io.staffetta.delivery.attempt.Acknowledgement;
import io.staffetta.delivery.attempt.AttemptExchange;
import io.staffetta.delivery.attempt.AttemptOpener;
import io.staffetta.delivery.attempt.AttemptSteps;
import io.staffetta.delivery.attempt.Attempts;
import io.staffetta.delivery.outcome.OutcomeEvents;
import io.staffetta.delivery.outcome.OutcomeLog;
import io.staffetta.delivery.outcome.ReportSchedule;
import io.staffetta.delivery.parking.AccountLine;
import io.staffetta.delivery.parking.BreakerRule;
import io.staffetta.delivery.parking.Breakers;
import io.staffetta.delivery.parking.Parking;
import io.staffetta.delivery.parking.UnusableAccounts;
import io.staffetta.delivery.retry.DeadLetterGuard;
import io.staffetta.delivery.retry.DeadLetterSteps;
import io.staffetta.delivery.retry.FailedMessages;
import io.staffetta.delivery.retry.Failover;
import io.staffetta.delivery.retry.FailoverSelector;
import io.staffetta.delivery.retry.FailureSettler;
import io.staffetta.delivery.retry.Redelivery;
import io.staffetta.delivery.sender.Sender;
import io.staffetta.delivery.sender.Settler;
import io.staffetta.delivery.sender.Submissions;
import io.staffetta.intake.Intake;
import io.staffetta.intake.JmsIntake;
import io.staffetta.intake.MessageRecorder;
import io.staffetta.intake.MessageRouting;
import io.staffetta.intake.OutboundRouter;
import io.staffetta.intake.RoutedMessage;
import io.staffetta.intake.RouterCall;
import io.staffetta.intake.TestQueues;
import io.staffetta.ledger.TestLedger;
import io.staffetta.ledger.history.Entry;
import io.staffetta.ledger.history.MessageVersion;
import io.staffetta.ledger.history.State;
import io.staffetta.logging.RepeatedFaults;
import io.staffetta.message.Outcome;
import io.staffetta.message.Seal;
import io.staffetta.operations.LedgerMetrics;
import io.staffetta.operations.Metrics;
import io.staffetta.provider.SubmissionComposer;
import io.staffetta.provider.UnknownOutcomeException;
import io.staffetta.thread.RightOfWay;
import io.staffetta.webhooks.Webhooks;
import jakarta.jms.JMSException;
import jakarta.jms.TextMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.command.ActiveMQTextMessage;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeException;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.jms.JmsEndpoint;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The shipped routes from {@code inbound-jms} to the outcome of an attempt, with the real beans, between queues and a
 * provider that belong to the test; begun anew for each test of a class. The beans are wired here and not by the
 * configurations of {@code gateway}, since those connect to a broker. The clock stands still at {@link DeliverySamples#NOW}; account {@code main} can be
 * used, {@code old} is disabled, {@code again} tries messages of unknown outcome again;
 * {@code first} has failover accounts {@code old}, {@code second} and {@code third};
 * {@code quiet} has quiet hours for another hour; {@code routeless} is with a provider that has no route.
 */
final class OutboundRoutes implements BeforeEachCallback, AfterAllCallback {

    /** Attempts that decide whether an account is parked. */
    static final int WINDOW = 40;

    private static final BreakerRule BREAKER =
            new BreakerRule(WINDOW, 100, 0, Duration.ofSeconds(15), List.of(Duration.ofSeconds(10)));

    final Queues queues = new Queues();
    /** Accounts whose line was asked to be opened anew. */
    final List<String> recovered = new CopyOnWriteArrayList<>();
    /** Bodies of the JMS messages that were acknowledged. */
    final List<String> acknowledged = new CopyOnWriteArrayList<>();

    final Parking parking =
            new Parking(List.of(Duration.ofHours(1)), new SilentLine(), Parking.thread(), DeliverySamples.CLOCK);
    private final TestLedger ledger = new TestLedger(DeliverySamples.CLOCK);
    private final Main main = new Main();
    private final JmsComponent jms = JmsComponent.jmsComponent(new ActiveMQConnectionFactory("vm://none?create=false"));
    private final Attempts attempts;
    private final Settler settler;
    private final Submissions submissions;
    private final Sender sender;
    /** Its clock goes on with each look at it. */
    final AtomicLong nanos = new AtomicLong();

    final RightOfWay way = new RightOfWay(nanos::incrementAndGet);

    private Processor provider = exchange -> exchange.getMessage().setBody("77");

    final MeterRegistry meters = new SimpleMeterRegistry();

    OutboundRoutes() {
        Accounts accounts = DeliverySamples.accounts(
                DeliverySamples.account("main"),
                DeliverySamples.account("old", "messagenet", false),
                DeliverySamples.redelivering("again"),
                DeliverySamples.failingOver("first", "old", "second", "third"),
                DeliverySamples.failingOver("second", "first"),
                DeliverySamples.account("third"),
                DeliverySamples.quiet("quiet", "12:00", "14:00"),
                DeliverySamples.account("routeless", "kpnqwest", true));
        CurrentAccounts current = new CurrentAccounts(accounts);
        OutcomeEvents events = new OutcomeEvents(DeliverySamples.CLOCK);
        Redelivery redelivery = new Redelivery(RetrySchedule.parse("10s, 1m", 3), events, DeliverySamples.CLOCK);
        DeadLetters deadLetters = new DeadLetters(events, DeliverySamples.CLOCK);
        SubmissionComposer composer = new SubmissionComposer();
        jms.setMessageConverter(new BodyConverter());

        main.bind("jms", queues);
        main.bind("jmsMessages", jms);
        OutboundRouter router = new OutboundRouter(
                new AccountSelector(current),
                DeliverySamples.PROVIDERS,
                composer,
                redelivery,
                deadLetters,
                DeliverySamples.CLOCK);
        main.bind("outboundRouter", router);
        main.bind("noAccount", RouterCall.NO_ACCOUNT);
        main.bind("isEarly", RouterCall.EARLY);
        AttemptPreparation deliveries = new AttemptPreparation(
                DeliverySamples.reader(), current, DeliverySamples.PROVIDERS, composer, DeliverySamples.CLOCK);
        MessageRecorder receipts = new MessageRecorder(ledger.ledger(), DeliverySamples.CLOCK);
        UnusableAccounts unusable = new UnusableAccounts();
        Breakers breakers = new Breakers(BREAKER, parking);
        attempts = new Attempts(
                ledger.ledger(),
                new ReportSchedule(account -> false, List.of(Duration.ofMinutes(1)), Duration.ofDays(3)),
                breakers,
                unusable,
                (delivery, result, nanos) -> {},
                DeliverySamples.CLOCK);
        // Nobody else writes here.
        AttemptOpener opener =
                new AttemptOpener(ledger.ledger(), deliveries, exchange -> {}, breakers, DeliverySamples.CLOCK);
        LedgerMetrics.register(meters, ledger.ledger(), receipts, opener);
        main.bind("attemptSteps", new AttemptSteps(attempts, unusable));
        Acknowledgement acknowledgement = new Acknowledgement(recovered::add, new RepeatedFaults());
        settler = new Settler(this::camel, events, acknowledgement, Runnable::run);
        DeadLetterGuard guard = new DeadLetterGuard(
                ledger.ledger(), new ActiveMQConnectionFactory("vm://none?create=false"), DeliverySamples.CLOCK);
        FailureSettler failureSettler =
                new FailureSettler(this::camel, ledger.ledger(), acknowledgement, queues::transaction);
        submissions = new Submissions(
                this::camel,
                settler,
                new FailedMessages(this::camel, ledger.ledger(), guard, failureSettler),
                acknowledgement);
        sender = new Sender(ledger.ledger(), opener, attempts, RateLimiter.local(), submissions, way, account -> {});
        main.bind("deadLetterGuard", guard);
        main.bind("deadLetterSteps", new DeadLetterSteps(guard));
        Intake intake = new Intake(new MessageRouting(DeliverySamples.reader(), new RouterCall(this::camel)), receipts);
        main.bind("unknownOutcomes", new NobodyToAsk());
        main.bind("redelivery", redelivery);
        FailoverSelector choice = new FailoverSelector(
                current, parking::isOpen, DeliverySamples.PROVIDERS, composer, DeliverySamples.CLOCK);
        main.bind("failover", new Failover(choice, RetrySchedule.parse("10s, 1m", 3), events, DeliverySamples.CLOCK));
        main.bind("deadLetters", deadLetters);
        main.bind("outcomeEvents", events);
        main.bind("webhooks", new Webhooks(ledger.ledger(), new LedgerAuditTrail(ledger.ledger())));
        main.bind("outcomeLog", new OutcomeLog(new RepeatedFaults()));
        main.bind("metrics", new Metrics(meters, current, parking, (account, kind) -> {}));
        Outbox outbox = new Outbox(new Seals(new Seal("a key for tests alone"), Instant.EPOCH, DeliverySamples.CLOCK));
        main.bind("outbox", outbox);
        main.bind("jmsIntake", new JmsIntake(intake, router, session -> new TestQueues(routed -> put(routed, outbox))));
        main.bind("seals", new NoSeals());
        main.bind("senderHeaders", new SenderHeaders(true));
        main.bind("parking", parking);
        main.addInitialProperty("staffetta.intake.consumers", "1");
        main.addInitialProperty("camel.main.startup-summary-level", "off");
        main.addInitialProperty(
                "camel.main.routes-include-pattern",
                "file:routes/error-handling.camel.yaml,file:routes/inbound/inbound-jms.camel.yaml,"
                        + Stream.of(
                                        "outbound-router",
                                        "not-queued",
                                        "duplicate-message",
                                        "attempt",
                                        "attempt-failed",
                                        "after-attempt",
                                        "give-up",
                                        "redelivery",
                                        "dead-letter",
                                        "publish-dead-letter",
                                        "outcome")
                                .map(route -> "file:routes/outbound/" + route + ".camel.yaml")
                                .collect(Collectors.joining(",")));
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:provider-messagenet")
                        .routeId("provider-messagenet")
                        .errorHandler(noErrorHandler())
                        .process(exchange -> provider.process(exchange));
            }
        });
        main.start();
        sender.start();
    }

    CamelContext camel() {
        return main.getCamelContext();
    }

    /** What the provider does from now on. */
    void provider(Processor processor) {
        provider = processor;
    }

    /** The provider fails from now on. */
    void providerFails(RuntimeException failure) {
        provider(exchange -> {
            throw failure;
        });
    }

    /** Has everything as it was at the start. */
    @Override
    public void beforeEach(ExtensionContext context) {
        ledger.clear();
        queues.reset();
        recovered.clear();
        acknowledged.clear();
        parking.all().forEach(parked -> parking.unpark(parked.account(), "the next test begins"));
        provider(exchange -> exchange.getMessage().setBody("77"));
    }

    private void put(List<RoutedMessage> routed, Outbox outbox) {
        for (RoutedMessage message : routed) {
            Map<String, Object> headers = outbox.sealed(message.outgoing(), message.queue());
            queues.put("queue:" + message.queue(), message.outgoing().body(), headers);
        }
    }

    /** Makes the ledger one that cannot be written from now on. */
    void takeLedgerAway() {
        ledger.takeAway();
    }

    /** Where a message stands in the ledger; {@code null} if it is not there. */
    State state(String id) {
        return ledger.ledger().messages().find(id).stream()
                .map(story -> story.message().state())
                .findFirst()
                .orElse(null);
    }

    /** Undoes {@link #takeLedgerAway}. */
    void bringLedgerBack() {
        ledger.bringBack();
    }

    /** An attempt for {@link DeliverySamples#message()} that is open in the ledger, as a crash leaves it. */
    void crashInAttempt(String account) {
        long token = ledger.ledger().attempts().nextToken();
        Entry entry = new Entry(
                DeliverySamples.message(), account, 1, 0, State.QUEUED, "", "", DeliverySamples.NOW.minusSeconds(5));
        ledger.ledger()
                .attempts()
                .begin(
                        entry,
                        new MessageVersion(DeliverySamples.ID, 0, 0),
                        "messagenet",
                        token,
                        DeliverySamples.NOW.minusSeconds(5),
                        true,
                        16);
        ledger.ledger().attempts().abandon(token);
    }

    /** Calls a route with variables, as name, value, name, value. */
    Exchange call(String route, Processor message, Object... variables) {
        try (ProducerTemplate template = camel().createProducerTemplate()) {
            return template.send("direct:" + route, exchange -> {
                for (int i = 0; i < variables.length; i += 2) {
                    exchange.setVariable(variables[i].toString(), variables[i + 1]);
                }
                message.process(exchange);
            });
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Takes a JMS message from the queue of account {@code main} through an attempt. */
    Exchange attempt(String body, Map<String, Object> headers) throws JMSException {
        return attempt("main", body, headers);
    }

    /** Takes a JMS message from the queue of an account through an attempt. */
    Exchange attempt(String account, String body, Map<String, Object> headers) throws JMSException {
        return begin(account, body, headers).orTimeout(30, TimeUnit.SECONDS).join();
    }

    /** As {@link #attempt}, and does not wait. */
    CompletableFuture<Exchange> begin(String account, String body, Map<String, Object> headers) throws JMSException {
        JmsEndpoint endpoint = camel().getEndpoint("jmsMessages:queue:sms.account." + account, JmsEndpoint.class);
        Exchange exchange = endpoint.createExchange(jmsMessage(body, headers), null);
        exchange.setVariable("accountId", account);
        return sender.attempt(new AttemptExchange(exchange)).thenApply(settled -> exchange);
    }

    private TextMessage jmsMessage(String body, Map<String, Object> headers) throws JMSException {
        ActiveMQTextMessage message = new ActiveMQTextMessage();
        message.setText(body);
        message.setJMSMessageID("ID:host-1:1:1:1:1");
        for (Map.Entry<String, Object> header : headers.entrySet()) {
            switch (header.getKey()) {
                case "JMSReplyTo" ->
                    message.setJMSReplyTo(new ActiveMQQueue(header.getValue().toString()));
                case "JMSCorrelationID" ->
                    message.setJMSCorrelationID(header.getValue().toString());
                default -> message.setObjectProperty(header.getKey(), header.getValue());
            }
        }
        message.setAcknowledgeCallback(() -> acknowledged.add(body));
        return message;
    }

    /** Forgets, when it stops, the probe that is due in an hour. */
    @Override
    public void afterAll(ExtensionContext context) {
        parking.close();
        sender.close();
        submissions.close();
        settler.close();
        main.stop();
        ledger.ledger().close();
    }

    /** A provider that offers no reports. */
    public static final class NobodyToAsk {

        public Outcome ask(@ExchangeException UnknownOutcomeException failure) {
            return failure.outcome();
        }
    }

    /** Believes what tests put there. */
    public static final class NoSeals {

        public void check(Exchange exchange) {
            // Nobody else writes here.
        }
    }

    private static final class SilentLine implements AccountLine {

        @Override
        public void open(String accountId) {
            // Nothing to open.
        }

        @Override
        public void close(String accountId) {
            // Nothing to close.
        }

        @Override
        public Probe probe(String accountId, Trial trial) {
            return Probe.NO_MESSAGE;
        }
    }
}

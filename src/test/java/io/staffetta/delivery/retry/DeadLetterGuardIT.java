package io.staffetta.delivery.retry;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.broker.BrokerConnections;
import io.staffetta.broker.Credentials;
import io.staffetta.broker.embedded.EmbeddedBroker;
import io.staffetta.delivery.DeliverySamples;
import io.staffetta.delivery.OutgoingMessage;
import io.staffetta.ledger.TestLedger;
import io.staffetta.message.MessageHeaders;
import io.staffetta.message.MessageId;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.UnitOfWorkHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Dead letters that a crash, or another copy of the message, may bring to their queue twice. */
class DeadLetterGuardIT {

    private static final OutgoingMessage LETTER = new OutgoingMessage(
            DeliverySamples.BODY,
            DeliverySamples.headers(DeliverySamples.message(), "reason", "REFUSED", "detail", "bad number"));

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final EmbeddedBroker broker = new EmbeddedBroker(
            Path.of("target", "it", UUID.randomUUID().toString()), "127.0.0.1", 0, 0, Credentials.ANONYMOUS);
    private ActiveMQConnectionFactory connections;
    private DeadLetterGuard guard;
    private DeadLetterSteps steps;

    @BeforeEach
    void start() {
        camel.start();
        broker.start();
        connections = BrokerConnections.factory("tcp://127.0.0.1:" + broker.openWirePort(), Credentials.ANONYMOUS);
        guard = new DeadLetterGuard(new TestLedger(DeliverySamples.CLOCK).ledger(), connections, DeliverySamples.CLOCK);
        steps = new DeadLetterSteps(guard);
    }

    @AfterEach
    void stop() {
        camel.stop();
        broker.close();
    }

    @Test
    void findsALetterThatWasPutIntoItsQueueBeforeACrash() throws Exception {
        Exchange cutOff = exchange();
        assertThat(steps.isKept(cutOff, LETTER)).isFalse();
        put();
        complete(cutOff);

        assertThat(steps.isKept(exchange(), LETTER)).isTrue();
    }

    @Test
    void findsEachLetterWhileOthersArePutIntoTheQueue() throws Exception {
        int threads = 8;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        List<Callable<Integer>> all = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            all.add(() -> {
                int missed = 0;
                for (int i = 0; i < 50; i++) {
                    Map<String, Object> headers = new HashMap<>(LETTER.headers());
                    headers.put(MessageHeaders.MESSAGE_ID, MessageId.next());
                    OutgoingMessage letter = new OutgoingMessage(DeliverySamples.BODY, headers);
                    put(letter);
                    guard.record(letter);
                    Exchange copy = exchange();
                    missed += steps.isKept(copy, letter) ? 0 : 1;
                    complete(copy);
                }
                return missed;
            });
        }

        for (Future<Integer> missed : executor.invokeAll(all)) {
            assertThat(missed.get()).isZero();
        }
        executor.shutdown();
    }

    @Test
    void letsASecondCopyOfAMessageWaitUntilTheFirstIsInTheQueue() throws Exception {
        Exchange first = exchange();
        assertThat(steps.isKept(first, LETTER)).isFalse();
        Exchange second = exchange();

        CompletableFuture<Boolean> found = CompletableFuture.supplyAsync(() -> isKept(second));

        assertThat(found).as("the first is not in the queue yet").failsWithin(300, TimeUnit.MILLISECONDS);
        put();
        guard.record(LETTER);
        complete(first);
        assertThat(found).succeedsWithin(20, TimeUnit.SECONDS).isEqualTo(true);
    }

    @Test
    void letsASecondCopyDieInPlaceOfAFirstThatCouldNotBePut() throws Exception {
        Exchange first = exchange();
        assertThat(steps.isKept(first, LETTER)).isFalse();
        first.setException(new JMSException("no broker"));
        complete(first);

        assertThat(steps.isKept(exchange(), LETTER)).isFalse();
    }

    private boolean isKept(Exchange exchange) {
        try {
            return steps.isKept(exchange, LETTER);
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    private Exchange exchange() {
        return new DefaultExchange(camel);
    }

    private static void complete(Exchange exchange) {
        UnitOfWorkHelper.doneSynchronizations(
                exchange, exchange.getExchangeExtension().handoverCompletions());
    }

    private void put() throws JMSException {
        put(LETTER);
    }

    private void put(OutgoingMessage letter) throws JMSException {
        try (Connection connection = connections.createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            Message message = session.createTextMessage(DeliverySamples.BODY);
            for (Map.Entry<String, Object> header : letter.headers().entrySet()) {
                message.setStringProperty(header.getKey(), header.getValue().toString());
            }
            session.createProducer(session.createQueue("sms.dead-letter")).send(message);
        }
    }
}

package io.staffetta.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.intake.Committer;
import io.staffetta.intake.Intake;
import io.staffetta.intake.RoutedMessage;
import io.staffetta.intake.TestQueues;
import io.staffetta.ledger.TestLedger;
import io.staffetta.thread.RightOfWay;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.activemq.broker.BrokerStoppedException;
import org.apache.camel.BindToRegistry;
import org.apache.camel.Exchange;
import org.apache.camel.Produce;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jms.UncategorizedJmsException;

/** The route of POST /v1/messages, with queues of the test. */
@CamelMainTest(
        properties = {
            "camel.main.routes-include-pattern=file:routes/error-handling.camel.yaml,"
                    + "file:routes/inbound/inbound-http.camel.yaml"
        },
        configurationClasses = InboundHttpRouteTest.Beans.class,
        replaceRouteFromWith = "inbound-http=direct:request")
class InboundHttpRouteTest {

    private static final Intake INTAKE = DemoIntake.intake(new TestLedger(Clock.systemUTC()).ledger());
    private static final List<List<RoutedMessage>> TRANSACTIONS = new CopyOnWriteArrayList<>();
    private static final AtomicReference<RuntimeException> FAILURE = new AtomicReference<>();
    private static final AtomicReference<Committer> COMMITTER = new AtomicReference<>();
    private static final AtomicReference<CountDownLatch> HOLD = new AtomicReference<>(new CountDownLatch(0));

    @Produce("direct:request")
    private ProducerTemplate request;

    /** What the route calls. */
    public static final class Beans extends HttpRouteBeans {

        public Beans() {
            super(INTAKE);
        }

        @BindToRegistry
        public Committer committer() {
            Committer committer = new Committer(INTAKE, new TestQueues(Beans::commit), new RightOfWay(), 10, 10);
            COMMITTER.set(committer);
            return committer;
        }

        private static void commit(List<RoutedMessage> routed) {
            try {
                HOLD.get().await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (FAILURE.get() != null) {
                throw FAILURE.get();
            }
            TRANSACTIONS.add(routed);
        }
    }

    @BeforeEach
    void forget() {
        TRANSACTIONS.clear();
        FAILURE.set(null);
    }

    private Exchange post(String json) {
        return request.request("direct:request", exchange -> {
            exchange.getMessage().setHeader("to", "+393330000009");
            exchange.getMessage().setHeader("messageId", "of the caller");
            exchange.getMessage().setBody(json.getBytes(StandardCharsets.UTF_8));
        });
    }

    private static int status(Exchange answer) {
        return answer.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
    }

    @Test
    void putsAllMessagesOfARequestOnTheirQueuesInOneTransaction() throws Exception {
        Exchange answer = post("""
                [{"to": "+393330000001", "text": "a"}, {"to": "+393330000002", "text": "b", "account": "tim"}]""");

        assertThat(TRANSACTIONS).hasSize(1);
        assertThat(TRANSACTIONS.get(0))
                .extracting(RoutedMessage::queue)
                .containsExactly("sms.account.messagenet", "sms.account.tim");
        assertThat(TRANSACTIONS.get(0).get(0).outgoing().headers()).doesNotContainKey("to");
        assertThat(status(answer)).isEqualTo(202);
        assertThat(answer.getMessage().getBody(String.class)).contains("\"account\":\"tim\"");
    }

    @Test
    void readsABodyWithAByteOrderMarkAndTellsWhatItReplaces() {
        Exchange answer = post("\ufeff[{\"to\": \"+393330000001\", \"text\": \"\ud83d\udd25 Allarme \u2714\ufe0f\"},"
                + "{\"to\": \"+393330000002\", \"text\": \"ciao\"}]");

        assertThat(status(answer)).isEqualTo(202);
        assertThat(answer.getMessage().getBody(String.class))
                .contains("\"segments\":1,\"replaced\":2")
                .containsOnlyOnce("replaced");
    }

    private static Stream<RuntimeException> failuresOfTheBroker() {
        return Stream.of(
                new UncategorizedJmsException("broker tcp://inside:61616 is away"),
                // The embedded one is called on the thread of who needs it, and throws what it likes.
                new BrokerStoppedException("Broker BrokerService[inside] is being stopped"));
    }

    @ParameterizedTest
    @MethodSource("failuresOfTheBroker")
    void rollsBackAndAsksToTryAgainWhenTheBrokerFails(RuntimeException failure) {
        FAILURE.set(failure);

        Exchange answer = post("""
                {"to": "+393330000001", "text": "a"}""");

        assertThat(TRANSACTIONS).isEmpty();
        assertThat(status(answer)).isEqualTo(503);
        assertThat(answer.getMessage().getHeader("Retry-After")).isEqualTo("5");
        assertThat(answer.getMessage().getBody(String.class)).doesNotContain("inside", "Exception");
        assertThat(answer.getException()).isNull();
    }

    @Test
    void tellsNothingOfAnErrorOfItsOwn() {
        FAILURE.set(new IllegalStateException("secret"));

        Exchange answer = post("""
                {"to": "+393330000001", "text": "a"}""");

        assertThat(TRANSACTIONS).isEmpty();
        assertThat(status(answer)).isEqualTo(500);
        assertThat(answer.getMessage().getHeaders())
                .containsOnlyKeys(Exchange.HTTP_RESPONSE_CODE, Exchange.CONTENT_TYPE);
        assertThat(answer.getMessage().getBody(String.class)).doesNotContain("secret", "Exception");
    }

    @Test
    void beginsNoTransactionForARequestThatIsWrong() throws Exception {
        Exchange answer = post("""
                [{"to": "+393330000001", "text": "a"}, {"to": "+393330000002"}]""");

        assertThat(TRANSACTIONS).isEmpty();
        assertThat(status(answer)).isEqualTo(400);
        assertThat(answer.getMessage().getBody(String.class)).contains("\"field\":\"text\"", "\"index\":1");
    }

    @Test
    void takesNothingOfARequestOfWhichNoAccountCanTakeOneMessage() {
        Exchange answer = post("""
                [{"to": "+393330000001", "text": "a"}, {"to": "+393330000002", "text": "b", "account": "nobody"}]""");

        assertThat(TRANSACTIONS).isEmpty();
        assertThat(status(answer)).isEqualTo(400);
        assertThat(answer.getMessage().getBody(String.class)).contains("\"field\":\"account\"", "\"index\":1");
    }

    @Test
    void asksToTryAgainWhenAsManyRequestsWaitAsMay() {
        CountDownLatch hold = new CountDownLatch(1);
        HOLD.set(hold);
        List<CompletableFuture<Exchange>> waiting = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            waiting.add(request.asyncSend(
                    "direct:request", exchange -> exchange.getMessage().setBody("""
                    {"to": "+393330000001", "text": "a"}""".getBytes(StandardCharsets.UTF_8))));
        }
        try {
            await().untilAsserted(() -> {
                Exchange answer = post("""
                        [{"to": "+393330000001", "text": "a"}, {"to": "12", "text": "a"}]""");
                assertThat(status(answer)).as("what is wrong all the same").isEqualTo(400);
                assertThat(COMMITTER.get().waiting()).isEqualTo(10);
            });

            Exchange answer = post("""
                    {"to": "+393330000001", "text": "a"}""");

            assertThat(status(answer)).isEqualTo(503);
            assertThat(answer.getMessage().getHeader("Retry-After")).isEqualTo("5");
            assertThat(answer.getMessage().getBody(String.class)).contains("staffetta.intake.waiting");
        } finally {
            hold.countDown();
        }
        assertThat(waiting).allSatisfy(one -> assertThat(status(one.join())).isEqualTo(202));
    }
}

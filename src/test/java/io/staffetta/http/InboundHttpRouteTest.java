package io.staffetta.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.intake.Receipts;
import io.staffetta.intake.RoutedMessage;
import io.staffetta.ledger.TestLedger;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.activemq.broker.BrokerStoppedException;
import org.apache.camel.BindToRegistry;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.EndpointInject;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Produce;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.spi.Policy;
import org.apache.camel.support.processor.DelegateProcessor;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jms.UncategorizedJmsException;

/** The route of POST /v1/messages, with the queues mocked and the transaction watched. */
@CamelMainTest(
        properties = {
            "camel.main.routes-include-pattern=file:routes/error-handling.camel.yaml,"
                    + "file:routes/inbound/inbound-http.camel.yaml,"
                    + "file:routes/outbound/put-all-or-nothing.camel.yaml"
        },
        configurationClasses = InboundHttpRouteTest.Beans.class,
        replaceRouteFromWith = "inbound-http=direct:request",
        mockEndpointsAndSkip = "direct:put-on-queues")
class InboundHttpRouteTest {

    private static final Receipts RECEIPTS =
            new Receipts(new TestLedger(Clock.systemUTC()).ledger(), Clock.systemUTC());
    private static final List<String> TRANSACTIONS = new ArrayList<>();

    @Produce("direct:request")
    private ProducerTemplate request;

    @EndpointInject("mock:direct:put-on-queues")
    private MockEndpoint queues;

    /** What the route calls. */
    public static final class Beans implements CamelConfiguration {

        @BindToRegistry
        public HttpAnswers httpAnswers() {
            return new HttpAnswers(DemoIntake.faults());
        }

        @BindToRegistry
        public HttpIntake httpIntake() {
            return new HttpIntake(DemoIntake.intake(), RECEIPTS);
        }

        @BindToRegistry
        public Receipts receipts() {
            return RECEIPTS;
        }

        @BindToRegistry
        public RequestDeadline requestDeadline() {
            return new RequestDeadline();
        }

        /** Notes whether a transaction would have been committed. */
        @BindToRegistry
        public Policy oneTransaction() {
            return new Policy() {
                @Override
                public void beforeWrap(Route route, NamedNode definition) {
                    // Nothing to prepare.
                }

                @Override
                public Processor wrap(Route route, Processor processor) {
                    return new DelegateProcessor(processor) {
                        @Override
                        public void process(Exchange exchange) throws Exception {
                            super.process(exchange);
                            TRANSACTIONS.add(exchange.isFailed() ? "rolled back" : "committed");
                        }
                    };
                }
            };
        }
    }

    @BeforeEach
    void forget() {
        TRANSACTIONS.clear();
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
        queues.expectedMessageCount(1);

        Exchange answer = post("""
                [{"to": "+393330000001", "text": "a"}, {"to": "+393330000002", "text": "b", "account": "tim"}]""");

        MockEndpoint.assertIsSatisfied(queues);
        Exchange put = queues.getExchanges().get(0);
        List<?> routed = put.getVariable("routed", List.class);
        assertThat(routed)
                .extracting(message -> ((RoutedMessage) message).queue())
                .containsExactly("sms.account.messagenet", "sms.account.tim");
        assertThat(put.getPattern()).isEqualTo(ExchangePattern.InOnly);
        assertThat(put.getMessage().getHeader("to")).isNull();
        assertThat(TRANSACTIONS).containsExactly("committed");
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
        queues.whenAnyExchangeReceived(exchange -> {
            throw failure;
        });

        Exchange answer = post("""
                {"to": "+393330000001", "text": "a"}""");

        assertThat(TRANSACTIONS).containsExactly("rolled back");
        assertThat(status(answer)).isEqualTo(503);
        assertThat(answer.getMessage().getHeader("Retry-After")).isEqualTo("5");
        assertThat(answer.getMessage().getBody(String.class)).doesNotContain("inside", "Exception");
        assertThat(answer.getException()).isNull();
    }

    @Test
    void tellsNothingOfAnErrorOfItsOwn() {
        queues.whenAnyExchangeReceived(exchange -> {
            throw new IllegalStateException("secret");
        });

        Exchange answer = post("""
                {"to": "+393330000001", "text": "a"}""");

        assertThat(TRANSACTIONS).containsExactly("rolled back");
        assertThat(status(answer)).isEqualTo(500);
        assertThat(answer.getMessage().getHeaders())
                .containsOnlyKeys(Exchange.HTTP_RESPONSE_CODE, Exchange.CONTENT_TYPE);
        assertThat(answer.getMessage().getBody(String.class)).doesNotContain("secret", "Exception");
    }

    @Test
    void beginsNoTransactionForARequestThatIsWrong() throws Exception {
        queues.expectedMessageCount(0);

        Exchange answer = post("""
                [{"to": "+393330000001", "text": "a"}, {"to": "+393330000002"}]""");

        MockEndpoint.assertIsSatisfied(queues);
        assertThat(TRANSACTIONS).isEmpty();
        assertThat(status(answer)).isEqualTo(400);
        assertThat(answer.getMessage().getBody(String.class)).contains("\"field\":\"text\"", "\"index\":1");
    }
}

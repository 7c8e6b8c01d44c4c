package io.staffetta.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staffetta.http.RequestTooLateException;
import io.staffetta.intake.RoutedMessage;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.BindToRegistry;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.EndpointInject;
import org.apache.camel.Exchange;
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

/** How rows of a batch come onto their queues, beside requests over HTTP: here all of these are too late. */
@CamelMainTest(
        properties = {
            "camel.main.routes-include-pattern=file:routes/outbound/put-rows.camel.yaml,"
                    + "file:routes/outbound/put-all-or-nothing.camel.yaml"
        },
        configurationClasses = PutRowsRouteTest.Beans.class,
        mockEndpointsAndSkip = "direct:put-on-queues")
class PutRowsRouteTest {

    private static final List<String> TRANSACTIONS = new ArrayList<>();

    @Produce
    private ProducerTemplate template;

    @EndpointInject("mock:direct:put-on-queues")
    private MockEndpoint queues;

    /** What says that an exchange is too late: every one is that comes to it. */
    public static final class Late {
        /** Refuses it. */
        public void check(Exchange exchange) {
            if (exchange != null) {
                throw new RequestTooLateException();
            }
        }
    }

    /** What the routes call. */
    public static final class Beans implements CamelConfiguration {

        @BindToRegistry
        public Late requestDeadline() {
            return new Late();
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

    private CamelContext context() {
        return template.getCamelContext();
    }

    @Test
    void putsRowsOnTheirQueuesHoweverLongThatTakes() throws Exception {
        queues.expectedMessageCount(1);
        List<RoutedMessage> routed = List.of();

        new RowQueues(this::context).accept(routed);

        MockEndpoint.assertIsSatisfied(queues);
        assertThat(queues.getExchanges().get(0).getVariable("routed")).isSameAs(routed);
        assertThat(TRANSACTIONS).containsExactly("committed");
    }

    @Test
    void rollsBackRowsThatTheBrokerDoesNotTake() {
        queues.whenAnyExchangeReceived(exchange -> {
            throw new IllegalStateException("full");
        });

        assertThatThrownBy(() -> new RowQueues(this::context).accept(List.of())).hasMessageContaining("full");
        assertThat(TRANSACTIONS).containsExactly("rolled back");
    }

    @Test
    void rollsBackARequestThatIsTooLate() {
        Exchange late =
                template.request("direct:put-all-or-nothing", exchange -> exchange.setVariable("routed", List.of()));

        assertThat(late.getException()).isInstanceOf(RequestTooLateException.class);
        assertThat(TRANSACTIONS).containsExactly("rolled back");
    }
}

package io.staffetta.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All that a route sends, or nothing of it, with a real broker. */
class OneTransactionIT {

    private final TestBroker broker = new TestBroker();
    private List<String> seenInside = List.of();

    @BeforeEach
    void start() throws Exception {
        broker.routes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:in")
                                .errorHandler(noErrorHandler())
                                .policy("oneTransaction")
                                .to("jms:queue:one")
                                .to("direct:further")
                                .process(exchange -> seenInside = broker.browse("one"));
                        from("direct:further")
                                .errorHandler(noErrorHandler())
                                .choice()
                                .when(body().isEqualTo("bad"))
                                .throwException(new IllegalStateException("after the first send"))
                                .otherwise()
                                .to("jms:queue:two");
                    }
                },
                "oneTransaction",
                new OneTransaction(broker.pool));
    }

    @AfterEach
    void close() {
        broker.close();
    }

    @Test
    void putsAllOnTheQueuesBeforeTheRouteGoesOn() throws Exception {
        try (ProducerTemplate template = broker.camel().createProducerTemplate()) {
            template.sendBody("direct:in", "good");
        }

        assertThat(seenInside).as("before the commit").isEmpty();
        assertThat(broker.browse("one")).containsExactly("good");
        assertThat(broker.browse("two")).containsExactly("good");
    }

    @Test
    void putsNothingOnTheQueuesWhenSomethingFailsAfterTheFirstSend() throws Exception {
        try (ProducerTemplate template = broker.camel().createProducerTemplate()) {
            assertThatThrownBy(() -> template.sendBody("direct:in", "bad"))
                    .isInstanceOf(CamelExecutionException.class)
                    .hasRootCauseMessage("after the first send");
            template.sendBody("direct:in", "good");
        }

        assertThat(broker.browse("one")).containsExactly("good");
        assertThat(broker.browse("two")).containsExactly("good");
    }
}

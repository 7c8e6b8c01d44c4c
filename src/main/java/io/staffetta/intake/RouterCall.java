package io.staffetta.intake;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.Producer;
import org.apache.camel.RuntimeCamelException;

/**
 * Calls the route {@code outbound-router}.
 *
 * <p>Thread-safe.
 */
public final class RouterCall implements Consumer<Routing> {

    /** Whether no account can take the message of an exchange. */
    public static final Predicate NO_ACCOUNT = exchange -> of(exchange).isDead();

    /** Whether the message of an exchange is to be sent later. */
    public static final Predicate EARLY = exchange -> of(exchange).isEarly();

    private final Supplier<CamelContext> camel;
    private Producer producer;

    /**
     * @param camel the context of the route, once it has started
     */
    public RouterCall(Supplier<CamelContext> camel) {
        this.camel = camel;
    }

    /**
     * Routes one.
     *
     * @throws RuntimeException if a step fails
     */
    @Override
    public void accept(Routing routing) {
        Producer router = producer();
        Exchange exchange = router.getEndpoint().createExchange();
        exchange.getMessage().setBody(routing);
        try {
            router.process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        if (exchange.isFailed()) {
            throw CamelExecutionException.wrapRuntimeException(exchange.getException());
        }
    }

    private static Routing of(Exchange exchange) {
        return (Routing) exchange.getMessage().getBody();
    }

    /** Made when it is first needed: before, there are no routes. */
    private synchronized Producer producer() {
        if (producer == null) {
            Endpoint router = camel.get().getEndpoint("direct:outbound-router");
            try {
                Producer made = router.createProducer();
                made.start();
                producer = made;
            } catch (Exception e) {
                throw new RuntimeCamelException("The route outbound-router cannot be called", e);
            }
        }
        return producer;
    }
}

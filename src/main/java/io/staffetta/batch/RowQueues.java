package io.staffetta.batch;

import io.staffetta.intake.RoutedMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.FluentProducerTemplate;

/**
 * Puts messages on the queues of their accounts through the route {@code put-rows}.
 *
 * <p>Thread-safe.
 */
public final class RowQueues implements Consumer<List<RoutedMessage>> {

    private final Supplier<CamelContext> camel;

    public RowQueues(Supplier<CamelContext> camel) {
        this.camel = camel;
    }

    /**
     * Puts all of them there, in one transaction of the broker.
     *
     * @throws RuntimeException if none is there, or none may be
     */
    @Override
    public void accept(List<RoutedMessage> routed) {
        try (FluentProducerTemplate template = camel.get().createFluentProducerTemplate()) {
            Exchange done = template.withProcessor(exchange -> exchange.setVariable("routed", routed))
                    .to("direct:put-rows")
                    .send();
            if (done.isFailed()) {
                throw CamelExecutionException.wrapRuntimeException(done.getException());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

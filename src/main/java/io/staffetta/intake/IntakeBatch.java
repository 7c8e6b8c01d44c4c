package io.staffetta.intake;

import io.staffetta.broker.BatchWork;
import io.staffetta.ledger.Ledger;
import io.staffetta.message.InvalidMessageException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.FluentProducerTemplate;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Holds back what was routed of a batch until all of it is in the ledger, in one commit there, and then has it put on its
 * queues, in the one local transaction of the batch. What the ledger refuses goes to the dead letter queue in that
 * transaction as it came, and the rest of the batch is taken.
 *
 * <p>Thread-safe; each thread has its own batch.
 */
public final class IntakeBatch implements BatchWork {

    private static final List<String> CARRIED = List.of("replyTo", "correlation", "source");

    private final Receipts receipts;
    private final Supplier<CamelContext> camel;
    private final ThreadLocal<List<Pending>> pending = ThreadLocal.withInitial(ArrayList::new);

    private record Pending(
            CompletableFuture<Receipt> receipt,
            Object body,
            Map<String, Object> headers,
            Map<String, Object> variables) {}

    public IntakeBatch(Receipts receipts, Supplier<CamelContext> camel) {
        this.receipts = receipts;
        this.camel = camel;
    }

    /** Adds what was routed of one message to the batch of the present thread. */
    public void add(Exchange exchange, List<RoutedMessage> routed) {
        Map<String, Object> variables = new HashMap<>();
        CARRIED.forEach(name -> variables.put(name, exchange.getVariable(name)));
        Message came = exchange.getMessage();
        pending.get()
                .add(new Pending(receipts.take(routed), came.getBody(), new HashMap<>(came.getHeaders()), variables));
    }

    @Override
    public void begin() {
        pending.get().clear();
    }

    @Override
    public void finish() {
        try (FluentProducerTemplate template = camel.get().createFluentProducerTemplate()) {
            for (Pending one : pending.get()) {
                try {
                    Receipt receipt = Ledger.await(one.receipt());
                    call(template, "direct:taken", one, exchange -> exchange.setVariable("receipt", receipt));
                } catch (InvalidMessageException e) {
                    call(template, "direct:dead-letter", one, exchange -> {
                        exchange.getMessage().setBody(one.body());
                        exchange.getMessage().setHeaders(one.headers());
                        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, e);
                    });
                }
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } finally {
            pending.get().clear();
        }
    }

    private static void call(FluentProducerTemplate template, String route, Pending one, Processor fill) {
        Exchange done = template.withProcessor(exchange -> {
                    one.variables().forEach(exchange::setVariable);
                    fill.process(exchange);
                })
                .to(route)
                .send();
        if (done.isFailed()) {
            throw CamelExecutionException.wrapRuntimeException(done.getException());
        }
    }
}

package io.staffetta.intake;

import io.staffetta.broker.BatchWork;
import io.staffetta.ledger.Ledger;
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

/**
 * Holds back what was routed of a batch until all of it is in the ledger, in one commit there, and then has it put on its
 * queues, in the one local transaction of the batch.
 *
 * <p>Thread-safe; each thread has its own batch.
 */
public final class IntakeBatch implements BatchWork {

    private static final List<String> CARRIED = List.of("replyTo", "correlation", "source");

    private final Receipts receipts;
    private final Supplier<CamelContext> camel;
    private final ThreadLocal<List<Pending>> pending = ThreadLocal.withInitial(ArrayList::new);

    private record Pending(CompletableFuture<Receipt> receipt, Map<String, Object> variables) {}

    public IntakeBatch(Receipts receipts, Supplier<CamelContext> camel) {
        this.receipts = receipts;
        this.camel = camel;
    }

    /** Adds what was routed of one message to the batch of the present thread. */
    public void add(Exchange exchange, List<RoutedMessage> routed) {
        Map<String, Object> variables = new HashMap<>();
        CARRIED.forEach(name -> variables.put(name, exchange.getVariable(name)));
        pending.get().add(new Pending(receipts.take(routed), variables));
    }

    @Override
    public void begin() {
        pending.get().clear();
    }

    @Override
    public void finish() {
        try (FluentProducerTemplate template = camel.get().createFluentProducerTemplate()) {
            for (Pending one : pending.get()) {
                Receipt receipt = Ledger.await(one.receipt());
                Exchange done = template.withProcessor(exchange -> {
                            one.variables().forEach(exchange::setVariable);
                            exchange.setVariable("receipt", receipt);
                        })
                        .to("direct:taken")
                        .send();
                if (done.isFailed()) {
                    throw CamelExecutionException.wrapRuntimeException(done.getException());
                }
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } finally {
            pending.get().clear();
        }
    }
}

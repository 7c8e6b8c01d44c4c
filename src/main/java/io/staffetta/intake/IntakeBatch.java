package io.staffetta.intake;

import io.staffetta.broker.BatchWork;
import io.staffetta.ledger.Ledger;
import io.staffetta.message.InvalidMessageException;
import io.staffetta.message.ReferenceConflictException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;

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
    private final Intake intake;
    private final Supplier<CamelContext> camel;
    private final ThreadLocal<List<Pending>> pending = ThreadLocal.withInitial(ArrayList::new);

    private ProducerTemplate template;

    private record Pending(
            CompletableFuture<Receipt> receipt,
            List<RoutedMessage> routed,
            Object body,
            Map<String, Object> headers,
            Map<String, Object> variables) {}

    public IntakeBatch(Receipts receipts, Intake intake, Supplier<CamelContext> camel) {
        this.receipts = receipts;
        this.intake = intake;
        this.camel = camel;
    }

    /** Adds what was routed of one message to the batch of the present thread. */
    public void add(Exchange exchange, List<RoutedMessage> routed) {
        Map<String, Object> variables = new HashMap<>();
        CARRIED.forEach(name -> variables.put(name, exchange.getVariable(name)));
        Message came = exchange.getMessage();
        pending.get()
                .add(new Pending(
                        receipts.take(routed), routed, came.getBody(), new HashMap<>(came.getHeaders()), variables));
    }

    @Override
    public void begin() {
        pending.get().clear();
    }

    @Override
    public void finish() {
        List<RoutedMessage> toAccounts = new ArrayList<>();
        try {
            for (Pending one : pending.get()) {
                finish(one, toAccounts);
            }
            if (!toAccounts.isEmpty()) {
                call("direct:taken", Map.of("routed", toAccounts), exchange -> {});
            }
        } finally {
            pending.get().clear();
        }
    }

    /** Most messages have only to be put on queues, which is done for all of them at once. */
    private void finish(Pending one, List<RoutedMessage> toAccounts) {
        Map<String, Object> variables = new HashMap<>(one.variables());
        try {
            Receipt receipt = Ledger.await(one.receipt());
            if (receipt.isDuplicate()) {
                variables.put("first", receipt.first());
                call("direct:came-before", variables, exchange -> {});
            } else if (receipt.routed().stream().anyMatch(RoutedMessage::isDead)) {
                variables.put("routed", receipt.routed());
                call("direct:taken", variables, exchange -> {});
            } else {
                toAccounts.addAll(receipt.routed());
            }
        } catch (ReferenceConflictException e) {
            variables.put("routed", dead(one.routed(), e));
            call("direct:taken", variables, exchange -> {});
        } catch (InvalidMessageException e) {
            call("direct:dead-letter", variables, exchange -> {
                exchange.getMessage().setBody(one.body());
                exchange.getMessage().setHeaders(one.headers());
                exchange.setProperty(Exchange.EXCEPTION_CAUGHT, e);
            });
        }
    }

    /** Entered as dead, so that the ledger knows whom they were for. */
    private List<RoutedMessage> dead(List<RoutedMessage> routed, ReferenceConflictException conflict) {
        List<RoutedMessage> dead = routed.stream()
                .map(message -> message.isDead() ? message : intake.dead(message, conflict))
                .toList();
        return Ledger.await(receipts.takeRest(dead, "")).routed();
    }

    private void call(String route, Map<String, Object> variables, Processor fill) {
        Exchange done = template().send(route, exchange -> {
            variables.forEach(exchange::setVariable);
            fill.process(exchange);
        });
        if (done.isFailed()) {
            throw CamelExecutionException.wrapRuntimeException(done.getException());
        }
    }

    /** Made when it is first needed: before, there are no routes. */
    private synchronized ProducerTemplate template() {
        if (template == null) {
            template = camel.get().createProducerTemplate();
        }
        return template;
    }
}

package io.staffetta.gateway;

import io.staffetta.broker.consumer.DueContainerFactory;
import io.staffetta.delivery.RetrySchedule;
import io.staffetta.delivery.outcome.OutcomeEvents;
import io.staffetta.delivery.retry.AttemptPermission;
import io.staffetta.delivery.retry.Failover;
import io.staffetta.delivery.retry.FailoverSelector;
import io.staffetta.delivery.retry.MessageMover;
import io.staffetta.delivery.retry.ParkedMessageRouter;
import io.staffetta.delivery.retry.Redelivery;
import io.staffetta.delivery.retry.WaitingChange;
import io.staffetta.ledger.accounts.AccountOrders;
import io.staffetta.message.MessageHeaders;
import io.staffetta.operation.RetryQueues;
import io.staffetta.provider.SubmissionComposer;
import jakarta.jms.JMSException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Wires what tries messages again: later, or with another account. */
final class RetryConfiguration {

    private final Foundation on;
    private final RetrySchedule schedule;
    private final Redelivery redelivery;
    private final WaitingChange changes;

    /**
     * @param isOpen whether an account is neither parked nor paused
     */
    RetryConfiguration(Foundation on, OutcomeEvents events, Predicate<String> isOpen) {
        this.on = on;
        schedule = on.settings().retry().schedule();
        redelivery = new Redelivery(schedule, events, on.clock());
        FailoverSelector choice =
                new FailoverSelector(on.accounts(), isOpen, on.providers(), new SubmissionComposer(), on.clock());
        AttemptPermission permission = new AttemptPermission(on.ledger(), on.clock());
        AccountOrders orders = new AccountOrders(on.ledger());
        changes = new WaitingChange(on.accounts(), choice, redelivery, on.reader(), permission, orders, on.clock());
        on.bind("redelivery", redelivery);
        on.bind("failover", new Failover(choice, schedule, events, on.clock()));
        on.bind("messageMover", new MessageMover(on.accounts(), choice, on.reader(), permission, orders));
        on.bind("mover", new ParkedMessageRouter(choice, on.reader(), permission));
    }

    Redelivery redelivery() {
        return redelivery;
    }

    /** Decides where messages go that wait, when a person says so. */
    WaitingChange changes() {
        return changes;
    }

    /** The retry queues. */
    RetryQueues queues() {
        return new RetryQueues() {
            @Override
            public List<String> names() {
                return schedule.names().stream().map(Redelivery::queue).toList();
            }

            @Override
            public <T> T without(String queue, Quiet<T> quiet) throws JMSException {
                String route = "retry-" + queue.substring(Redelivery.queue("").length());
                stop(route);
                try {
                    return quiet.run();
                } finally {
                    startRoute(route);
                }
            }
        };
    }

    private void stop(String route) {
        try {
            on.camel().getRouteController().stopRoute(route);
        } catch (Exception e) {
            throw new IllegalStateException("Route " + route + " cannot be stopped", e);
        }
    }

    private void startRoute(String route) {
        try {
            on.camel().getRouteController().startRoute(route);
        } catch (Exception e) {
            throw new IllegalStateException("Route " + route + " cannot be started", e);
        }
    }

    /** Adds a route for each retry queue. */
    void start() throws Exception {
        for (int i = 0; i < schedule.names().size(); i++) {
            String step = schedule.names().get(i);
            Duration wait = schedule.delays().get(i);
            on.bind("whenDue-" + step, new DueContainerFactory(MessageHeaders.DUE_AT, wait, on.clock()));
            on.camel().addRouteFromTemplate("retry-" + step, "retry", Map.of("step", step));
        }
    }
}

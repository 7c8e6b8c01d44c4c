package io.staffetta.gateway;

import io.staffetta.broker.consumer.DueContainerFactory;
import io.staffetta.delivery.RetrySchedule;
import io.staffetta.delivery.outcome.OutcomeEvents;
import io.staffetta.delivery.retry.Failover;
import io.staffetta.delivery.retry.FailoverSelector;
import io.staffetta.delivery.retry.ParkedMessageRouter;
import io.staffetta.delivery.retry.Redelivery;
import io.staffetta.message.DeliveryHeaders;
import io.staffetta.provider.SubmissionComposer;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;

/** What tries messages again: later, or with another account. */
final class RetryConfiguration {

    private final Foundation on;
    private final RetrySchedule schedule;
    private final Redelivery redelivery;

    /**
     * @param isOpen whether an account is not parked
     */
    RetryConfiguration(Foundation on, OutcomeEvents events, Predicate<String> isOpen) {
        this.on = on;
        schedule = on.settings().retry().schedule();
        redelivery = new Redelivery(schedule, events, on.clock());
        FailoverSelector choice =
                new FailoverSelector(on.accounts(), isOpen, on.providers(), new SubmissionComposer(), on.clock());
        on.bind("redelivery", redelivery);
        on.bind("failover", new Failover(choice, schedule, events, on.clock()));
        on.bind("mover", new ParkedMessageRouter(choice, on.reader(), on.ledger(), on.clock()));
    }

    Redelivery redelivery() {
        return redelivery;
    }

    /** Adds a route for each retry queue. */
    void start() throws Exception {
        for (int i = 0; i < schedule.names().size(); i++) {
            String step = schedule.names().get(i);
            Duration wait = schedule.delays().get(i);
            on.bind("whenDue-" + step, new DueContainerFactory(DeliveryHeaders.DUE_AT, wait, on.clock()));
            on.camel().addRouteFromTemplate("retry-" + step, "retry", Map.of("step", step));
        }
    }
}

package io.staffetta.gateway;

import io.staffetta.broker.consumer.GroupContainerFactory;
import io.staffetta.deadletter.BrokerDeadLetters;
import io.staffetta.deadletter.DeadLetters;
import io.staffetta.deadletter.InterventionNotes;
import io.staffetta.delivery.outcome.OutcomeEvents;
import java.util.Map;

/** Wires dead letters: of messages that cannot be sent, and of what the broker gives up by itself. */
final class DeadLetterConfiguration {

    private final Foundation on;
    private final DeadLetters deadLetters;

    DeadLetterConfiguration(Foundation on, OutcomeEvents events) {
        this.on = on;
        deadLetters = new DeadLetters(events, on.clock());
        on.bind("deadLetters", deadLetters);
        on.bind("interventionNotes", new InterventionNotes(on.ledger()));
        on.bind("brokerDeadLetters", new BrokerDeadLetters(events, on.clock()));
    }

    DeadLetters deadLetters() {
        return deadLetters;
    }

    /** Adds a route for each dead letter queue of the broker. */
    void start() throws Exception {
        int together = on.settings().intake().together();
        for (String queue : on.settings().broker().watchedDeadLetterQueues()) {
            on.bind(
                    "givenUpOn-" + queue,
                    GroupContainerFactory.each(together, on.ledger()::isAvailable, BrokerDeadLetters.selector(queue)));
            on.camel()
                    .addRouteFromTemplate("broker-dead-letter-" + queue, "broker-dead-letter", Map.of("queue", queue));
        }
    }
}

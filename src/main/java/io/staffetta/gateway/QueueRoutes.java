package io.staffetta.gateway;

import io.staffetta.broker.consumer.BatchContainerFactory;
import io.staffetta.broker.consumer.DueContainerFactory;
import io.staffetta.deadletter.BrokerDeadLetters;
import io.staffetta.delivery.RetrySchedule;
import io.staffetta.gateway.settings.GatewaySettings;
import io.staffetta.ledger.Ledger;
import io.staffetta.message.DeliveryHeaders;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.CamelContext;

/** The routes of queues that settings name: one for each retry queue, and for each dead letter queue of the broker. */
final class QueueRoutes {

    private final CamelContext camel;
    private final GatewaySettings settings;
    private final Ledger ledger;
    private final Clock clock;

    QueueRoutes(CamelContext camel, GatewaySettings settings, Ledger ledger, Clock clock) {
        this.camel = camel;
        this.settings = settings;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Adds all of them. */
    void add(RetrySchedule schedule) throws Exception {
        for (int i = 0; i < schedule.names().size(); i++) {
            addRetryRoute(schedule.names().get(i), schedule.delays().get(i));
        }
        for (String queue : settings.broker().deadLetterQueues()) {
            addBrokerDeadLetterRoute(queue);
        }
    }

    private void addRetryRoute(String step, Duration wait) throws Exception {
        camel.getRegistry().bind("whenDue-" + step, new DueContainerFactory(DeliveryHeaders.DUE_AT, wait, clock));
        camel.addRouteFromTemplate("retry-" + step, "retry", Map.of("step", step));
    }

    private void addBrokerDeadLetterRoute(String queue) throws Exception {
        camel.getRegistry()
                .bind(
                        "givenUpOn-" + queue,
                        BatchContainerFactory.each(
                                settings.intake().batch(), ledger::isAvailable, BrokerDeadLetters.selector(queue)));
        camel.addRouteFromTemplate("broker-dead-letter-" + queue, "broker-dead-letter", Map.of("queue", queue));
    }
}

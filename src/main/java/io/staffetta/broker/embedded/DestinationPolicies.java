package io.staffetta.broker.embedded;

import io.staffetta.broker.QueueNames;
import io.staffetta.broker.UrgentFirst;
import java.util.List;
import org.apache.activemq.broker.region.policy.ConstantPendingMessageLimitStrategy;
import org.apache.activemq.broker.region.policy.PolicyEntry;
import org.apache.activemq.broker.region.policy.PolicyMap;

/** Sets the policies of the gateway's queues and topics on the embedded broker. */
final class DestinationPolicies {

    /** Most outcomes that wait for one listener. */
    private static final int MOST_OUTCOMES = 100_000;

    /** Percent of the broker's memory that a queue keeps messages in, some 2,000: many queues together must not fill it. */
    private static final int OF_A_QUEUE = 2;

    private DestinationPolicies() {}

    /** The policies for all destinations. */
    static PolicyMap all() {
        // The gateway's own queues never make it wait: what would make room shares the connection that waits. What does
        // not fit is on the disk alone.
        PolicyEntry queues = queue(">");
        // Who sends or acknowledges gives the next ones out, without waking a thread for it.
        queues.setOptimizedDispatch(true);
        // What programs write to does make them wait, while the memory is full.
        PolicyEntry intake = intake(UrgentFirst.INTAKE);
        PolicyEntry urgent = intake(UrgentFirst.URGENT);
        // First in, first out: all on such a queue wait equally long, and the head must be the one that is due.
        PolicyEntry retries = queue("sms.retry.>");
        retries.setPrioritizedMessages(false);
        // One page in memory: browsers read from the disk, and a sweep takes all. A larger one, for selectors, filled
        // half the heap with letters, and a sweep spent a third of its time on collections.
        PolicyEntry deadLetters = queue(QueueNames.DEAD_LETTER);
        deadLetters.setPrioritizedMessages(false);
        // Who listens to outcomes too slowly misses some; who sends messages must not wait for that.
        PolicyEntry outcomes = new PolicyEntry();
        outcomes.setTopic(QueueNames.OUTCOME);
        outcomes.setProducerFlowControl(false);
        ConstantPendingMessageLimitStrategy missed = new ConstantPendingMessageLimitStrategy();
        missed.setLimit(MOST_OUTCOMES);
        outcomes.setPendingMessageLimitStrategy(missed);
        PolicyMap policies = new PolicyMap();
        policies.setPolicyEntries(List.of(queues, intake, urgent, retries, deadLetters, outcomes));
        return policies;
    }

    private static PolicyEntry intake(String name) {
        PolicyEntry intake = queue(name);
        intake.setProducerFlowControl(true);
        intake.setOptimizedDispatch(true);
        return intake;
    }

    private static PolicyEntry queue(String name) {
        PolicyEntry queue = new PolicyEntry();
        queue.setQueue(name);
        queue.setPrioritizedMessages(true);
        queue.setProducerFlowControl(false);
        queue.setCursorMemoryHighWaterMark(OF_A_QUEUE);
        // Otherwise what comes from this process has its properties and text twice, and the limit counts them once.
        queue.setReduceMemoryFootprint(true);
        return queue;
    }
}

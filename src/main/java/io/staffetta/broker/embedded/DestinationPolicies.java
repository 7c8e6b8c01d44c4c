package io.staffetta.broker.embedded;

import io.staffetta.broker.QueueNames;
import java.util.List;
import org.apache.activemq.broker.region.policy.ConstantPendingMessageLimitStrategy;
import org.apache.activemq.broker.region.policy.PolicyEntry;
import org.apache.activemq.broker.region.policy.PolicyMap;

/** Sets the policies of the gateway's queues and topics on the embedded broker. */
final class DestinationPolicies {

    /** Most outcomes that wait for one listener. */
    private static final int MOST_OUTCOMES = 100_000;

    private DestinationPolicies() {}

    /** The policies for all destinations. */
    static PolicyMap all() {
        PolicyEntry queues = new PolicyEntry();
        queues.setQueue(">");
        queues.setPrioritizedMessages(true);
        queues.setProducerFlowControl(true);
        // Otherwise what comes from this process has its properties and text twice, and the limit counts them once.
        queues.setReduceMemoryFootprint(true);
        // Who sends or acknowledges gives the next ones out, without waking a thread for it.
        queues.setOptimizedDispatch(true);
        // First in, first out: all on such a queue wait equally long, and the head must be the one that is due.
        PolicyEntry retries = new PolicyEntry();
        retries.setQueue("sms.retry.>");
        retries.setPrioritizedMessages(false);
        retries.setReduceMemoryFootprint(true);
        // One page in memory: browsers read from the disk, and a sweep takes all. A larger one, for selectors, filled
        // half the heap
        // with letters, and a sweep spent a third of its time on collections.
        PolicyEntry deadLetters = new PolicyEntry();
        deadLetters.setQueue(QueueNames.DEAD_LETTER);
        deadLetters.setReduceMemoryFootprint(true);
        // Who listens to outcomes too slowly misses some; who sends messages must not wait for that.
        PolicyEntry outcomes = new PolicyEntry();
        outcomes.setTopic(QueueNames.OUTCOME);
        outcomes.setProducerFlowControl(false);
        ConstantPendingMessageLimitStrategy missed = new ConstantPendingMessageLimitStrategy();
        missed.setLimit(MOST_OUTCOMES);
        outcomes.setPendingMessageLimitStrategy(missed);
        PolicyMap policies = new PolicyMap();
        policies.setPolicyEntries(List.of(queues, retries, deadLetters, outcomes));
        return policies;
    }
}

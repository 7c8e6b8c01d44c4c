package io.staffetta.broker.embedded;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.activemq.broker.BrokerService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what is on the queues of the embedded broker, and looks at its memory.
 *
 * <p>Thread-safe.
 */
final class BrokerFigures {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerFigures.class);

    /** Looks, one a second, at which its memory must be full before senders are known to wait. */
    private static final int MEMORY_LOOKS = 3;

    private final Supplier<BrokerService> broker;
    private volatile int fullLooks;

    /**
     * @param broker the broker as it is now: another one after its disk was full
     */
    BrokerFigures(Supplier<BrokerService> broker) {
        this.broker = broker;
    }

    /** Looks at the memory; to be called once a second. For a moment it is full whenever much comes at once. */
    void lookAtMemory() {
        BrokerService now = broker.get();
        boolean full = now.isStarted() && now.getSystemUsage().getMemoryUsage().isFull();
        int looks = fullLooks;
        fullLooks = full ? Math.min(MEMORY_LOOKS, looks + 1) : 0;
    }

    /** Whether the memory has been full for long enough that senders wait. */
    boolean isMemoryFull() {
        return fullLooks >= MEMORY_LOOKS;
    }

    /** Messages on each of the gateway's queues, by name; empty while it cannot be asked. Does not wait. */
    Map<String, Long> depths() {
        Map<String, Long> depths = new TreeMap<>();
        try {
            broker.get().getBroker().getDestinationMap().forEach((destination, at) -> {
                if (destination.isQueue() && destination.getPhysicalName().startsWith("sms.")) {
                    depths.put(
                            destination.getPhysicalName(),
                            at.getDestinationStatistics().getMessages().getCount());
                }
            });
        } catch (Exception e) {
            LOG.debug("The queues cannot be counted", e);
        }
        return depths;
    }

    /** Messages that wait on the gateway's queues, but for dead letters. */
    long waiting() {
        try {
            return broker.get().getBroker().getDestinationMap().entrySet().stream()
                    .filter(each -> each.getKey().isQueue())
                    .filter(each -> each.getKey().getPhysicalName().startsWith("sms."))
                    .filter(each -> !each.getKey().getPhysicalName().endsWith("dead-letter"))
                    .filter(each -> !each.getKey().getPhysicalName().equals("sms.mark"))
                    .mapToLong(each -> each.getValue()
                            .getDestinationStatistics()
                            .getMessages()
                            .getCount())
                    .sum();
        } catch (Exception e) {
            LOG.debug("The queues cannot be counted", e);
            return 0;
        }
    }
}

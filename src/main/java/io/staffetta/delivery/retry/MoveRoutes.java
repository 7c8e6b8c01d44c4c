package io.staffetta.delivery.retry;

import io.staffetta.delivery.AccountQueues;
import io.staffetta.delivery.orders.WaitingMover;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds and removes the routes that empty the queues of accounts that are gone: two for each, made from the template
 * {@code move}.
 *
 * <p>Thread-safe.
 */
public final class MoveRoutes implements WaitingMover {

    private static final Logger LOG = LoggerFactory.getLogger(MoveRoutes.class);

    private final Supplier<CamelContext> camel;
    private final long stopSeconds;
    private final Map<String, String> running = new HashMap<>();

    /**
     * @param stopSeconds longest that a stop waits for a transaction
     */
    public MoveRoutes(Supplier<CamelContext> camel, long stopSeconds) {
        this.camel = camel;
        this.stopSeconds = stopSeconds;
    }

    @Override
    public synchronized void fit(Map<String, String> targets) {
        List.copyOf(running.keySet()).stream()
                .filter(id -> !running.get(id).equals(targets.get(id)))
                .forEach(this::remove);
        targets.forEach((account, target) -> {
            if (!running.containsKey(account)) {
                add(account, target);
            }
        });
    }

    private void add(String account, String target) {
        try {
            for (String queue : AccountQueues.both(account)) {
                camel.get()
                        .addRouteFromTemplate(
                                routeId(queue),
                                "move",
                                Map.of(
                                        "accountId", account,
                                        "target", target,
                                        "queue", queue,
                                        "run", UUID.randomUUID().toString()));
            }
            running.put(account, target);
            LOG.info("Messages that wait for account '{}' go to account '{}'", account, target);
        } catch (Exception e) {
            LOG.error("Messages that wait for account '{}' cannot be moved", account, e);
        }
    }

    private void remove(String account) {
        running.remove(account);
        try {
            for (String queue : AccountQueues.both(account)) {
                camel.get().getRouteController().stopRoute(routeId(queue), stopSeconds, TimeUnit.SECONDS);
                camel.get().removeRoute(routeId(queue));
            }
        } catch (Exception e) {
            LOG.error("Cannot remove the routes that move from account '{}'", account, e);
        }
    }

    private static String routeId(String queue) {
        return "move-" + queue.replace("sms.account.", "").replace("sms.urgent.", "urgent.");
    }
}

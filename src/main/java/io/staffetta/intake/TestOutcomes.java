package io.staffetta.intake;

import io.staffetta.delivery.EventOutcome;
import io.staffetta.delivery.OutcomeEvent;
import io.staffetta.thread.DaemonThreads;
import java.time.Clock;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;

/**
 * Publishes outcomes of messages of test applications: accepted, as a provider sandbox would say it. Works on a thread of
 * its own; if many wait to be told, the oldest are not.
 */
public final class TestOutcomes implements Consumer<RoutedMessage>, AutoCloseable {

    private static final int MOST_WAITING = 10_000;

    private final Supplier<CamelContext> camel;
    private final Clock clock;
    private volatile ProducerTemplate template;
    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_WAITING),
            DaemonThreads.named("test-outcomes"),
            new ThreadPoolExecutor.DiscardOldestPolicy());

    /**
     * @param camel the context of the route {@code outcome}, once it has started
     */
    public TestOutcomes(Supplier<CamelContext> camel, Clock clock) {
        this.camel = camel;
        this.clock = clock;
        executor.allowCoreThreadTimeOut(true);
    }

    @Override
    public void accept(RoutedMessage test) {
        executor.execute(() -> tell(test));
    }

    private void tell(RoutedMessage test) {
        if (template == null) {
            template = camel.get().createProducerTemplate();
        }
        OutcomeEvent event = OutcomeEvent.of(test.message().id(), EventOutcome.ACCEPTED, clock.instant())
                .reference(test.message().reference())
                .to(test.message().to())
                .source(test.message().source())
                .account(test.account().id(), "sandbox")
                .segments(test.segments())
                .detail("a test: not sent to any provider")
                .isFinal()
                .build();
        template.send("direct:outcome", exchange -> {
            exchange.setVariable("event", event);
            exchange.setVariable("replyTo", test.outgoing().headers().get("JMSReplyTo"));
            exchange.setVariable("correlation", test.outgoing().headers().get("JMSCorrelationID"));
        });
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}

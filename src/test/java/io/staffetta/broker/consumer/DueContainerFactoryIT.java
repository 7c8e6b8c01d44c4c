package io.staffetta.broker.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.broker.TestBroker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Messages that wait on a queue until they are due, with a real broker. */
class DueContainerFactoryIT {

    private final TestBroker broker = new TestBroker();
    private final List<Instant> moved = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        broker.close();
    }

    private void start() throws Exception {
        broker.routes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("jms:queue:waiting?transacted=true&lazyCreateTransactionManager=false"
                                        + "&cacheLevelName=CACHE_CONSUMER&consumerType=Custom"
                                        + "&messageListenerContainerFactory=#whenDue")
                                .errorHandler(noErrorHandler())
                                .process(exchange -> moved.add(Instant.now()))
                                .to("jms:queue:out");
                    }
                },
                "whenDue",
                new DueContainerFactory("dueAt", Duration.ofHours(1), Clock.systemUTC()));
    }

    @Test
    void movesTheHeadOnWhenItIsDueAndNotBefore() throws Exception {
        Instant due = Instant.now().plusMillis(1500);
        broker.send("waiting", due.toString(), "m1", "m2");
        start();

        await().until(() -> broker.browse("out").equals(List.of("m1", "m2")));

        assertThat(moved.get(0)).isBetween(due, due.plusSeconds(5));
        assertThat(broker.browse("waiting")).isEmpty();
    }

    @Test
    void movesMessagesThatAreDueOnAtOnce() throws Exception {
        broker.send("waiting", Instant.now().minusSeconds(60).toString(), "late");
        broker.send("waiting", null, "says nothing");
        broker.send("waiting", "tomorrow", "says nonsense");
        broker.send("waiting", "2999-01-01T00:00:00Z", "says too much");
        start();

        await().until(() ->
                broker.browse("out").equals(List.of("late", "says nothing", "says nonsense", "says too much")));
    }

    @Test
    void letsNoMessagePassTheHead() throws Exception {
        Instant due = Instant.now().plusMillis(1500);
        broker.send("waiting", due.toString(), "head");
        broker.send("waiting", Instant.now().toString(), "behind");
        start();

        await().until(() -> broker.browse("out").equals(List.of("head", "behind")));
        assertThat(moved.get(0)).isAfterOrEqualTo(due);
    }

    @Test
    void givesTheHeadBackSoonWhenItStops() throws Exception {
        broker.send("waiting", Instant.now().plusSeconds(3600).toString(), "m1", "m2");
        start();
        await().during(Duration.ofMillis(500)).until(moved::isEmpty);

        Instant before = Instant.now();
        broker.stopRoutes();

        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(5));
        await().until(() -> broker.browse("waiting").equals(List.of("m1", "m2")));
        assertThat(broker.browse("out")).isEmpty();
    }

    @Test
    void keepsWaitingMessagesOverARestart() throws Exception {
        Instant due = Instant.now().plusMillis(4000);
        broker.send("waiting", due.toString(), "m1");
        start();

        broker.restart();
        assertThat(broker.browse("waiting")).containsExactly("m1");
        start();

        await().until(() -> broker.browse("out").equals(List.of("m1")));
        assertThat(moved).hasSize(1);
        assertThat(moved.get(0)).isAfterOrEqualTo(due);
    }

    @Test
    void bringsAMessageBackThatCouldNotBePutElsewhere() throws Exception {
        broker.send("waiting", Instant.now().toString(), "m1");
        List<String> worked = new CopyOnWriteArrayList<>();
        broker.routes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("jms:queue:waiting?transacted=true&lazyCreateTransactionManager=false"
                                        + "&cacheLevelName=CACHE_CONSUMER&consumerType=Custom"
                                        + "&messageListenerContainerFactory=#whenDue")
                                .errorHandler(noErrorHandler())
                                .to("jms:queue:out")
                                .process(exchange -> {
                                    worked.add("once more");
                                    if (worked.size() == 1) {
                                        throw new IllegalStateException("after the send");
                                    }
                                });
                    }
                },
                "whenDue",
                new DueContainerFactory("dueAt", Duration.ofHours(1), Clock.systemUTC()));

        await().until(() -> worked.size() == 2);

        await().until(() -> broker.browse("out").equals(List.of("m1")));
        assertThat(broker.browse("waiting")).isEmpty();
    }
}

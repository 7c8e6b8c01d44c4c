package io.staffetta.broker.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.broker.TestBroker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.camel.Processor;
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
        start(exchange -> moved.add(Instant.now()), exchange -> {});
    }

    private void start(Processor before, Processor after) throws Exception {
        broker.routes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("jms:queue:waiting?cacheLevelName=CACHE_CONSUMER&consumerType=Custom"
                                        + "&messageListenerContainerFactory=#whenDue")
                                .errorHandler(noErrorHandler())
                                .process(before)
                                .to("jms:queue:out")
                                .process(after);
                    }
                },
                "whenDue",
                new DueContainerFactory("dueAt", Duration.ofHours(1), Clock.systemUTC()));
    }

    private static String[] texts(int count) {
        return IntStream.range(0, count).mapToObj(i -> "m" + i).toArray(String[]::new);
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
        start(exchange -> {}, exchange -> {
            worked.add("once more");
            if (worked.size() == 1) {
                throw new IllegalStateException("after the send");
            }
        });

        await().until(() -> worked.size() == 2);

        await().until(() -> broker.browse("out").equals(List.of("m1")));
        assertThat(broker.browse("waiting")).isEmpty();
    }

    @Test
    void commitsTogetherWhatIsDueTogether() throws Exception {
        // Not yet, so that all have come by then.
        Instant due = Instant.now().plusMillis(1500);
        Instant later = due.plusMillis(1500);
        broker.send("waiting", due.toString(), texts(10));
        broker.send("waiting", later.toString(), "later");
        Map<String, Integer> seenBehind = new ConcurrentHashMap<>();
        start(
                exchange -> {
                    moved.add(Instant.now());
                    seenBehind.put(
                            exchange.getMessage().getBody(String.class),
                            broker.browse("out").size());
                },
                exchange -> {});

        await().until(() -> broker.browse("out").size() == 11);

        assertThat(IntStream.range(0, 10).mapToObj(i -> seenBehind.get("m" + i)))
                .containsOnly(0);
        assertThat(seenBehind).containsEntry("later", 10);
        assertThat(moved).hasSize(11);
        assertThat(moved.get(10)).isAfterOrEqualTo(later);
        await().until(() -> broker.browse("waiting").isEmpty());
    }

    @Test
    void holdsUpNoOthersForOneThatCannotBePutElsewhereAndBringsItBack() throws Exception {
        Instant due = Instant.now().plusMillis(1500);
        broker.send("waiting", due.toString(), texts(10));
        broker.send("waiting", due.plusMillis(1500).toString(), "later");
        List<String> failed = new CopyOnWriteArrayList<>();
        start(exchange -> {}, exchange -> {
            String text = exchange.getMessage().getBody(String.class);
            if (text.equals("m5") && failed.size() < 3) {
                failed.add(text);
                throw new IllegalStateException("in the middle of the group");
            }
        });

        await().until(() -> broker.browse("out").size() >= 11);

        assertThat(broker.browse("out"))
                .startsWith("m0", "m1", "m2", "m3", "m4", "m6", "m7", "m8", "m9")
                .endsWith("m5", "later")
                .hasSize(11);
        await().until(() -> broker.browse("waiting").isEmpty());
    }

    @Test
    void givesBackWhatItTookAheadWhenItStops() throws Exception {
        broker.send("waiting", Instant.now().toString(), "due");
        broker.send("waiting", Instant.now().plusSeconds(3600).toString(), "m1", "m2");
        start();
        await().until(() -> broker.browse("out").equals(List.of("due")));

        broker.stopRoutes();

        await().until(() -> broker.browse("waiting").equals(List.of("m1", "m2")));
        assertThat(broker.browse("out")).containsExactly("due");
    }

    @Test
    void losesNothingWhenTheBrokerGoesInTheMiddle() throws Exception {
        broker.send("waiting", Instant.now().toString(), texts(300));
        start();
        await().until(() -> !broker.browse("out").isEmpty());

        broker.restart();

        Set<String> all = new HashSet<>(broker.browse("out"));
        all.addAll(broker.browse("waiting"));
        assertThat(all).containsExactlyInAnyOrder(texts(300));
    }
}

package io.staffetta.broker.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.broker.TestBroker;
import io.staffetta.thread.RightOfWay;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Messages that come together share a transaction, with a real broker. */
class GroupContainerFactoryIT {

    private final TestBroker broker = new TestBroker();
    /** What was on the queue behind, for all to see, when a message was worked on. */
    private final ConcurrentHashMap<String, Integer> seenBehind = new ConcurrentHashMap<>();

    @AfterEach
    void close() {
        broker.close();
    }

    private void start(int most, Processor work) throws Exception {
        start(GroupContainerFactory.each(most, () -> true), from -> from.process(exchange -> seenBehind.put(
                        exchange.getMessage().getBody(String.class),
                        broker.browse("out").size()))
                .to("jms:queue:out")
                .process(work));
    }

    private void start(GroupContainerFactory groups, Consumer<RouteDefinition> steps) throws Exception {
        broker.routes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        steps.accept(from("jms:queue:in?transacted=true&lazyCreateTransactionManager=false"
                                        + "&cacheLevelName=CACHE_CONSUMER&consumerType=Custom"
                                        + "&messageListenerContainerFactory=#inGroups")
                                .errorHandler(noErrorHandler()));
                    }
                },
                "inGroups",
                groups);
    }

    private static String[] texts(int count) {
        return IntStream.range(0, count).mapToObj(i -> "m" + i).toArray(String[]::new);
    }

    @Test
    void commitsTogetherWhatHasArrivedTogetherUpToTheLimit() throws Exception {
        broker.send("in", null, texts(10));
        start(4, exchange -> {});

        await().until(() -> broker.browse("out").size() == 10);

        assertThat(broker.browse("out")).containsExactly(texts(10));
        assertThat(broker.browse("in")).isEmpty();
        assertThat(IntStream.range(0, 10).mapToObj(i -> seenBehind.get("m" + i)))
                .containsExactly(0, 0, 0, 0, 4, 4, 4, 4, 8, 8);
    }

    @Test
    void doesNotHoldBackAMessageThatComesAlone() throws Exception {
        start(100, exchange -> {});
        broker.send("in", null, "alone");

        await().until(() -> broker.browse("out").equals(List.of("alone")));
    }

    @Test
    void rollsTheWholeBatchBackWhenOneFailsAndLosesAndDoublesNothing() throws Exception {
        broker.send("in", null, texts(10));
        List<String> worked = new CopyOnWriteArrayList<>();
        start(100, exchange -> {
            worked.add(exchange.getMessage().getBody(String.class));
            if (worked.size() == 6) {
                throw new IllegalStateException("in the middle of the most");
            }
        });

        await().until(() -> broker.browse("out").size() >= 10);

        assertThat(broker.browse("out")).containsExactlyInAnyOrder(texts(10));
        assertThat(broker.browse("in")).isEmpty();
        assertThat(worked).hasSizeGreaterThanOrEqualTo(16);
        assertThat(worked.subList(6, 7)).containsExactly("m0");
    }

    @Test
    void keepsWhatItHasNotCommittedWhenItStops() throws Exception {
        broker.send("in", null, texts(50));
        start(5, exchange -> {});
        await().until(() -> !broker.browse("out").isEmpty());

        broker.restart();

        List<String> all = new CopyOnWriteArrayList<>(broker.browse("out"));
        all.addAll(broker.browse("in"));
        assertThat(all).containsExactlyInAnyOrder(texts(50));
    }

    @Test
    void takesSmallerGroupsAfterAnUrgentMessageHasCome() throws Exception {
        RightOfWay way = new RightOfWay();
        List<Integer> groups = new CopyOnWriteArrayList<>();
        broker.send("in", null, texts(128));
        start(
                GroupContainerFactory.asOne(64, () -> true, way),
                from -> from.process(exchange -> {
                    groups.add(exchange.getMessage().getBody(List.class).size());
                    way.came();
                    way.gone();
                }));

        await().until(() -> groups.stream().mapToInt(group -> group).sum() == 128);

        assertThat(groups.subList(1, groups.size())).isNotEmpty().allMatch(group -> group <= 8);
    }

    @Test
    void takesNothingWhileAnUrgentMessageIsOnItsWay() throws Exception {
        AtomicLong nanos = new AtomicLong();
        RightOfWay way = new RightOfWay(nanos::get);
        List<Integer> groups = new CopyOnWriteArrayList<>();
        way.came();
        broker.send("in", null, "usual");
        start(
                GroupContainerFactory.asOne(64, () -> true, way),
                from -> from.process(exchange ->
                        groups.add(exchange.getMessage().getBody(List.class).size())));

        await().during(Duration.ofSeconds(1)).until(groups::isEmpty);
        way.gone();
        nanos.addAndGet(Duration.ofMillis(3).toNanos());
        await().until(() -> groups.equals(List.of(1)));
    }

    @Test
    void saysOfEachUrgentMessageThatItHasCome() throws Exception {
        RightOfWay way = new RightOfWay();
        List<Boolean> wanted = new CopyOnWriteArrayList<>();
        broker.send("in", null, "alarm");
        start(
                GroupContainerFactory.urgentAsOne(64, () -> true, way),
                from -> from.process(exchange -> wanted.add(way.share(64) < 64)));

        await().until(() -> wanted.equals(List.of(true)));
    }
}

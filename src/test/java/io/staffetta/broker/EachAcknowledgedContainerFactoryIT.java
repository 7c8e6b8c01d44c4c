package io.staffetta.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsConsumer;
import org.apache.camel.component.jms.JmsMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Messages that a route acknowledges one by one, with a real broker. */
class EachAcknowledgedContainerFactoryIT {

    private final TestBroker broker = new TestBroker();
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final AtomicInteger room = new AtomicInteger(Integer.MAX_VALUE);

    @AfterEach
    void close() {
        broker.close();
    }

    private void start(int prefetch, Predicate<String> settled) throws Exception {
        broker.routes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("jms:queue:in?connectionFactory=#brokerConnections&consumerType=Custom"
                                        + "&messageListenerContainerFactory=#each&asyncConsumer=true")
                                .routeId("taker")
                                .errorHandler(noErrorHandler())
                                .process(exchange -> {
                                    String text = exchange.getMessage().getBody(String.class);
                                    taken.add(text);
                                    if (settled.test(text)) {
                                        exchange.getIn(JmsMessage.class)
                                                .getJmsMessage()
                                                .acknowledge();
                                    }
                                });
                    }
                },
                "each",
                new EachAcknowledgedContainerFactory(prefetch, () -> taken.size() < room.get()));
    }

    @Test
    void bringsBackInOrderWhatWasNotAcknowledged() throws Exception {
        broker.send("in", null, "a1", "b1", "a2", "b2", "a3", "b3");
        start(10, text -> text.startsWith("a"));
        await().until(() -> taken.size() == 6);
        assertThat(taken).containsExactly("a1", "b1", "a2", "b2", "a3", "b3");

        broker.stopRoutes();
        await().until(() -> broker.browse("in").equals(List.of("b1", "b2", "b3")));
        taken.clear();
        start(10, text -> true);

        await().until(() -> taken.size() == 3);
        assertThat(taken).containsExactly("b1", "b2", "b3");
        await().until(() -> broker.browse("in").isEmpty());
    }

    @Test
    void bringsThemBackWhenOnlyTheRouteIsOpenedAnew() throws Exception {
        broker.send("in", null, "m1", "m2");
        start(10, text -> taken.size() > 2);
        await().until(() -> taken.size() == 2);

        broker.camel().getRouteController().stopRoute("taker");
        broker.camel().getRouteController().startRoute("taker");

        await().until(() -> taken.size() == 4);
        assertThat(taken).containsExactly("m1", "m2", "m1", "m2");
        await().until(() -> broker.browse("in").isEmpty());
    }

    @Test
    void handsNothingOverThatArrivesAfterItWasToldToStop() throws Exception {
        broker.send("in", null, "in time");
        start(10, text -> true);
        await().until(() -> taken.size() == 1);

        // What Camel does first, before it looks whether anything is under way, and ends the session if nothing is.
        ((JmsConsumer) broker.camel().getRoute("taker").getConsumer())
                .getListenerContainer()
                .stop();
        broker.send("in", null, "late");

        await().during(Duration.ofMillis(1500)).until(() -> taken.size() == 1);
        broker.stopRoutes();
        await().until(() -> broker.browse("in").equals(List.of("late")));
    }

    @Test
    void handsOverNoMoreThanThereIsRoomForThoughTheBrokerSendsOn() throws Exception {
        room.set(3);
        broker.send("in", null, "m1", "m2", "m3", "m4", "m5", "m6", "m7");
        start(1, text -> false);
        await().until(() -> taken.size() == 3);
        await().during(Duration.ofMillis(500)).until(() -> taken.size() == 3);

        room.set(5);

        await().until(() -> taken.size() == 5);
        assertThat(taken).containsExactly("m1", "m2", "m3", "m4", "m5");
    }

    @Test
    void keepsWhatWasNotAcknowledgedOverARestart() throws Exception {
        broker.send("in", null, "a1", "b1", "a2");
        start(10, text -> text.startsWith("a"));
        await().until(() -> taken.size() == 3);

        broker.restart();

        assertThat(broker.browse("in")).containsExactly("b1");
    }
}

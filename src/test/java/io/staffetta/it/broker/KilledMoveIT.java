package io.staffetta.it.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.config.Addresses;
import io.staffetta.it.support.ArtemisServer;
import io.staffetta.it.support.ClassicBrokerProcess;
import io.staffetta.it.support.ExternalBroker;
import io.staffetta.it.support.GatewayProcess;
import io.staffetta.it.support.RawHttp;
import io.staffetta.it.support.RawHttp.Answer;
import io.staffetta.sandbox.wire.Received;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A gateway on a broker of its own that is killed while what waits for an account is moved to another one. */
class KilledMoveIT {

    private static final int MESSAGES = 1500;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static Stream<ExternalBroker> brokers() {
        return Stream.of(new ClassicBrokerProcess(), ArtemisServer.asRecommended());
    }

    private static Answer ask(GatewayProcess gateway, String method, String path, String json) {
        int port = Integer.parseInt(gateway.setting(Addresses.HTTP));
        RawHttp request = json.isEmpty()
                ? RawHttp.request(port, method, path).header("Host: 127.0.0.1:" + port)
                : RawHttp.post(port, path, json);
        return request.header("Authorization: Bearer " + gateway.adminToken()).send();
    }

    private static void pause(GatewayProcess gateway, String account) {
        assertThat(ask(gateway, "POST", "/v1/accounts/" + account + "/pause", "{\"why\": \"test\"}")
                        .status())
                .isEqualTo(200);
    }

    private static void send(GatewayProcess gateway, String account, int from, int to) {
        String messages = IntStream.range(from, to)
                .mapToObj(
                        i -> "{\"to\": \"+393330000001\", \"text\": \"m%s\", \"account\": \"%s\", \"priority\": \"%s\"}"
                                .formatted(i, account, i % 3 == 0 ? "high" : "normal"))
                .collect(Collectors.joining(",", "[", "]"));
        Answer answer = ask(gateway, "POST", "/v1/messages", messages);
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    }

    /** So many as are seen at once; brokers show some hundreds. */
    private static int seen(Session session, String queue) throws JMSException {
        try (QueueBrowser browser = session.createBrowser(session.createQueue(queue))) {
            return Collections.list((Enumeration<?>) browser.getEnumeration()).size();
        }
    }

    /** Kills as soon as the broker hands out the first one moved, which goes back then. */
    private static void killAtTheFirstMoved(GatewayProcess gateway, ExternalBroker broker) throws Exception {
        try (Connection connection = broker.connect();
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                MessageConsumer consumer = session.createConsumer(session.createQueue("sms.account.messagenet"))) {
            connection.start();
            CompletableFuture<Answer> moved = CompletableFuture.supplyAsync(
                    () -> ask(gateway, "DELETE", "/v1/accounts/kpnqwest?move-to=messagenet", ""));
            Message first = consumer.receive(LIMIT.toMillis());
            gateway.kill();
            assertThat(first).as("the first one moved").isNotNull();
            moved.exceptionally(cut -> null).join();
            session.rollback();
        }
    }

    @ParameterizedTest
    @MethodSource("brokers")
    void losesAndDoublesNothing(ExternalBroker broker) throws Exception {
        try (broker;
                GatewayProcess gateway = new GatewayProcess()) {
            broker.start();
            gateway.on(broker).start();
            pause(gateway, "kpnqwest");
            pause(gateway, "messagenet");
            for (int from = 0; from < MESSAGES; from += 500) {
                send(gateway, "kpnqwest", from, from + 500);
            }
            assertThat(gateway.providers().received()).isEmpty();
            killAtTheFirstMoved(gateway, broker);
            try (Connection connection = broker.connect();
                    Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
                // What the killed one had been sent is not seen before the broker knows that it is gone.
                await().atMost(LIMIT).until(() -> seen(session, "sms.account.kpnqwest") > 0);

                gateway.start();
                await().atMost(LIMIT)
                        .until(() -> seen(session, "sms.account.kpnqwest") + seen(session, "sms.urgent.kpnqwest") == 0);
            }
            assertThat(gateway.providers().received()).isEmpty();
            assertThat(ask(gateway, "POST", "/v1/accounts/messagenet/resume", "{}")
                            .status())
                    .isEqualTo(200);

            await().atMost(LIMIT).until(() -> gateway.providers().received().size() >= MESSAGES);
            List<String> texts =
                    gateway.providers().received().stream().map(Received::text).toList();
            assertThat(texts)
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, MESSAGES).mapToObj(i -> "m" + i).toList());
            JsonNode dead = ask(gateway, "GET", "/v1/messages?state=DEAD", "").json();
            assertThat(dead.path("messages")).isEmpty();
        }
    }
}

package io.staffetta.it.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.config.Addresses;
import io.staffetta.it.support.RawHttp;
import io.staffetta.it.support.RawHttp.Answer;
import io.staffetta.it.support.RunningGateway;
import java.io.IOException;
import java.net.ServerSocket;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.BrokerPluginSupport;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.ProducerBrokerExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages over HTTP when the broker, a server of its own, does not take them. */
class HttpBrokerIT {

    private static final String MESSAGE = "{\"to\": \"+393330000001\", \"text\": \"%s\", \"account\": \"%s\"}";
    private static final String CALL =
            "{\"jsonrpc\": \"2.0\", \"method\": \"sendSms\", \"params\": [\"3330000001\", \"x\"], \"id\": 7}";

    private final BrokerService broker = new BrokerService();
    private String brokerUrl;
    private RunningGateway gateway;

    @BeforeEach
    void startBroker() throws Exception {
        broker.setPersistent(false);
        broker.setUseJmx(false);
        broker.setUseShutdownHook(false);
        broker.setPlugins(new BrokerPlugin[] {new NothingForTim()});
        int port = freePort();
        brokerUrl = "tcp://127.0.0.1:" + port;
        broker.addConnector(brokerUrl);
        broker.start();
        broker.waitUntilStarted();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        broker.stop();
    }

    /** Takes no message for the account tim. */
    private static final class NothingForTim extends BrokerPluginSupport {
        @Override
        public void send(ProducerBrokerExchange producer, org.apache.activemq.command.Message message)
                throws Exception {
            if (message.getDestination().getPhysicalName().equals("sms.account.tim")) {
                throw new jakarta.jms.JMSException("nothing for tim");
            }
            super.send(producer, message);
        }
    }

    private void startGateway(String url) {
        gateway =
                RunningGateway.inSandboxMode().with("staffetta.broker.url", url).start();
    }

    private Answer post(String path, String json) {
        return RawHttp.post(gateway.addresses().port(Addresses.HTTP), path, json)
                .send();
    }

    private String received() {
        return RawHttp.request(gateway.addresses().port(Addresses.SANDBOX), "GET", "/received")
                .header("Host: 127.0.0.1")
                .send()
                .body();
    }

    @Test
    void queuesNothingOfAnArrayWhenTheBrokerRefusesItsLastMessage() {
        startGateway(brokerUrl);

        Answer answer = post(
                "/v1/messages",
                "[" + MESSAGE.formatted("first", "messagenet") + "," + MESSAGE.formatted("last", "tim") + "]");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("5");
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.body()).doesNotContain("sms.account", "nothing for tim", "Exception");
        assertThat(post("/v1/messages", MESSAGE.formatted("afterwards", "messagenet"))
                        .status())
                .isEqualTo(202);
        await().atMost(RunningGateway.LIMIT)
                .untilAsserted(() -> assertThat(received()).contains("afterwards"));
        assertThat(received()).doesNotContain("first");
    }

    @Test
    void saysWhenToComeBackWhileTheBrokerIsAway() throws Exception {
        startGateway(brokerUrl);
        assertThat(post("/v1/messages", MESSAGE.formatted("before", "messagenet"))
                        .status())
                .isEqualTo(202);
        broker.stop();
        broker.waitUntilStopped();

        Answer answer = post("/v1/messages", MESSAGE.formatted("meanwhile", "messagenet"));
        Answer call = post("/tvox/webapi", CALL);
        Answer notification = post("/tvox/webapi", CALL.replace(", \"id\": 7", ""));
        Answer wrong = post("/v1/messages", "{}");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("5");
        assertThat(call.status()).isEqualTo(200);
        assertThat(call.json().get("id").asInt()).isEqualTo(7);
        assertThat(call.json().get("error").get("code").asInt()).isEqualTo(-32000);
        assertThat(notification.status()).isEqualTo(503);
        assertThat(wrong.status()).isEqualTo(400);
        Answer health = RawHttp.request(gateway.addresses().port(Addresses.MANAGEMENT), "GET", "/observe/health/ready")
                .header("Host: 127.0.0.1")
                .send();
        assertThat(health.status()).isEqualTo(503);
        assertThat(health.body()).contains("\"name\":\"broker\",\"status\":\"DOWN\"");
    }

    /** A client that looks for several brokers waits for ever, so that the request would be done when one is back. */
    @Test
    void doesNotQueueLaterWhatItSaidItDidNotTake() throws Exception {
        startGateway("failover:(" + brokerUrl + ")");
        assertThat(post("/v1/messages", MESSAGE.formatted("before", "messagenet"))
                        .status())
                .isEqualTo(202);
        await().atMost(RunningGateway.LIMIT)
                .untilAsserted(() -> assertThat(received()).contains("before"));
        broker.stop();
        broker.waitUntilStopped();

        Answer answer = post("/v1/messages", MESSAGE.formatted("meanwhile", "messagenet"));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("5");
        broker.start(true);
        broker.waitUntilStarted();
        await().atMost(RunningGateway.LIMIT)
                .untilAsserted(() -> assertThat(post("/v1/messages", MESSAGE.formatted("afterwards", "messagenet"))
                                .status())
                        .isEqualTo(202));
        await().atMost(RunningGateway.LIMIT)
                .untilAsserted(() -> assertThat(received()).contains("afterwards"));
        assertThat(received()).doesNotContain("meanwhile");
    }
}

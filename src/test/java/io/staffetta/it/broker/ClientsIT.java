package io.staffetta.it.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.staffetta.config.Addresses;
import io.staffetta.it.support.DemoAccounts;
import io.staffetta.it.support.RunningGateway;
import jakarta.jms.Connection;
import jakarta.jms.JMSSecurityException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.transport.stomp.StompConnection;
import org.apache.activemq.transport.stomp.StompFrame;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Programs that put messages on the queue: over STOMP and OpenWire, with and without credentials. */
class ClientsIT {

    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        gateway = RunningGateway.withAccounts(DemoAccounts.YAML).start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void sendsAPlainTextFromAStompClientAndAnswersIt() throws Exception {
        StompConnection client = new StompConnection();
        client.open("127.0.0.1", gateway.addresses().port(Addresses.STOMP));
        client.connect("staffetta", gateway.credentials().password());
        client.subscribe("/temp-queue/replies");

        client.sendFrame("SEND\ndestination:/queue/sms.outbound\nreply-to:/temp-queue/replies\ncorrelation-id:c-1\n"
                + "to:333 0000001\nreference:door-7\npriority:8\n\nAllarme porta 7\n\0");

        StompFrame reply = client.receive(RunningGateway.LIMIT.toMillis());
        assertThat(reply.getHeaders()).containsEntry("correlation-id", "c-1");
        assertThat(reply.getBody()).contains("\"outcome\":\"ACCEPTED\"").contains("\"reference\":\"door-7\"");
        assertThat(gateway.providers().received())
                .anyMatch(received -> received.text().equals("Allarme porta 7"));
        client.disconnect();
    }

    @Test
    void sendsJsonFromAStompClient() throws Exception {
        StompConnection client = new StompConnection();
        client.open("127.0.0.1", gateway.addresses().port(Addresses.STOMP));
        client.connect("staffetta", gateway.credentials().password());
        byte[] json = "{\"to\": \"+393330000001\", \"text\": \"perché no\"}\0".getBytes(StandardCharsets.UTF_8);

        client.sendFrame("SEND\ndestination:/queue/sms.outbound\ncontent-length:" + (json.length - 1) + "\n\n", json);

        await().atMost(RunningGateway.LIMIT).until(() -> gateway.providers().received().stream()
                .anyMatch(received -> received.text().equals("perché no")));
        client.disconnect();
    }

    @Test
    void turnsAwayAStompClientWithTheWrongPassword() {
        // Now and then the broker closes the connection before its error is out; it never lets the client in.
        await().atMost(RunningGateway.LIMIT).until(() -> {
            String answer = connectWithTheWrongPassword();
            assertThat(answer).doesNotStartWith("CONNE");
            return answer.equals("ERROR");
        });
    }

    private static String connectWithTheWrongPassword() throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), gateway.addresses().port(Addresses.STOMP))) {
            socket.setSoTimeout((int) RunningGateway.LIMIT.toMillis());
            socket.getOutputStream()
                    .write("CONNECT\nlogin:staffetta\npasscode:wrong\n\n\0".getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readNBytes(5), StandardCharsets.UTF_8);
        }
    }

    @Test
    void turnsAwayAnOpenWireClientWithoutAPassword() {
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(
                "tcp://127.0.0.1:" + gateway.addresses().port(Addresses.OPENWIRE));

        assertThatThrownBy(() -> {
                    try (Connection connection = factory.createConnection()) {
                        connection.start();
                    }
                })
                .isInstanceOf(JMSSecurityException.class);
    }
}

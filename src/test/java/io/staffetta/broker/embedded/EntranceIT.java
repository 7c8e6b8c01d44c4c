package io.staffetta.broker.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.staffetta.broker.BrokerConnections;
import io.staffetta.broker.Credentials;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that come to the ports of the broker and do not log in, or are too many. */
class EntranceIT {

    private static final Credentials SENDER = new Credentials("staffetta", "right");
    private static final int LIMIT_MILLIS = 20_000;

    private final List<Socket> sockets = new ArrayList<>();
    private EmbeddedBroker broker;

    @BeforeEach
    void start() {
        start(Duration.ofSeconds(2));
    }

    private void start(Duration login) {
        broker = new EmbeddedBroker(
                Path.of("target", "it", UUID.randomUUID().toString()),
                "127.0.0.1",
                0,
                0,
                new BrokerLogins(new Credentials(BrokerLogins.GATEWAY, "inner"), SENDER),
                new BrokerLimits(3, 10, login));
        broker.start();
    }

    /** So that nobody is cut off for the time that he takes. */
    private void startPatiently() {
        broker.close();
        start(Duration.ofHours(1));
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        broker.close();
    }

    private Socket open(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(LIMIT_MILLIS);
        sockets.add(socket);
        return socket;
    }

    private Connection connect() throws JMSException {
        Connection connection = BrokerConnections.factory("tcp://127.0.0.1:" + broker.openWirePort(), SENDER)
                .createConnection();
        try {
            connection.start();
        } catch (JMSException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    /** Reads until the other side hangs up. */
    private static void awaitEnd(Socket socket) {
        try {
            while (socket.getInputStream().read() >= 0) {
                // What it says before is no matter.
            }
        } catch (java.net.SocketTimeoutException e) {
            throw new AssertionError("It is still open", e);
        } catch (IOException e) {
            // It has hung up.
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void hangsUpOnWhoDoesNotLogIn(boolean stomp) throws Exception {
        awaitEnd(open(stomp ? broker.stompPort() : broker.openWirePort()));
    }

    @Test
    void letsSendersInWhileManyDoNotLogIn() throws Exception {
        int before = Thread.activeCount();
        for (int i = 0; i < 300; i++) {
            open(i % 2 == 0 ? broker.stompPort() : broker.openWirePort());
        }
        await().ignoreExceptions().until(() -> {
            connect().close();
            return true;
        });
        for (Socket socket : sockets) {
            awaitEnd(socket);
        }
        // The thread of a connection ends after its socket.
        await().until(() -> Thread.activeCount() < before + 150);
    }

    @Test
    void takesNoLargeFrameBeforeALogin() throws Exception {
        startPatiently();
        Socket socket = open(broker.stompPort());
        byte[] frame =
                ("CONNECT\nlogin:staffetta\npasscode:right\naccept-version:1.2\nhost:x\ncontent-length:4000000\n\n"
                                + "x".repeat(100_000))
                        .getBytes(StandardCharsets.US_ASCII);
        try {
            for (int i = 0; i < 40; i++) {
                socket.getOutputStream().write(i == 0 ? frame : new byte[] {'x', 'x', 'x', 'x'});
            }
        } catch (IOException e) {
            // It has hung up.
        }
        awaitEnd(socket);
    }

    @Test
    void takesNoLargeFrameOfOpenWireBeforeALogin() throws Exception {
        startPatiently();
        Socket socket = open(broker.openWirePort());
        try {
            socket.getOutputStream().write(new byte[] {0, 0x20, 0, 0});
            socket.getOutputStream().write(new byte[100_000]);
        } catch (IOException e) {
            // It has hung up.
        }
        awaitEnd(socket);
    }

    @Test
    void takesLargeMessagesAndGivesTheirMemoryBack() throws Exception {
        try (Connection connection = connect();
                jakarta.jms.Session session = connection.createSession(false, jakarta.jms.Session.AUTO_ACKNOWLEDGE)) {
            for (int i = 0; i < 60; i++) {
                session.createProducer(session.createQueue("sms.outbound"))
                        .send(session.createTextMessage("x".repeat(1_000_000)));
            }
        }
        Socket socket = open(broker.stompPort());
        String connect = "CONNECT\nlogin:staffetta\npasscode:right\naccept-version:1.2\nhost:x\n\n\0";
        socket.getOutputStream().write(connect.getBytes(StandardCharsets.US_ASCII));
        for (String length : List.of("content-length:1000000\n", "")) {
            for (int i = 0; i < 30; i++) {
                String send = "SEND\ndestination:/queue/sms.outbound\nreceipt:r\n" + length + "\n"
                        + "x".repeat(1_000_000) + "\0\n";
                socket.getOutputStream().write(send.getBytes(StandardCharsets.US_ASCII));
            }
        }
        int receipts = 0;
        StringBuilder frame = new StringBuilder();
        while (receipts < 60) {
            int c = socket.getInputStream().read();
            assertThat(c).isNotNegative();
            if (c == 0) {
                assertThat(frame).doesNotContain("ERROR");
                receipts += frame.indexOf("RECEIPT") >= 0 ? 1 : 0;
                frame.setLength(0);
            } else {
                frame.append((char) c);
            }
        }
    }

    @Test
    void refusesMoreConnectionsThanItMayHave() throws Exception {
        List<Connection> connections = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            connections.add(connect());
        }
        assertThatThrownBy(this::connect).isInstanceOf(JMSException.class);
        connections.remove(0).close();
        await().until(() -> {
            try {
                return connections.add(connect());
            } catch (JMSException e) {
                return false;
            }
        });
        for (Connection connection : connections) {
            connection.close();
        }
    }
}

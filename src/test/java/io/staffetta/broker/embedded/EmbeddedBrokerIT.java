package io.staffetta.broker.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.staffetta.broker.BrokerConnections;
import io.staffetta.broker.Credentials;
import io.staffetta.broker.TestBroker;
import io.staffetta.it.support.SmallDisk;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import org.apache.activemq.command.ActiveMQTextMessage;
import org.apache.activemq.store.kahadb.disk.journal.Journal;
import org.apache.activemq.util.ByteSequence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EmbeddedBrokerIT {

    private static final byte[] IPV6_LOOPBACK = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    private final TestBroker broker = new TestBroker();

    @AfterEach
    void close() {
        broker.close();
    }

    /** Sends frames, and reads what comes until the broker ends the connection or has sent that many frames. */
    private String stomp(int answers, String... frames) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), broker.stompPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(String.join("", frames).getBytes(StandardCharsets.UTF_8));
            StringBuilder read = new StringBuilder();
            InputStream in = socket.getInputStream();
            int left = answers;
            for (int next = in.read(); next >= 0; next = in.read()) {
                read.append((char) next);
                if (next == 0 && --left == 0) {
                    break;
                }
            }
            return read.toString();
        }
    }

    private static String connect(String password) {
        return "CONNECT\naccept-version:1.2\nhost:x\nlogin:staffetta\npasscode:" + password + "\n\n\0";
    }

    private static Connection open(int port, Credentials credentials) throws JMSException {
        Connection connection = BrokerConnections.factory("tcp://127.0.0.1:" + port, credentials)
                .createConnection();
        try {
            connection.start();
            return connection;
        } catch (JMSException e) {
            connection.close();
            throw e;
        }
    }

    @Test
    void takesOpenWireClientsThatKnowThePassword() throws JMSException {
        broker.send("sms.outbound", null, "hello");

        assertThat(broker.browse("sms.outbound")).containsExactly("hello");
    }

    @Test
    void refusesOpenWireClientsThatDoNotKnowThePassword() {
        for (Credentials wrong : new Credentials[] {new Credentials("staffetta", "wrong"), Credentials.ANONYMOUS}) {
            // The broker hangs up at once, and not every client still reads why; but none gets in.
            await().until(() -> {
                Throwable refusal = catchThrowable(() -> open(broker.openWirePort(), wrong));
                assertThat(refusal).isInstanceOf(JMSException.class);
                return refusal instanceof JMSSecurityException;
            });
        }
    }

    @Test
    void writesItsIndexInSmallPages() throws IOException {
        broker.close();

        assertThat(broker.data.resolve("kahadb/db.data"))
                .content(StandardCharsets.ISO_8859_1)
                .contains("pageSize=1024");
    }

    @Test
    void takesStompClientsThatKnowThePassword() throws IOException {
        assertThat(stomp(1, connect("right"))).startsWith("CONNECTED");
    }

    @Test
    void refusesStompClientsThatDoNotKnowThePassword() throws IOException {
        String send = "SEND\ndestination:/queue/sms.outbound\n\nhello\0";

        assertThat(stomp(1, connect("wrong"), send)).startsWith("ERROR");
        assertThat(stomp(1, "CONNECT\naccept-version:1.2\nhost:x\n\n\0", send)).startsWith("ERROR");
        assertThat(stomp(1, send)).startsWith("ERROR");
        assertThat(broker.browse("sms.outbound")).isEmpty();
    }

    @Test
    void keepsAMessageThatItsSenderDidNotAskToKeep() throws Exception {
        assertThat(stomp(2, connect("right"), "SEND\ndestination:/queue/sms.outbound\nreceipt:r1\n\nby STOMP\0"))
                .contains("RECEIPT");
        try (Connection connection = open(broker.openWirePort(), TestBroker.CREDENTIALS);
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                MessageProducer producer = session.createProducer(session.createQueue("sms.outbound"))) {
            producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
            producer.send(session.createTextMessage("by OpenWire"));
        }

        broker.restart();

        assertThat(broker.browse("sms.outbound")).containsExactlyInAnyOrder("by STOMP", "by OpenWire");
    }

    @Test
    void keepsMessagesThatAreLargerThanWhatItWritesAtOnce() throws Exception {
        String large = "x".repeat(700_000);
        broker.send("sms.outbound", null, "before", large, "between");
        broker.send("sms.outbound", null, large + "!", "after");

        broker.restart();

        assertThat(broker.browse("sms.outbound")).containsExactly("before", large, "between", large + "!", "after");
    }

    @Test
    void keepsAMessageThatItsSenderLetsExpireAndItsExpiration() throws Exception {
        long before = System.currentTimeMillis();
        try (Connection connection = open(broker.openWirePort(), TestBroker.CREDENTIALS);
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                MessageProducer producer = session.createProducer(session.createQueue("sms.outbound"));
                MessageConsumer consumer = session.createConsumer(session.createQueue("sms.outbound"))) {
            producer.setTimeToLive(1);
            producer.send(session.createTextMessage("expires at once"));

            Message message = consumer.receive(10_000);

            assertThat(message.getJMSExpiration()).isZero();
            assertThat(message.getLongProperty("keptExpiration")).isBetween(before, System.currentTimeMillis());
        }
        assertThat(broker.browse("ActiveMQ.DLQ")).isEmpty();
    }

    @Test
    void refusesAMessageWhosePropertiesNobodyCanRead() throws Exception {
        try (Connection connection = open(broker.openWirePort(), TestBroker.CREDENTIALS);
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                MessageProducer producer = session.createProducer(session.createQueue("sms.outbound"))) {
            ActiveMQTextMessage message = (ActiveMQTextMessage) session.createTextMessage("unreadable");
            message.setMarshalledProperties(new ByteSequence(new byte[] {0, 0, 0, 9, 1}));

            assertThatThrownBy(() -> producer.send(message)).isInstanceOf(JMSException.class);
        }
        assertThat(broker.browse("sms.outbound")).isEmpty();
    }

    @Test
    void comesBackByItselfWithAllItHadOnceItsFullDiskHasRoomAgain() throws Exception {
        assumeThat(SmallDisk.isPossible()).isTrue();
        Path folder = Path.of("target", "it", UUID.randomUUID().toString());
        try (SmallDisk disk = new SmallDisk(folder, "200m");
                TestBroker small = new TestBroker(folder)) {
            int openWirePort = small.openWirePort();
            small.send("sms.outbound", null, "before");
            disk.fill();
            assertThatThrownBy(() -> {
                        while (true) {
                            small.send("sms.outbound", null, "x".repeat(1_000_000));
                        }
                    })
                    .isInstanceOf(JMSException.class);

            disk.free();

            await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
                small.send("sms.outbound", null, "after");
                return true;
            });
            assertThat(small.browse("sms.outbound")).startsWith("before").endsWith("after");
            assertThat(small.openWirePort()).isEqualTo(openWirePort);
        }
    }

    @Test
    void keepsWhatComesAfterABatchOfWhichTheDiskTookOnlyTheBeginning() throws Exception {
        broker.send("sms.outbound", null, "before");
        broker.stop();
        tearLastBatch(broker.data.resolve("kahadb/db-1.log"));
        broker.start();
        broker.send("sms.outbound", null, "after");
        broker.stop();
        Files.delete(broker.data.resolve("kahadb/db.data"));

        broker.start();

        assertThat(broker.browse("sms.outbound")).containsExactly("before", "after");
    }

    /** Puts the first 19 of the 28 bytes that begin a batch of 512 bytes or more behind the last batch. */
    private static void tearLastBatch(Path journal) throws IOException {
        byte[] head = Journal.BATCH_CONTROL_RECORD_HEADER;
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(journal));
        int end = 0;
        while (Arrays.equals(bytes.array(), end, end + head.length, head, 0, head.length)) {
            end += Journal.BATCH_CONTROL_RECORD_SIZE + bytes.getInt(end + head.length);
        }
        assertThat(end).as("the journal has batches").isPositive();
        bytes.put(end, head).putInt(end + head.length, 512);
        bytes.putLong(end + head.length + Integer.BYTES, 0);
        Files.write(journal, bytes.array());
    }

    @Test
    void letsNobodyElseReadTheQueues() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(broker.data.resolve("kahadb"))))
                .isEqualTo("rwx------");
    }

    @Test
    void saysThatItsDataAreInUse() {
        try (EmbeddedBroker second = new EmbeddedBroker(broker.data, "127.0.0.1", 0, 0, TestBroker.CREDENTIALS)) {
            assertThatThrownBy(second::start)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "The data in " + broker.data
                                    + " are in use by another gateway: stop it, or give this one a folder of its own with --home");
        }
        assertThat(broker.browse("sms.outbound")).as("the first one goes on").isEmpty();
    }

    @Test
    void saysWhichPortIsInUse() throws IOException {
        Path data = Path.of("target", "it", UUID.randomUUID().toString());
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() -> new EmbeddedBroker(data, "127.0.0.1", port, 0, TestBroker.CREDENTIALS))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith(
                            "Cannot set up the broker: Failed to bind to server socket: tcp://127.0.0.1:" + port)
                    .hasMessageContaining("Address already in use");
        }
    }

    @Test
    void leavesNoPortBehindWhenItCannotBeSetUp() throws IOException {
        Path data = Path.of("target", "it", UUID.randomUUID().toString());
        int openWirePort;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            openWirePort = free.getLocalPort();
        }
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int stompPort = taken.getLocalPort();
            assertThatThrownBy(() ->
                            new EmbeddedBroker(data, "127.0.0.1", openWirePort, stompPort, TestBroker.CREDENTIALS))
                    .hasMessageContaining("stomp://127.0.0.1:" + stompPort);
        }

        try (ServerSocket again = new ServerSocket(openWirePort, 1, InetAddress.getLoopbackAddress())) {
            assertThat(again.isBound()).isTrue();
        }
    }

    @Test
    void listensOnTheLoopbackAddressOfIpv6() throws IOException {
        assumeThat(NetworkInterface.getByInetAddress(InetAddress.getByAddress(IPV6_LOOPBACK)))
                .as("this machine has IPv6")
                .isNotNull();
        Path data = Path.of("target", "it", UUID.randomUUID().toString());

        try (EmbeddedBroker six = new EmbeddedBroker(data, "0:0:0:0:0:0:0:1", 0, 0, TestBroker.CREDENTIALS)) {
            assertThat(six.openWirePort()).isPositive();
        }
    }
}

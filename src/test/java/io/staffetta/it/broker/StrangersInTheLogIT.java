package io.staffetta.it.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.staffetta.config.Addresses;
import io.staffetta.it.support.GatewayProcess;
import io.staffetta.it.support.RawSocket;
import io.staffetta.it.support.RunningGateway;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import java.nio.file.Files;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;

/** What strangers send to the ports of the packaged jar, and what of it is in its log. */
class StrangersInTheLogIT {

    private static final String EVIL = "a\u001b[2J\u0007\r\u009b31mb\u202e";

    @Test
    void isNeitherACharacterThatMovesACursorNorALineForEachOfThem() throws Exception {
        try (GatewayProcess gateway = new GatewayProcess().start()) {
            int stomp = Integer.parseInt(gateway.setting(Addresses.STOMP));
            int openWire = Integer.parseInt(gateway.setting(Addresses.OPENWIRE));
            for (int i = 0; i < 20; i++) {
                hangUpOn(stomp, "CONNECT\naccept-version:1.2\nhost:" + EVIL + "\nlogin:" + EVIL + "\npasscode:x\n\n\0");
                hangUpOn(stomp, EVIL + "\nGET / HTTP/1.1\r\n\r\n\0");
                hangUpOn(openWire, EVIL + EVIL + EVIL);
                assertThatThrownBy(() -> logIn(openWire)).isInstanceOf(JMSException.class);
            }
            String password = Files.readString(gateway.home().resolve("data/broker-password"))
                    .strip();
            String send = "CONNECT\naccept-version:1.2\nhost:x\nlogin:staffetta\npasscode:" + password
                    + "\n\n\0SEND\ndestination:/queue/sms.outbuond\nto:+393330000001\nreceipt:r\n\nCiao\0";
            for (int i = 0; i < 3; i++) {
                assertThat(answer(stomp, send)).contains("sms.outbound").doesNotContain("RECEIPT");
            }

            await().atMost(RunningGateway.LIMIT)
                    .until(() -> gateway.output().contains("sms.outbuond")
                            && gateway.output().contains("password is wrong"));
            gateway.terminate();
            String log = gateway.output();
            assertThat(log.chars().filter(c -> c != '\n' && (Character.isISOControl(c) || c == '\u202e')))
                    .as(log)
                    .isEmpty();
            assertThat(log.lines().filter(line -> line.contains("sms.outbuond")))
                    .hasSize(1);
            assertThat(log.lines().filter(line -> line.contains("WARN"))).hasSizeLessThan(15);
        }
    }

    private static String answer(int port, String frames) {
        try (RawSocket socket = RawSocket.to(port).write(frames)) {
            String answer = "";
            while (!answer.contains("ERROR")) {
                answer += socket.readSome();
            }
            return answer;
        }
    }

    private static void hangUpOn(int port, String bytes) {
        try (RawSocket socket = RawSocket.to(port)) {
            socket.write(bytes);
        }
    }

    private static void logIn(int port) throws JMSException {
        try (Connection connection =
                new ActiveMQConnectionFactory(EVIL, EVIL, "tcp://127.0.0.1:" + port).createConnection()) {
            connection.setClientID(EVIL);
            connection.start();
        }
    }
}

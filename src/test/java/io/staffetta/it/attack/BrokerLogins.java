package io.staffetta.it.attack;

import io.staffetta.access.Role;
import io.staffetta.config.Addresses;
import io.staffetta.it.support.RawSocket;
import io.staffetta.it.support.StompClient;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Logins that are none, frames before any login, and bytes that make the broker load a class or take memory. */
final class BrokerLogins implements Attack {

    private static final int GARBAGE = 200;

    @Override
    public String what() {
        return "Broker: wrong logins, frames before one, garbage";
    }

    @Override
    public void on(Victim victim, Tally tally) throws Exception {
        String token = victim.roles.get(Role.SENDER);
        Set<String> users = new LinkedHashSet<>(List.of(
                "",
                "admin",
                "system",
                "guest",
                "staffetta",
                "staffetta-gateway",
                "the-sender",
                "the-viewer",
                "the-admin",
                "revoked",
                "expired",
                "disabled",
                "*",
                "the-%",
                "the-sender\\c",
                "THE-SENDER",
                "the-sender:test",
                "anonymous"));
        List<String> passwords = new ArrayList<>(List.of(
                "",
                "x",
                "admin",
                "manager",
                "staffetta",
                token + "x",
                token.substring(1),
                "*",
                "' OR '1'='1",
                victim.admin));
        passwords.addAll(victim.ended.values());
        for (String user : users) {
            for (String password : passwords) {
                connect(victim, tally, "login:" + user + "\npasscode:" + password + "\n");
            }
            if (!user.equals("the-sender")) {
                connect(victim, tally, "login:" + user + "\npasscode:" + token + "\n");
            }
        }
        connect(victim, tally, "");
        connect(victim, tally, "login:the-sender\n");
        connect(victim, tally, "passcode:" + token + "\n");
        connect(victim, tally, "login:x\nlogin:the-sender\npasscode:" + token + "\n");
        for (String frame : List.of(
                "SEND\ndestination:/queue/sms.outbound\nto:+393330000001\nreceipt:r\n\nCiao",
                "SUBSCRIBE\ndestination:/topic/sms.outcome\nid:1\nreceipt:r\n\n",
                "SUBSCRIBE\ndestination:/topic/>\nid:1\nreceipt:r\n\n",
                "BEGIN\ntransaction:1\nreceipt:r\n\n",
                "ACK\nid:1\nreceipt:r\n\n",
                "DISCONNECT\nreceipt:r\n\n",
                "NOTHING\nreceipt:r\n\n",
                "GET / HTTP/1.1\r\nHost: x\r\n\r\n")) {
            answered(victim, tally, frame);
        }
        canaries(victim, tally);
        garbage(victim, tally);
    }

    private static void connect(Victim victim, Tally tally, String login) throws IOException {
        answered(victim, tally, "CONNECT\naccept-version:1.2\nhost:localhost\n" + login + "\n");
    }

    private static void answered(Victim victim, Tally tally, String frame) throws IOException {
        String answer;
        try (StompClient client = new StompClient(victim.gateway.addresses().port(Addresses.STOMP))) {
            client.sendFrame(frame);
            answer = client.readFrame();
        } catch (SocketException e) {
            answer = "hung up";
        }
        if (answer.startsWith("CONNECTED") || answer.startsWith("RECEIPT") || answer.startsWith("MESSAGE")) {
            tally.won(frame, answer);
        } else {
            tally.refused();
        }
    }

    /** CVE-2023-46604: an answer whose exception is any class, with a text for its constructor. */
    private static void canaries(Victim victim, Tally tally) throws IOException {
        Files.createDirectories(victim.gateway.home().resolve("canary"));
        for (String type : List.of(
                "org.springframework.context.support.ClassPathXmlApplicationContext",
                "org.springframework.context.support.FileSystemXmlApplicationContext",
                "java.net.URL",
                "java.lang.ProcessBuilder",
                "io.staffetta.Staffetta")) {
            for (int command : new int[] {30, 31, 32}) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                DataOutputStream frame = new DataOutputStream(bytes);
                frame.writeByte(command);
                frame.writeInt(1);
                frame.writeBoolean(true);
                frame.writeInt(1);
                frame.writeBoolean(true);
                frame.writeBoolean(true);
                frame.writeUTF(type);
                frame.writeBoolean(true);
                frame.writeUTF(victim.provider.canary());
                openWire(victim, length(bytes.toByteArray()));
                tally.harmlessUnless(victim.provider.canaries() > 0, type, "was made, and called its address");
            }
        }
    }

    private static byte[] length(byte[] frame) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream whole = new DataOutputStream(bytes);
        whole.writeInt(frame.length);
        whole.write(frame);
        return bytes.toByteArray();
    }

    private static void garbage(Victim victim, Tally tally) throws IOException {
        for (int i = 0; i < GARBAGE; i++) {
            byte[] junk = new byte[1 + victim.random.nextInt(2000)];
            victim.random.nextBytes(junk);
            openWire(victim, i % 2 == 0 ? junk : length(junk));
            tally.refused();
        }
        for (int length : new int[] {Integer.MAX_VALUE, -1, 1 << 30, 200 << 20, 0}) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            new DataOutputStream(bytes).writeInt(length);
            bytes.writeBytes("\u0001ActiveMQ".getBytes(StandardCharsets.ISO_8859_1));
            openWire(victim, bytes.toByteArray());
            tally.refused();
        }
    }

    private static void openWire(Victim victim, byte[] bytes) {
        try (RawSocket socket = RawSocket.to(victim.gateway.addresses().port(Addresses.OPENWIRE))) {
            // It says who it is, and would read what comes.
            socket.readSome();
            socket.write(bytes);
        } catch (UncheckedIOException e) {
            // Hung up meanwhile.
        }
    }
}

package io.staffetta.it.attack;

import io.staffetta.config.Addresses;
import io.staffetta.it.support.RawSocket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Connections that are there from the beginning, and say nothing, or half of something: all have ended in the end. */
final class SlowCallers implements Attack, AutoCloseable {

    private static final int OF_EACH = 12;

    private final Map<RawSocket, String> open = new LinkedHashMap<>();

    SlowCallers(Victim victim) {
        String post = "POST /v1/messages HTTP/1.1\r\nHost: 127.0.0.1:" + victim.port
                + "\r\nContent-Type: application/json\r\n";
        String login = "Authorization: Bearer " + victim.admin + "\r\n";
        for (String half : List.of(
                "",
                "P",
                "\r\n",
                post,
                post + login,
                post + login + "Content-Length: 30\r\n\r\n{",
                post + login + "Transfer-Encoding: chunked\r\n\r\n5\r\n{",
                post + login + "Content-Length: 30\r\nExpect: 100-continue\r\n\r\n",
                post + "Content-Length: 1000000\r\n\r\n{")) {
            open(victim, Addresses.HTTP, half);
        }
        open(victim, Addresses.MANAGEMENT, "GET /observe/health HTTP/1.1\r\n");
        for (String half : List.of("", "CONNECT", "CONNECT\naccept-version:1.2\nheart-beat:1,1\n", "\n".repeat(100))) {
            open(victim, Addresses.STOMP, half);
        }
        for (String half :
                List.of("", "\0", "\0\0\0\0", "\u007f\u00ff\u00ff\u00ff", "\0\0\u0001\u0000\u0001ActiveMQ")) {
            open(victim, Addresses.OPENWIRE, half);
        }
    }

    private void open(Victim victim, String address, String half) {
        for (int i = 0; i < OF_EACH; i++) {
            open.put(RawSocket.to(victim.gateway.addresses().port(address)).write(half), address + ": " + half);
        }
    }

    @Override
    public String what() {
        return "Slow and idle connections";
    }

    @Override
    public void on(Victim victim, Tally tally) {
        open.forEach((socket, half) -> {
            try {
                if (socket.readToEnd().contains("HTTP/1.1 2")) {
                    tally.won(half, "was accepted");
                } else {
                    tally.refused();
                }
            } catch (AssertionError e) {
                tally.won(half, "stays open");
            }
        });
    }

    @Override
    public void close() {
        open.keySet().forEach(RawSocket::close);
    }
}

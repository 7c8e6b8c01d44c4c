package io.staffetta.it.support;

import io.staffetta.config.Addresses;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Callers of a gateway's HTTP ports that do things by halves. Closing hangs up all of them. */
public final class Callers implements AutoCloseable {

    /** A request that is taken. */
    public static final String BODY = "{\"to\":\"+393330000001\",\"text\":\"Ciao\"}";

    private final RunningGateway gateway;
    private final List<RawSocket> open = new ArrayList<>();

    /** Callers of a gateway that runs. */
    public Callers(RunningGateway gateway) {
        this.gateway = gateway;
    }

    /** A connection to one of {@link Addresses}. */
    public RawSocket connect(String address) {
        RawSocket socket = RawSocket.to(gateway.addresses().port(address));
        open.add(socket);
        return socket;
    }

    /** A request that is taken, on a connection of its own. */
    public RawHttp post() {
        return gateway.request(Addresses.HTTP, "POST", "/v1/messages").body(BODY.getBytes(StandardCharsets.UTF_8));
    }

    /** The head of a request with a message, with these lines more. */
    public String head(String more) {
        return "POST /v1/messages HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                + gateway.token() + "\r\n" + more + "\r\n\r\n";
    }

    @Override
    public void close() {
        open.forEach(RawSocket::close);
    }
}

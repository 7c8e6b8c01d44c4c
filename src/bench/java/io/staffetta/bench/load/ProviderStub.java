package io.staffetta.bench.load;

import io.staffetta.bench.load.Arrivals.Counts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

/**
 * A provider that costs little, and takes everything unless it is told otherwise: one thread for all connections, on a free port
 * of 127.0.0.1. A POST is answered as Messagenet does, with the digits of {@code destination}; a GET with 202 and an id, as Kannel
 * is told to expect it. Messages are known by {@code mid-N} anywhere in the request. The path is free. What is public is thread
 * safe.
 */
public final class ProviderStub implements AutoCloseable {

    private static final byte[] ID = HttpMessage.ascii("mid-");
    private static final byte[] TO = HttpMessage.ascii("destination=");
    private static final String JSON = "Content-Type: application/json\r\nContent-Length: ";
    private static final String GET_ANSWER =
            "HTTP/1.1 202 Accepted\r\n" + JSON + "35\r\n\r\n{\"id\":\"m-0000000001\",\"status\":\"ok\"}";
    private static final int BACKLOG = 4096;

    /** How a POST is answered. */
    public enum Reply {
        ACCEPTED(200, "OK", 0, "OK"),
        REFUSED(400, "Bad Request", 103, "NODESTINATION"),
        BUSY(429, "Too Many Requests", 199, "GENERIC_ERROR");

        private final String head;
        private final String status;

        Reply(int http, String reason, int code, String description) {
            head = "HTTP/1.1 " + http + " " + reason + "\r\n" + JSON;
            status = "{\"http_status\":{\"value\":" + http + "},\"status\":{\"code\":" + code + ",\"description\":\""
                    + description + "\"}";
        }
    }

    private record Due(HttpWire wire, ByteBuffer answer, boolean last, long at) {}

    private final Arrivals arrivals = new Arrivals();
    private final Queue<Due> waiting = new ArrayDeque<>();
    private final Selector selector;
    private final ServerSocketChannel server;
    private final Thread thread = new Thread(this::run, "provider-stub");
    private volatile long latency;
    private volatile LongFunction<Reply> replies = number -> Reply.ACCEPTED;
    private long taken;

    private ProviderStub() throws IOException {
        selector = Selector.open();
        server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        thread.setDaemon(true);
    }

    /** One that answers at once. */
    public static ProviderStub start() {
        try {
            ProviderStub stub = new ProviderStub();
            stub.thread.start();
            return stub;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens, without a slash at the end. */
    public String url() {
        return "http://127.0.0.1:" + server.socket().getLocalPort();
    }

    /** How long each request that comes from now on waits for its answer; up to 1 ms longer, unless it is 0. */
    public void latency(Duration wait) {
        latency = wait.toNanos();
    }

    /** How each POST that comes from now on is answered, by the number of its message. Called by one thread. */
    public void replies(LongFunction<Reply> chosen) {
        replies = chosen;
    }

    /** The counts of what came so far. */
    public Counts counts() {
        return arrivals.counts();
    }

    /** The numbers of the messages that came since the last {@link #reset()}. */
    public Arrivals.Ids ids() {
        return arrivals.ids();
    }

    /** Counts from 0 on again. */
    public void reset() {
        arrivals.reset();
    }

    /**
     * Waits until so many different messages have come since the last {@link #reset()}.
     *
     * @param stall if nothing comes for that long it is said on standard error, and the wait ends
     * @return what has come until then
     */
    public Counts awaitCount(long messages, Duration stall) {
        return arrivals.await(messages, stall);
    }

    @Override
    public void close() {
        try {
            selector.close();
            server.close();
            thread.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (selector.isOpen()) {
                long millis = millisToWait();
                if (millis < 0) {
                    selector.selectNow(this::ready);
                } else {
                    selector.select(this::ready, millis);
                }
                answerDue();
            }
        } catch (ClosedSelectorException e) {
            // Closed while it was selecting: the end.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** 0: until something comes; less: not at all. */
    private long millisToWait() {
        Due first = waiting.peek();
        if (first == null) {
            return 0;
        }
        long nanos = first.at() - System.nanoTime();
        return nanos <= 0 ? -1 : TimeUnit.NANOSECONDS.toMillis(nanos + TimeUnit.MILLISECONDS.toNanos(1) - 1);
    }

    private void ready(SelectionKey key) {
        if (key.isAcceptable()) {
            accept();
            return;
        }
        HttpWire wire = (HttpWire) key.attachment();
        try {
            if (key.isWritable()) {
                wire.flush();
            }
            if (!wire.read()) {
                wire.close();
                return;
            }
            for (Optional<HttpMessage> next = wire.next(); next.isPresent(); next = wire.next()) {
                take(wire, next.get());
            }
        } catch (IOException e) {
            wire.close();
        }
    }

    private void accept() {
        try {
            for (SocketChannel one = server.accept(); one != null; one = server.accept()) {
                new HttpWire(one, selector);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void take(HttpWire wire, HttpMessage request) {
        long wait = latency;
        arrivals.came(request.numberAfter(ID));
        Due due = new Due(wire, answer(request), request.closes(), System.nanoTime() + wait);
        if (wait == 0 && waiting.isEmpty()) {
            answer(due);
        } else {
            waiting.add(due);
        }
    }

    private void answerDue() {
        long now = System.nanoTime();
        for (Due first = waiting.peek(); first != null && first.at() - now <= 0; first = waiting.peek()) {
            answer(waiting.remove());
        }
    }

    private void answer(Due due) {
        arrivals.answered();
        if (!due.wire().isOpen()) {
            return;
        }
        try {
            due.wire().write(due.answer());
            if (due.last()) {
                due.wire().close();
            }
        } catch (IOException e) {
            due.wire().close();
        }
    }

    private ByteBuffer answer(HttpMessage request) {
        if (!request.isPost()) {
            return ByteBuffer.wrap(HttpMessage.ascii(GET_ANSWER));
        }
        Reply reply = replies.apply(request.numberAfter(ID));
        String sent = reply == Reply.ACCEPTED
                ? ",\"sent\":[{\"message_id\":" + (1_000_000 + taken++) + ",\"value\":\"" + request.numberAfter(TO)
                        + "\"}]}"
                : "}";
        return ByteBuffer.wrap(HttpMessage.ascii(
                reply.head + (reply.status.length() + sent.length()) + "\r\n\r\n" + reply.status + sent));
    }
}

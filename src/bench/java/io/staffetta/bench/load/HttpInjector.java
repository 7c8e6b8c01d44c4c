package io.staffetta.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;

/**
 * Sends requests over connections that are kept, the next one on each when its answer is there (closed loop), with the
 * thread of its caller. A request whose connection breaks is not sent again.
 *
 * @param port on 127.0.0.1
 * @param connections 1 or more
 */
public record HttpInjector(int port, int connections) {

    private static final Duration STALL = Duration.ofSeconds(60);

    /**
     * What became of the requests.
     *
     * @param sent all of them
     * @param ok answered with 2xx
     * @param refused answered with 4xx
     * @param failed answered with 5xx
     * @param begun before the first one was sent, as {@link System#nanoTime()} has it
     * @param ended when the last answer was there
     */
    public record Result(long sent, long ok, long refused, long failed, long begun, long ended) {

        /** Requests that were taken, a second. */
        public double perSecond() {
            return ok * (double) TimeUnit.SECONDS.toNanos(1) / (ended - begun);
        }

        /** Whether all were answered with 2xx. */
        public boolean isAllTaken() {
            return ok == sent;
        }
    }

    /**
     * Posts JSON bodies.
     *
     * @param headers lines such as {@code Authorization: Bearer x}
     * @param body of the request of a number
     * @param first number of the first request
     * @param count of the requests; the numbers go up by one
     */
    Result post(String path, List<String> headers, LongFunction<String> body, long first, long count)
            throws IOException {
        return post(path, headers, body, first, count, () -> true);
    }

    /** The same, as long as the last argument says so before a request. */
    Result post(
            String path, List<String> headers, LongFunction<String> body, long first, long count, BooleanSupplier goOn)
            throws IOException {
        String head = head("POST", path, headers) + "Content-Type: application/json\r\nContent-Length: ";
        return run(
                id -> {
                    String text = body.apply(id);
                    return head + text.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + text;
                },
                first,
                count,
                goOn);
    }

    /** Gets the path of a number; see {@link #post}. */
    public Result get(LongFunction<String> path, List<String> headers, long first, long count) throws IOException {
        return run(id -> head("GET", path.apply(id), headers) + "\r\n", first, count, () -> true);
    }

    private String head(String method, String path, List<String> headers) {
        StringBuilder head = new StringBuilder(
                method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nConnection: keep-alive\r\n");
        headers.forEach(line -> head.append(line).append("\r\n"));
        return head.toString();
    }

    private Result run(LongFunction<String> request, long first, long count, BooleanSupplier goOn) throws IOException {
        try (Selector selector = Selector.open()) {
            Run run = new Run(selector, request, first, first + count, goOn);
            return run.toEnd();
        }
    }

    private final class Run {
        private final Selector selector;
        private final LongFunction<String> request;
        private final long first;
        private final long end;
        private final BooleanSupplier goOn;
        private final long[] answers = new long[6];
        private final Set<HttpWire> busy = new HashSet<>();
        private long next;

        Run(Selector selector, LongFunction<String> request, long first, long end, BooleanSupplier goOn) {
            this.selector = selector;
            this.request = request;
            this.first = first;
            this.end = end;
            this.goOn = goOn;
            next = first;
        }

        Result toEnd() throws IOException {
            long begun = System.nanoTime();
            for (int i = 0; i < connections; i++) {
                connect();
            }
            while (!busy.isEmpty()) {
                if (selector.select(STALL.toMillis()) == 0) {
                    System.err.println(
                            "No answer for " + STALL.toSeconds() + " s; " + busy.size() + " requests have none");
                    break;
                }
                for (SelectionKey key : selector.selectedKeys()) {
                    ready(key);
                }
                selector.selectedKeys().clear();
            }
            long ended = System.nanoTime();
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            return new Result(next - first, answers[2], answers[4], answers[5], begun, ended);
        }

        private void connect() throws IOException {
            if (next < end) {
                SocketChannel channel =
                        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                send(new HttpWire(channel, selector));
            }
        }

        private void send(HttpWire wire) throws IOException {
            if (next < end && goOn.getAsBoolean()) {
                busy.add(wire);
                wire.write(ByteBuffer.wrap(request.apply(next++).getBytes(StandardCharsets.UTF_8)));
            }
        }

        private void ready(SelectionKey key) throws IOException {
            HttpWire wire = (HttpWire) key.attachment();
            try {
                if (key.isWritable()) {
                    wire.flush();
                }
                if (!wire.read()) {
                    throw new IOException("closed");
                }
            } catch (IOException e) {
                // Its request has no answer, unless it had none under way.
                wire.close();
                busy.remove(wire);
                connect();
                return;
            }
            Optional<HttpMessage> answer = wire.next();
            if (answer.isPresent()) {
                busy.remove(wire);
                answers[answer.get().status() / 100]++;
                if (answer.get().closes()) {
                    wire.close();
                    connect();
                } else {
                    send(wire);
                }
            }
        }
    }
}

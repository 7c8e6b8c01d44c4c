package io.staffetta.bench.failures;

import io.staffetta.bench.load.Batching;
import io.staffetta.bench.load.Bodies;
import io.staffetta.bench.load.Gateways;
import io.staffetta.bench.load.Producers;
import io.staffetta.bench.load.ProviderStub;
import io.staffetta.bench.load.ProviderStub.Reply;
import io.staffetta.bench.load.StubAccounts;
import io.staffetta.bench.report.Progress;
import io.staffetta.it.support.GatewayProcess;
import io.staffetta.it.support.ProcessUse;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/**
 * Messages whose provider accepts, refuses, or is busy for them, in turns, with one gateway. They are put in while they are sent.
 *
 * @param messages of a run, 1 or more
 * @param warmUp messages of a run of each before the others, which does not count; 0 for no such run
 * @param rounds runs of each
 * @param concurrency submissions at once of each of the {@value #ACCOUNTS} accounts
 * @param heap largest heap of the gateway, or {@code default}
 */
record FailuresBench(int messages, int warmUp, int rounds, int concurrency, String heap) {

    /** So many, so that a provider that is busy for some time has no account parked. */
    static final int ACCOUNTS = 16;

    private static final Duration STALL = Duration.ofSeconds(60);
    private static final Duration SETTLING = Duration.ofMillis(700);
    private static final long POLL_NANOS = Duration.ofMillis(1).toNanos();
    private static final long EMPTY_MILLIS = 1500;

    /** What the provider does. */
    enum Kind {
        ACCEPTS("accepts all"),
        REFUSES("refuses all"),
        BUSY("is busy once for each"),
        MIXED("accepts half, refuses a quarter, is busy once for a quarter");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** For a table. */
        String words() {
            return words;
        }

        /** The answer to the first attempt of a message. */
        Reply first(long number) {
            return switch (this) {
                case ACCEPTS -> Reply.ACCEPTED;
                case REFUSES -> Reply.REFUSED;
                case BUSY -> Reply.BUSY;
                case MIXED ->
                    switch ((int) (number / ACCOUNTS % 4)) {
                        case 1 -> Reply.REFUSED;
                        case 3 -> Reply.BUSY;
                        default -> Reply.ACCEPTED;
                    };
            };
        }

        long count(long from, int messages, Reply reply) {
            return IntStream.range(0, messages)
                    .filter(i -> first(from + i) == reply)
                    .count();
        }
    }

    /**
     * One run.
     *
     * @param perSecond messages a second, from the first put until the provider has answered the last attempt
     * @param cpuMillis processor time of the gateway for each message
     * @param residentMib of the gateway, afterwards
     * @param isSound whether each message had the attempts it should have, and is in the dead letter queue once if it was refused
     */
    record Run(double perSecond, double cpuMillis, double residentMib, boolean isSound) {}

    /** All runs of each, in their order. */
    Map<Kind, List<Run>> run() throws JMSException, InterruptedException {
        Map<Kind, List<Run>> runs = new EnumMap<>(Kind.class);
        LongFunction<String> account = number -> "account-" + number % ACCOUNTS;
        String[] accounts =
                IntStream.range(0, ACCOUNTS).mapToObj(account::apply).toArray(String[]::new);
        try (ProviderStub stub = ProviderStub.start()) {
            GatewayProcess gateway = Gateways.process(stub, heap)
                    .with("staffetta.retry.delays", "1s")
                    // Here it is the message, not the account, that is refused.
                    .with("staffetta.breaker.window", "1000")
                    .with("staffetta.breaker.failures-percent", "100")
                    .with("staffetta.breaker.refusals", "0")
                    .writeAccounts(StubAccounts.yaml(stub, concurrency, accounts));
            try (Gateways gateways = new Gateways(List.of(gateway), gateway::connect, stub, account)) {
                gateway.start();
                Line line = new Line(gateway, gateways, stub, account);
                for (int round = warmUp > 0 ? 0 : 1; round <= rounds; round++) {
                    for (Kind provider : Kind.values()) {
                        Run run = line.run(provider, round == 0 ? warmUp : messages);
                        Progress.tell((round == 0 ? "warm-up" : "round " + round) + " " + provider, run.toString());
                        if (round > 0) {
                            runs.computeIfAbsent(provider, any -> new ArrayList<>())
                                    .add(run);
                        }
                    }
                }
            }
        }
        return runs;
    }

    /** All runs of one gateway. */
    private static final class Line {

        private final GatewayProcess gateway;
        private final Gateways gateways;
        private final ProviderStub stub;
        private final LongFunction<String> account;
        private final BitSet tried = new BitSet();
        private long next;

        Line(GatewayProcess gateway, Gateways gateways, ProviderStub stub, LongFunction<String> account) {
            this.gateway = gateway;
            this.gateways = gateways;
            this.stub = stub;
            this.account = account;
        }

        Run run(Kind provider, int count) throws JMSException, InterruptedException {
            long from = next;
            next += count;
            stub.reset();
            stub.replies(number -> reply(provider, (int) number));
            Duration before = gateways.use().cpu();
            long begun = new Producers(
                            gateway::connect, "sms.outbound", number -> Bodies.json(number, account.apply(number)))
                    .put(from, count, Batching.FIFTIES);
            long attempts = count + provider.count(from, count, Reply.BUSY);
            double seconds = (awaitRequests(attempts) - begun) / 1e9;
            LockSupport.parkNanos(SETTLING.toNanos());
            ProcessUse use = gateways.use();
            boolean sound = stub.counts().requests() == attempts
                    && stub.counts().unique() == count
                    && areDead(provider, from, count);
            return new Run(count / seconds, use.cpu().minus(before).toNanos() / 1e6 / count, use.residentMib(), sound);
        }

        private Reply reply(Kind provider, int number) {
            Reply first = provider.first(number);
            boolean again = tried.get(number);
            tried.set(number);
            return first == Reply.BUSY && again ? Reply.ACCEPTED : first;
        }

        private long awaitRequests(long attempts) {
            long last = System.nanoTime();
            long seen = -1;
            while (seen < attempts && System.nanoTime() - last < STALL.toNanos()) {
                LockSupport.parkNanos(POLL_NANOS);
                long now = stub.counts().requests();
                if (now != seen) {
                    seen = now;
                    last = System.nanoTime();
                }
            }
            return last;
        }

        /** Takes all dead letters. */
        private boolean areDead(Kind provider, long from, int count) throws JMSException {
            BitSet dead = new BitSet();
            int letters = 0;
            boolean right = true;
            try (Connection connection = gateway.connect();
                    Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                    MessageConsumer consumer = session.createConsumer(session.createQueue("sms.dead-letter"))) {
                for (Message letter = consumer.receive(EMPTY_MILLIS);
                        letter != null;
                        letter = consumer.receive(EMPTY_MILLIS)) {
                    long number = number(letter.getBody(String.class));
                    right &= provider.first(number) == Reply.REFUSED && number >= from;
                    dead.set((int) number);
                    letters++;
                }
            }
            long refused = provider.count(from, count, Reply.REFUSED);
            return right && letters == refused && dead.cardinality() == refused;
        }

        private static long number(String body) {
            String digits = body.substring(body.indexOf("mid-") + 4);
            return Long.parseLong(digits.substring(0, digits.indexOf(' ')));
        }
    }
}

package io.staffetta.crash;

import io.staffetta.sandbox.ProviderSandbox;
import io.staffetta.sandbox.wire.Received;
import jakarta.jms.Connection;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * One run: load by JMS and HTTP, a victim killed at random moments and started again, then quiet, then the balance.
 *
 * @param scenario what the providers do
 * @param messages how many messages
 * @param kills how many kills
 * @param seed makes the choices; the same seed makes the same choices, although not the same moments
 */
record CrashRun(Scenario scenario, int messages, int kills, long seed) {

    /** One kill in so many comes while the victim still starts. */
    private static final int EARLY = 6;

    private static final int LONGEST_LIFE_MILLIS = 6000;
    private static final int LONGEST_EARLY_LIFE_MILLIS = 3000;
    private static final int LONGEST_ABSENCE_MILLIS = 2000;
    private static final Duration STANDSTILL = Duration.ofSeconds(60);

    /** Makes what a run runs on, with accounts at a provider sandbox. */
    interface Sites {
        Site open(Scenario scenario, ProviderSandbox providers);
    }

    /** Runs it on one gateway with all inside. */
    Balance run() throws Exception {
        return run(GatewaySite::new);
    }

    /** Runs it. */
    Balance run(Sites sites) throws Exception {
        Instant began = Instant.now();
        try (ProviderSandbox providers = ProviderSandbox.start("127.0.0.1", 0);
                Site site = sites.open(scenario, providers)) {
            Wishes wishes = new Wishes(scenario, seed, messages);
            site.start();
            List<Loader> loaders = loaders(site, wishes);
            LockOut lockOut = new LockOut(providers, scenario.locksOut(), seed);
            try {
                killAgainAndAgain(site, wishes);
                wishes.awaitAllTaken(STANDSTILL.toMillis() * 2);
            } catch (TimeoutException e) {
                site.tellThreads();
                throw e;
            } finally {
                lockOut.end();
                loaders.forEach(Loader::close);
            }
            if (!isQuiet(site.ledger())) {
                site.tellThreads();
            }
            Balance balance = balance(site, wishes, providers);
            System.out.printf(
                    "crash scenario=%s kills=%d seed=%d seconds=%d: %s%n",
                    scenario.label(),
                    kills,
                    seed,
                    Duration.between(began, Instant.now()).toSeconds(),
                    balance);
            return balance;
        }
    }

    private static List<Loader> loaders(Site site, Wishes wishes) {
        List<Loader> loaders = new ArrayList<>();
        loaders.add(new Loader("jms-transacted", wishes, new JmsDoor(site::connect, true), 20));
        loaders.add(new Loader("jms-each", wishes, new JmsDoor(site::connect, false), 1));
        for (URI address : site.addresses()) {
            loaders.add(
                    new Loader("http " + address, wishes, new HttpDoor(() -> address, () -> site.token(address)), 5));
        }
        return loaders;
    }

    private void killAgainAndAgain(Site site, Wishes wishes) throws InterruptedException {
        Random random = new Random(seed);
        int share = messages / (kills + 1);
        boolean early = false;
        for (int i = 0; i < kills; i++) {
            Victim victim = site.victims().get(random.nextInt(site.victims().size()));
            wishes.release(share);
            int life = random.nextInt(early ? LONGEST_EARLY_LIFE_MILLIS : LONGEST_LIFE_MILLIS);
            wishes.pass(life);
            System.out.printf(
                    "kill %d of %d: %s %d ms after %s, %d taken%n",
                    i + 1,
                    kills,
                    victim.name(),
                    life,
                    early ? "its launch" : "it was ready",
                    wishes.taken().size());
            victim.kill();
            wishes.pass(random.nextInt(LONGEST_ABSENCE_MILLIS));
            victim.launch();
            early = i < kills - 1 && site.victims().size() == 1 && random.nextInt(EARLY) == 0;
            if (!early) {
                victim.awaitReady();
            }
        }
        wishes.release(messages);
    }

    /** Waits until every message of the ledger has come to its end; {@code false} if nothing has changed for long before. */
    private static boolean isQuiet(LedgerFacts ledger) throws SQLException, InterruptedException {
        Map<String, Integer> before = Map.of();
        Instant since = Instant.now();
        while (since.plus(STANDSTILL).isAfter(Instant.now())) {
            Map<String, Integer> states = ledger.states();
            if (List.of("ACCEPTED", "DEAD").containsAll(states.keySet()) && ledger.openAttempts() == 0) {
                return true;
            }
            if (!states.equals(before)) {
                before = states;
                since = Instant.now();
            }
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
        }
        System.out.println("Nothing moves any more: " + before);
        return false;
    }

    private Balance balance(Site site, Wishes wishes, ProviderSandbox providers) throws Exception {
        Map<String, List<String>> dead;
        List<String> left = new ArrayList<>();
        try (Connection connection = site.connect()) {
            connection.start();
            dead = DeadLetters.takeAll(connection);
            for (String queue : List.of(
                    "ActiveMQ.DLQ",
                    "DLQ",
                    "sms.outbound",
                    "sms.outbound.urgent",
                    "sms.account.messagenet",
                    "sms.account.kpnqwest",
                    "sms.retry.1s",
                    "sms.retry.2s")) {
                int count = DeadLetters.count(connection, queue);
                if (count > 0) {
                    left.add(count + " messages are left on " + queue);
                }
            }
        }
        site.stop();
        Map<String, Long> atProvider =
                providers.received().stream().collect(Collectors.groupingBy(Received::text, Collectors.counting()));
        Balance balance = Balance.of(
                wishes.taken(),
                atProvider,
                dead,
                site.ledger().statesByReference(),
                scenario.redelivers() ? site.ledger().unknownAttempts() : Map.of());
        left.addAll(balance.wrong());
        Balance whole = balance.with(left);
        for (String text : whole.suspects().stream().limit(20).toList()) {
            System.out.println(text + ": " + site.ledger().story(text));
        }
        whole.wrong().stream().limit(20).forEach(System.out::println);
        return whole;
    }
}

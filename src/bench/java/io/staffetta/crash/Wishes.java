package io.staffetta.crash;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The messages of a run: hands them out to those who put them in, a share in each life of the gateway, and holds which have
 * been taken: a message is taken when whoever put it in was told so.
 *
 * <p>Thread-safe.
 */
final class Wishes {

    private final Scenario scenario;
    private final long seed;
    private final int total;
    private final Random random;
    private final Set<String> taken = new HashSet<>();
    private final CountDownLatch failed = new CountDownLatch(1);
    private Throwable failure;
    private int released;
    private int next;

    Wishes(Scenario scenario, long seed, int total) {
        this.scenario = scenario;
        this.seed = seed;
        this.total = total;
        this.random = new Random(seed);
    }

    /** Lets so many more messages in, as far as there are. */
    synchronized void release(int share) {
        released = Math.min(total, released + share);
        notifyAll();
    }

    /** The next messages, one or more, waiting for the first; none when all have been handed out. */
    synchronized List<Wish> next(int most) throws InterruptedException {
        while (next >= released && next < total && failure == null) {
            wait();
        }
        List<Wish> some = new ArrayList<>();
        while (some.size() < most && next < released && failure == null) {
            String account = Scenario.ACCOUNT_IDS.get(next % Scenario.ACCOUNT_IDS.size());
            some.add(new Wish(
                    "crash " + seed + " " + next, "+393330000" + scenario.digits(random.nextInt(1000)), account));
            next++;
        }
        return some;
    }

    /** These have been taken. */
    synchronized void taken(List<Wish> wishes) {
        wishes.forEach(wish -> taken.add(wish.text()));
        notifyAll();
    }

    /** Ends the run: this is not a crash but an error. */
    synchronized void fail(Throwable error) {
        if (failure == null) {
            failure = error;
        }
        failed.countDown();
        notifyAll();
    }

    /** Texts of all that have been taken. */
    synchronized Set<String> taken() {
        return Set.copyOf(taken);
    }

    /** How many there will be. */
    int total() {
        return total;
    }

    /** Waits until all have been taken. */
    synchronized void awaitAllTaken(long millis) throws InterruptedException, TimeoutException {
        long end = System.currentTimeMillis() + millis;
        while (taken.size() < total) {
            requireSound();
            long left = end - System.currentTimeMillis();
            if (left <= 0) {
                throw new TimeoutException("Only " + taken.size() + " of " + total + " messages were taken");
            }
            wait(left);
        }
    }

    /** Lets time pass, unless the run fails. */
    void pass(long millis) throws InterruptedException {
        if (failed.await(millis, TimeUnit.MILLISECONDS)) {
            requireSound();
        }
    }

    private synchronized void requireSound() {
        if (failure != null) {
            throw new IllegalStateException("The load failed: " + failure, failure);
        }
    }
}

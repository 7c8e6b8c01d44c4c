package io.staffetta.crash;

import io.staffetta.sandbox.ProviderSandbox;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Makes the password of one account wrong, and right again, again and again; right at the end. */
final class LockOut {

    private static final String RIGHT = "demo-password";
    private static final int LONGEST_MILLIS = 5000;

    private final ProviderSandbox providers;
    private final boolean wanted;
    private final Random random;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    LockOut(ProviderSandbox providers, boolean wanted, long seed) {
        this.providers = providers;
        this.wanted = wanted;
        this.random = new Random(seed);
        if (wanted) {
            later("another");
        }
    }

    private void later(String password) {
        var unused = timer.schedule(
                () -> {
                    providers.changePassword(Scenario.LOCKED_OUT, password);
                    later(password.equals(RIGHT) ? "another" : RIGHT);
                },
                random.nextInt(LONGEST_MILLIS),
                TimeUnit.MILLISECONDS);
    }

    /** Makes the password right, and leaves it so. */
    void end() throws InterruptedException {
        timer.shutdownNow();
        if (!timer.awaitTermination(5, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The password is still being changed");
        }
        if (wanted) {
            providers.changePassword(Scenario.LOCKED_OUT, RIGHT);
        }
    }
}

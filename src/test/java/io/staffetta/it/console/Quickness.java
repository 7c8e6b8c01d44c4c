package io.staffetta.it.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;

/** Judges times of the console. On a machine that is busy with other tests a time that is too long is only printed. */
final class Quickness {

    /** Threads that want each processor, in the mean of the last minute, from which on a machine is busy. */
    private static final int BUSY = 4;

    private Quickness() {}

    /**
     * @param what the time, for people
     * @param millis measured
     * @param limit most that is right, in ms
     */
    static void isWithin(String what, double millis, double limit) {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        if (millis > limit && load > BUSY * Runtime.getRuntime().availableProcessors()) {
            System.out.printf("NOT JUDGED: %s took %.0f ms at a load of %.0f%n", what, millis, load);
            return;
        }
        assertThat(millis).as(what).isLessThanOrEqualTo(limit);
    }
}

package io.staffetta.thread;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

public final class RightOfWay {
    public static final RightOfWay IT = new RightOfWay();
    private static final long LATELY = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(Integer.getInteger("row.wait", 20));
    private static final int PART = Integer.getInteger("row.part", 8);
    private volatile long came = System.nanoTime() - LATELY;
    private volatile long gone = came;

    public void came() { came = System.nanoTime(); }
    public void gone() { gone = System.nanoTime(); }
    public int share(int most) {
        return System.nanoTime() - came < LATELY ? Math.max(1, most / PART) : most;
    }
    private boolean isWanted(long now) { return came - gone > 0 && now - came < LONGEST; }
    public boolean isWanted() { return isWanted(System.nanoTime()); }
    public void giveWay() {
        while (isWanted(System.nanoTime())) { LockSupport.parkNanos(500_000); }
    }
}

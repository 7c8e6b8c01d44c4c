package io.staffetta.crash;

import java.util.List;

/**
 * Puts messages in until there are no more. What it is not told to be taken it puts in again, with the same reference, as
 * any careful sender would.
 */
final class Loader implements AutoCloseable {

    private static final long PAUSE_MILLIS = 100;

    private final Thread thread;

    /** A way to put messages in. */
    interface Door extends AutoCloseable {

        /**
         * Puts messages in.
         *
         * @return whether they were taken; if not, or on an exception, nothing is certain
         */
        boolean put(List<Wish> wishes) throws Exception;

        /** Whether the gateway, rather than the harness, is to blame for a failure. */
        boolean isCrash(Exception failure);

        @Override
        void close();
    }

    /**
     * @param most most messages put in together
     */
    Loader(String name, Wishes wishes, Door door, int most) {
        thread = new Thread(
                () -> {
                    try (door) {
                        load(wishes, door, most);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } catch (Exception | Error e) {
                        wishes.fail(e);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void load(Wishes wishes, Door door, int most) throws Exception {
        int size = 1;
        for (List<Wish> some = wishes.next(size); !some.isEmpty(); some = wishes.next(size)) {
            while (!put(door, some)) {
                wishes.pass(PAUSE_MILLIS);
            }
            wishes.taken(some);
            size = size % most + 1;
        }
    }

    private static boolean put(Door door, List<Wish> some) throws Exception {
        try {
            return door.put(some);
        } catch (Exception e) {
            if (door.isCrash(e)) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}

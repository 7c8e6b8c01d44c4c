package io.staffetta.delivery.parking;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers the messages with which accounts turned out to be unusable. Mostly they are; but where an account takes
 * another message that was tried after one of these, and then fails with that one again, it is the message that is at
 * fault: a text that a firewall stops, a recipient that is barred. Remembered by this process only; a restart begins
 * anew.
 *
 * <p>Thread-safe.
 */
final class Suspects {

    /** Of one account. The oldest is forgotten then, and is tried again. Few enough for a selector of a broker. */
    static final int MOST = 100;

    private final Map<String, Suspicion> accounts = new ConcurrentHashMap<>();

    /** Counts the failures of one account. Instants are those of {@link System#nanoTime}. */
    private static final class Suspicion {

        private final Map<String, Long> failed = new LinkedHashMap<>();
        private Long lastTaken;
    }

    /** An account turned out to be unusable with a message, at this instant of {@link System#nanoTime}. */
    synchronized void failed(String accountId, String messageId, long at) {
        Map<String, Long> failed = accounts.computeIfAbsent(accountId, id -> new Suspicion()).failed;
        failed.remove(messageId);
        failed.put(messageId, at);
        if (failed.size() > MOST) {
            failed.remove(failed.keySet().iterator().next());
        }
    }

    /** An account took a message, of which the attempt began at this instant of {@link System#nanoTime}. */
    void taken(String accountId, String messageId, long begun) {
        if (accounts.containsKey(accountId)) {
            noteTaken(accountId, messageId, begun);
        }
    }

    private synchronized void noteTaken(String accountId, String messageId, long begun) {
        Suspicion suspicion = accounts.get(accountId);
        if (suspicion != null) {
            suspicion.failed.remove(messageId);
            if (suspicion.lastTaken == null || suspicion.lastTaken - begun < 0) {
                suspicion.lastTaken = begun;
            }
            forgetEmpty(accountId, suspicion);
        }
    }

    /** Whether a message with which an account has just turned out to be unusable is itself to blame. Forgets it if so. */
    synchronized boolean isToBlame(String accountId, String messageId) {
        Suspicion suspicion = accounts.get(accountId);
        Long failed = suspicion == null ? null : suspicion.failed.get(messageId);
        if (failed == null || suspicion.lastTaken == null || suspicion.lastTaken - failed <= 0) {
            return false;
        }
        suspicion.failed.remove(messageId);
        forgetEmpty(accountId, suspicion);
        return true;
    }

    /** Ids of the messages that an account failed with, the one that it failed with last at the end. */
    synchronized List<String> of(String accountId) {
        Suspicion suspicion = accounts.get(accountId);
        return suspicion == null ? List.of() : List.copyOf(suspicion.failed.keySet());
    }

    private void forgetEmpty(String accountId, Suspicion suspicion) {
        if (suspicion.failed.isEmpty()) {
            accounts.remove(accountId);
        }
    }
}
